from __future__ import annotations

from paraph.core.model.attribution import Claim, Span
from paraph.flows.view.gutter import GLYPHS, UNKNOWN, gutter, title


def test_every_line_of_a_span_says_who_wrote_it() -> None:
    claim = Claim(
        "ai", "claude-code", "opus\u202e", "s-1", strength="proof", source="note", person="Ada <a@example.test>"
    )
    found = gutter((Span(2, 3, "ai", claim, "c" * 40), Span(5, 5, "unknown")))
    assert sorted(found) == [2, 3, 5]
    assert found[2].glyph == "●"
    assert found[2].title == (
        "written by an agent · claude-code:opus\\u202e · session s-1 · Ada <a@example.test> · proven, by a record of "
        "lines · commit cccccccccc"
    )
    assert found[5] == UNKNOWN
    assert title(Span(1, 1, "mixed", Claim("ai", model="m"))).startswith("written by an agent, then changed")


def test_no_two_kinds_share_a_mark() -> None:
    assert len(set(GLYPHS.values())) == len(GLYPHS) == 4
