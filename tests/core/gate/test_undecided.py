from __future__ import annotations

from paraph.core.errors import Problem
from paraph.core.gate.undecided import undecided
from paraph.core.model.decision import Verdict
from paraph.core.model.policy import Position

PLACED = Problem("P0210", "ada stands twice", "delete one", Position(".paraph/people.yaml", 3, 5))
BARE = Problem("P0511", "no such object", "fetch it")


def test_it_cannot_tell_and_names_the_place() -> None:
    found = undecided("b" * 40, "h" * 40, [PLACED])
    assert (found.verdict, found.base, found.head) == (Verdict.CANNOT_TELL, "b" * 40, "h" * 40)
    assert found.summary == "Cannot tell: .paraph/people.yaml:3 at the base: ada stands twice (P0210)."
    assert (found.tier.may_be_higher, found.assistance.value) == (True, "unknown")
    assert [(owed.what, owed.unblocks) for owed in found.missing] == [
        ("a .paraph/people.yaml that can be used", "delete one")
    ]
    assert found.tree.owed == found.missing


def test_several_problems_are_counted_and_all_owed() -> None:
    found = undecided("", "h", [BARE, PLACED])
    assert found.summary == "Cannot tell: no such object (P0511), and 1 more."
    assert [owed.what for owed in found.missing] == ["files that can be used", "a .paraph/people.yaml that can be used"]
