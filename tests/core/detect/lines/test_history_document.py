from __future__ import annotations

from collections import Counter
from typing import Any

from paraph.core.detect.lines.history_document import HISTORY_SCHEMA, history_document
from paraph.core.detect.lines.line_lives import Lives, no_lives
from paraph.core.model.attribution import LineCounts


def test_what_came_stands_was_replaced_or_dropped() -> None:
    brood = ("2026-01", "ai", "codex", True)
    lives = Lives(Counter({brood: 9}), Counter({brood: 5}), Counter({brood: 3}), Counter({(brood, 2): 3}))  # type: ignore[dict-item]
    groups = {"folders": {"src/": LineCounts(ai=5)}}
    found: Any = history_document(("", "h"), "month", (2, 1), lives, groups, {"note_foreign": 1})
    assert found["schema"] == HISTORY_SCHEMA
    assert found["lines"]["added"] == {"total": 9, "ai": 9, "human_attested": 0, "mixed": 0, "unknown": 0}
    assert found["lines"]["dropped"] == 1
    assert found["lines"]["claimed_as_a_whole"] == {"added": 9, "standing": 5}
    assert found["lines"]["median_days_until_replaced"] == {"ai": 2, "unknown": None}
    assert [each["period"] for each in found["periods"]] == ["2026-01"]
    assert [each["tool"] for each in found["tools"]] == ["codex"]
    assert found["folders"][0]["name"] == "src/"
    assert found["findings"] == {"note_foreign": 1}


def test_nothing_has_all_keys() -> None:
    found: Any = history_document(("a", "b"), "week", (0, 0), no_lives(), {}, {})
    assert (found["periods"], found["tools"]) == ([], [])
    assert found["lines"]["added"]["total"] == 0
