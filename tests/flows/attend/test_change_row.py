"""The board says whose turn it is, since when, and what it costs them."""

from __future__ import annotations

from office import KEY, MAIN
from paraph.core.errors import Problem
from paraph.core.gate.undecided import undecided
from paraph.core.model.decision import Decision, Owed, Verdict
from paraph.core.model.noun import changed
from paraph.core.model.proposal import Proposal
from paraph.flows.attend.change_row import (
    LONGEST,
    fresh_row,
    is_same,
    minutes_of,
    turns_of,
    undecided_as,
    untold_row,
)

PROPOSAL = Proposal(KEY, "7", "h", MAIN, title="t" * 900, author="github:ada")


def decision(*owed: Owed) -> Decision:
    return changed(undecided("b", "h", [Problem("P1", "why", "fix")]), missing=owed)


def test_whose_turn_it_is() -> None:
    owed = (
        Owed("a", "", ("ben", "cleo"), "person", "r", minutes=30, people=2),
        Owed("b", "", ("cleo", "dan"), "person", "r", minutes=10, people=1),
        Owed("c", "", ("eve",), "author", "r", is_turn=False),
        Owed("d", "", ("ada",), "author", "r"),
    )
    assert turns_of(decision(*owed)) == ("ada",)
    assert minutes_of(decision(*owed)) == 15
    assert minutes_of(decision()) == 0


def test_what_the_forge_says_now_and_what_was_decided_before() -> None:
    first = fresh_row(PROPOSAL, None, 5)
    assert (first.opened_at, len(first.title), first.state) == (5, LONGEST, "open")
    old = first._replace(decision="d", verdict="allow", state="landed")
    again = fresh_row(changed(PROPOSAL, head="i"), old, 9)
    assert (again.opened_at, again.head, again.decision, again.state) == (5, "i", "d", "open")
    assert fresh_row(changed(PROPOSAL, state="closed"), old, 9).state == "landed"


def test_what_cannot_be_told() -> None:
    old = fresh_row(PROPOSAL, None, 5)._replace(verdict="allow", decision="d")
    row = untold_row(None, old, (KEY, "7"), "the forge is down", 9)
    assert (row.verdict, row.summary, row.decision) == ("cannot_tell", "Cannot tell: the forge is down", "d")
    assert untold_row(PROPOSAL, None, (KEY, "7"), "x", 9).head == "h"
    allowed = changed(decision(), verdict=Verdict.ALLOW)
    assert undecided_as(allowed, row).verdict is Verdict.CANNOT_TELL
    assert undecided_as(allowed, old) is allowed


def test_the_version_is_no_difference() -> None:
    row = fresh_row(PROPOSAL, None, 5)
    assert is_same(row._replace(version=7), row)
    assert not is_same(row, None)
    assert not is_same(row._replace(tier="high"), row)
