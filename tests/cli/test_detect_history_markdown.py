from __future__ import annotations

from collections import Counter

from paraph.cli.detect_history_markdown import markdown
from paraph.core.detect.lines.line_lives import Lives, no_lives
from paraph.core.model.attribution import LineCounts
from paraph.core.model.person import Person
from paraph.flows.provenance.line_history import LineHistory
from paraph.flows.provenance.owners_left import Left, LeftPath
from paraph.wiring.detect_lines import ToldHistory

NONE: dict[str, dict[str, LineCounts]] = {"folders": {}, "kinds": {}, "tiers": {}}


def test_tables_of_what_is_there() -> None:
    brood = ("2026-01", "ai", "my|tool", True)
    lives = Lives(Counter({brood: 9}), Counter({brood: 5}), Counter({brood: 3}), Counter({(brood, 2): 3}))  # type: ignore[dict-item]
    found = LineHistory(lives, {}, Counter(), ("c",), 0, Counter())
    left = (Left(Person("ben", name="Ben"), 5, (LeftPath("a", 5, ()),)),)
    page = "\n".join(
        markdown(ToldHistory("", "h" * 40, "month", found, {**NONE, "folders": {"a/": LineCounts(5)}}, left))
    )
    assert "| 2026-01 | 9 | 100% | 0% | 56% | 2 d | – |" in page
    assert "| my&#124;tool | 9 | 5 | 3 | 2 d |" in page
    assert "| a/ | 5 | 100% | 0% |" in page
    assert "| Ben | 5 | 1 | nobody who is here owns these files |" in page
    assert "| month | added | with AI | unknown |" in page
    assert "AI and mixed lines together" in page
    assert "0 of 1 commit with a record of lines" in page
    assert "by tier" not in page


def test_nothing_is_a_page_too() -> None:
    found = LineHistory(no_lives(), {}, Counter(), (), 0, Counter())
    page = list(markdown(ToldHistory("", "h" * 40, "month", found, NONE, None)))
    assert page[2].startswith("0 lines stand")
    assert not any("who has left" in line for line in page)
