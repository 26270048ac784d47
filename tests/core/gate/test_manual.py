from __future__ import annotations

from dataclasses import replace

import pytest

from core.gate.situations import ANYBODY, HERE, SENIOR, facts, judged, unreadable
from paraph.core.model.decision import State
from paraph.core.model.evidence import ManualCheck
from paraph.core.model.policy import ManualNeed

NEED = ManualNeed(("rehearse", "licence"), ANYBODY, "merge", HERE)
REHEARSED, READ = ManualCheck("rehearse", "cyd", "h"), ManualCheck("licence", "github:ben", None, "t")


@pytest.mark.parametrize(
    ("steps", "state", "words"),
    [
        ((REHEARSED, READ), State.SATISFIED, "rehearse by Cyd (senior) and licence by Ben (mid)"),
        ((REHEARSED,), State.PENDING, "open: licence"),
        ((REHEARSED, replace(READ, tree="old")), State.PENDING, "open: licence"),
        ((replace(REHEARSED, commit="old"), READ), State.PENDING, "open: rehearse"),
        ((replace(REHEARSED, person="zoe"), READ), State.PENDING, "open: rehearse"),
        ((replace(REHEARSED, person="hal"), READ), State.PENDING, "open: rehearse"),
        ((replace(REHEARSED, person="github:relbot[bot]"), READ), State.PENDING, "open: rehearse"),
        ((replace(REHEARSED, person="zoe"), REHEARSED, READ), State.SATISFIED, "by Cyd"),
    ],
)
def test_steps_done_by_hand(steps: tuple[ManualCheck, ...], state: State, words: str) -> None:
    node = judged(NEED, facts(manual_checks=steps))
    assert node.state is state
    assert words in node.found
    assert all(owed.kind == "person" and owed.minutes == 15 for owed in node.owed)


def test_only_who_is_asked_may_attest() -> None:
    node = judged(replace(NEED, who=SENIOR), facts(manual_checks=(REHEARSED, READ)))
    assert (node.state, node.found) == (State.PENDING, "open: licence")
    assert node.owed[0].by == ("cyd", "dot", "eve")
    assert node.title == "done by hand: rehearse and licence, attested by one person, senior or above"


def test_unreadable_people() -> None:
    steps = facts(manual_checks=(REHEARSED, READ), unreadable=unreadable("people"))
    assert judged(NEED, steps).state is State.CANNOT_TELL
