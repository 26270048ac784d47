from __future__ import annotations

import pytest

from core.gate.situations import HERE, facts, judged, unreadable
from paraph.core.model.decision import State
from paraph.core.model.policy import Comparison, OwnerNeed

ANY = OwnerNeed(None, "merge", HERE)
SENIOR = OwnerNeed(Comparison(">=", "senior"), "merge", HERE)


@pytest.mark.parametrize(
    ("need", "owner", "state", "words"),
    [
        (ANY, "ada", State.SATISFIED, "Ada (junior)"),
        (ANY, "github:ada", State.SATISFIED, "Ada (junior)"),
        (ANY, None, State.PENDING, "nobody is named"),
        (ANY, "", State.PENDING, "nobody is named"),
        (ANY, "zoe", State.PENDING, "zoe is nobody in the directory"),
        (ANY, "github:relbot[bot]", State.PENDING, "nobody in the directory"),
        (ANY, "hal", State.PENDING, "Hal (principal) has left"),
        (SENIOR, "cyd", State.SATISFIED, "Cyd (senior)"),
        (SENIOR, "gus", State.SATISFIED, "Gus (senior)"),
        (SENIOR, "ben", State.PENDING, "not of the level asked"),
        (SENIOR, "ida", State.PENDING, "not of the level asked"),
    ],
)
def test_the_owner(need: OwnerNeed, owner: str | None, state: State, words: str) -> None:
    node = judged(need, facts(owner=owner))
    assert (node.kind, node.state) == ("owner", state)
    assert words in node.found
    assert node.title.startswith("an owner who can explain the code: one person")
    assert [(owed.kind, owed.rule) for owed in node.owed] == ([("person", "r")] if state is State.PENDING else [])
    if state is State.PENDING and need is SENIOR:
        assert node.owed[0].by == ("cyd", "dot", "eve")


def test_unreadable_people() -> None:
    assert judged(ANY, facts(owner="ada", unreadable=unreadable("people"))).state is State.CANNOT_TELL
