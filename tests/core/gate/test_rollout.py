from __future__ import annotations

from typing import Literal

import pytest

from core.gate.situations import HERE, facts, judged
from paraph.core.model.decision import State
from paraph.core.model.facts import Deployment
from paraph.core.model.policy import GuardNeed, RollbackNeed

Plan = Literal["none", "written", "rehearsed"]


@pytest.mark.parametrize(
    ("wanted", "filed", "state", "minutes"),
    [
        ("written", "none", State.PENDING, 10),
        ("written", "written", State.SATISFIED, 0),
        ("written", "rehearsed", State.SATISFIED, 0),
        ("rehearsed", "none", State.PENDING, 30),
        ("rehearsed", "written", State.PENDING, 30),
        ("rehearsed", "rehearsed", State.SATISFIED, 0),
    ],
)
def test_a_plan(wanted: Literal["written", "rehearsed"], filed: Plan, state: State, minutes: int) -> None:
    node = judged(RollbackNeed(wanted, "merge", HERE), facts(rollback_plan=filed))
    assert (node.kind, node.state, node.title) == ("rollback_plan", state, f"a rollback plan, {wanted}")
    assert sum(owed.minutes for owed in node.owed) == minutes
    assert node.found == ("no plan is filed" if filed == "none" else f"the plan is {filed}")


@pytest.mark.parametrize(
    ("deployment", "state", "words"),
    [
        (Deployment("prod", guards_passed=("canary",)), State.SATISFIED, "passed in prod"),
        (Deployment("prod", guards_passed=("ring",)), State.PENDING, "not passed in prod"),
        (None, State.PENDING, "no deployment is named"),
    ],
)
def test_a_guard(deployment: Deployment | None, state: State, words: str) -> None:
    node = judged(GuardNeed("canary", "deploy", HERE), facts(stage="deploy", deployment=deployment))
    assert (node.state, node.found) == (state, words)
    assert [owed.kind for owed in node.owed] == ["evidence"] * (state is State.PENDING)


def test_a_guard_is_never_asked_at_merge() -> None:
    assert judged(GuardNeed("canary", "merge", HERE)).state is State.SKIPPED
