from __future__ import annotations

from paraph.core.gate.turns import authors_first, postponed
from paraph.core.model.decision import Node, Owed, State

PERSON = Owed("sign-off", "w", ("cyd",), "person", "r")
REPORT = Owed("tests", "w", (), "evidence", "r")
MINE = Owed("answers", "w", ("ada",), "author", "r")


def leaf(kind: str, *owed: Owed, state: State = State.PENDING, below: tuple[Node, ...] = ()) -> Node:
    return Node(kind, "t", state, "f", below, owed)


def turns(node: Node) -> list[bool]:
    return [owed.is_turn for owed in node.owed] + [turn for child in node.children for turn in turns(child)]


def test_postponed_puts_off_everything_below() -> None:
    node = leaf("all", PERSON, below=(leaf("x", REPORT, below=(leaf("y", MINE),)),))
    assert turns(postponed(node)) == [False, False, False]
    assert turns(node) == [True, True, True]


def test_people_wait_for_the_author() -> None:
    nodes = (
        leaf("all", below=(leaf("signoff", PERSON),)),
        leaf("evidence", REPORT),
        leaf("any", below=(leaf("author_answers", MINE),)),
    )
    assert [turns(node) for node in authors_first(nodes)] == [[False], [True], [True]]
    answered = (*nodes[:2], leaf("author_answers", state=State.SATISFIED))
    assert authors_first(answered) is answered
