from __future__ import annotations

from collections import Counter

from paraph.core.detect.lines.line_lives import Lives, all_of, brood_of, no_lives, periods_of, tools_of
from paraph.core.model.attribution import Claim, LineCounts, Span

CODEX, WHOLE, PLAIN = ("m1", "ai", "codex", False), ("m2", "mixed", "claude-code", True), ("m1", "unknown", "", False)
LIVES = Lives(
    Counter({CODEX: 10, WHOLE: 6, PLAIN: 20}),  # type: ignore[dict-item]
    Counter({CODEX: 4, WHOLE: 5, PLAIN: 20}),  # type: ignore[dict-item]
    Counter({CODEX: 6, WHOLE: 1}),  # type: ignore[dict-item]
    Counter({(CODEX, 1): 2, (CODEX, 9): 4, (WHOLE, 3): 1}),  # type: ignore[dict-item]
)


def test_periods_are_in_order_with_what_became_of_their_lines() -> None:
    first, second = periods_of(LIVES)
    assert (first.name, second.name) == ("m1", "m2")
    assert first.added == LineCounts(ai=10, unknown=20)
    assert first.standing == LineCounts(ai=4, unknown=20)
    assert first.replaced == LineCounts(ai=6)
    assert (first.claimed, first.ai_days, first.unknown_days) == (0, 9, None)
    assert (second.claimed, second.standing_claimed, second.ai_days) == (6, 5, 3)


def test_tools_have_no_unknown_lines_and_those_that_stand_go_first() -> None:
    assert [(each.name, sum(each.added)) for each in tools_of(LIVES)] == [("claude-code", 6), ("codex", 10)]


def test_all_lines_together() -> None:
    whole = all_of(LIVES)
    assert whole.added == LineCounts(ai=10, mixed=6, unknown=20)
    assert whole.ai_days == 9
    assert all_of(no_lives()).added == LineCounts()
    assert periods_of(no_lives()) == []


def test_a_brood_is_told_by_period_kind_tool_and_evidence() -> None:
    assert brood_of(Span(1, 2, "ai", Claim("ai", "claude")), "m") == ("m", "ai", "claude-code", False)
    assert brood_of(Span(1, 2, "mixed", Claim("ai", "cursor", source="commit")), "m") == ("m", "mixed", "cursor", True)
    assert brood_of(Span(1, 2, "unknown", Claim("none", source="declaration")), "m") == ("m", "unknown", "", False)
    assert brood_of(Span(1, 2, "human_attested", Claim("human")), "m") == ("m", "human_attested", "", False)
