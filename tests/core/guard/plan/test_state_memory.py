"""Which state is old, foreign, shrunk or missing, and which protection fell a plan ago?"""

from __future__ import annotations

import pytest

from paraph.core.guard.plan.model import Managed, Plan, PlannedChange
from paraph.core.guard.plan.state_memory import (
    StateIdentity,
    StateMemory,
    keys_of,
    memories_after,
    remembered,
    state_dangers,
    two_step_dangers,
    unprotected_dangers,
)
from paraph.core.model.noun import changed

TEN = tuple(Managed(f"t.a{number}", "t") for number in range(10))
PLAN = Plan("terraform", "d1", (), TEN, "L", 12, backend="s3")
SEEN = StateMemory("L", 12, 10)

CASES = [
    (PLAN, SEEN, []),
    (changed(PLAN, serial=13), SEEN, []),
    (changed(PLAN, serial=11), SEEN, ["plan.old-state"]),
    (changed(PLAN, lineage="M"), SEEN, ["plan.foreign-state"]),
    (changed(PLAN, managed=TEN[:5]), SEEN, []),
    (changed(PLAN, managed=TEN[:4]), SEEN, ["plan.small-state"]),
    (changed(PLAN, managed=()), SEEN, ["plan.missing-state"]),
    (changed(PLAN, managed=(), lineage="", serial=None), SEEN, ["plan.missing-state"]),
    (changed(PLAN, managed=TEN[:1]), changed(SEEN, managed=3), []),
]


@pytest.mark.parametrize(("plan", "memory", "rules"), CASES)
def test_a_state_is_compared_with_the_one_that_was_seen(plan: Plan, memory: StateMemory, rules: list[str]) -> None:
    found = list(state_dangers(plan, [("environment:prod", memory)]))
    assert [danger.rule for danger in found] == rules
    assert {danger.answer for danger in found} <= {"deny"}


def test_a_state_is_compared_with_the_one_given() -> None:
    (danger,) = state_dangers(changed(PLAN, serial=3), (), StateIdentity("L", 9, 10))
    assert danger.what == "made from an old state: serial 3, and the state given is at 9"


def test_keys_name_the_lineage_and_the_environment() -> None:
    assert keys_of(PLAN, "prod") == ("terraform:L", "environment:prod (terraform)")
    assert keys_of(changed(PLAN, lineage="")) == ()
    assert keys_of(Plan("sql", "d"), "prod") == ()


def test_what_fell_in_an_earlier_plan_is_remembered() -> None:
    lowering = changed(
        PLAN, changes=(PlannedChange("t.a1", "t", "update", lowered=("deletion_protection is switched off",)),)
    )
    memory = remembered(lowering, SEEN)
    destroying = changed(PLAN, digest="d2", changes=(PlannedChange("t.a1", "t", "delete"),))
    (danger,) = two_step_dangers(destroying, [memory])
    assert (danger.rule, danger.answer, danger.target) == ("plan.two-step", "deny", "t.a1")
    assert danger.what == "its protection fell in an earlier plan (deletion_protection is switched off)"
    moved = changed(destroying, changes=(PlannedChange("m.t.a1", "t", "replace", previous="t.a1"),))
    assert [each.target for each in two_step_dangers(moved, [memory])] == ["m.t.a1"]
    assert list(two_step_dangers(changed(destroying, digest="d1"), [memory])) == []


def test_prevent_destroy_that_was_taken_out() -> None:
    memory = remembered(changed(PLAN, protected=("t.a1",)), SEEN)
    assert memory.protected == ("t.a1",)
    without = changed(PLAN, digest="d2", protected=())
    assert [(each.rule, each.target) for each in unprotected_dangers(without, [memory])] == [
        ("plan.unprotected", "t.a1")
    ]
    after = remembered(without, memory)
    assert (after.protected, after.lowered) == ((), (("t.a1", "prevent_destroy was taken out", "d2"),))
    destroying = changed(without, digest="d3", changes=(PlannedChange("t.a1", "t", "delete"),))
    assert [each.rule for each in two_step_dangers(destroying, [memory])] == ["plan.two-step"]
    assert [each.rule for each in two_step_dangers(destroying, [after])] == ["plan.two-step"]
    assert list(unprotected_dangers(PLAN, [memory])) == []


def test_a_memory_grows_with_the_state_and_shrinks_by_approval() -> None:
    destroying = changed(PLAN, changes=tuple(PlannedChange(each.address, "t", "delete") for each in TEN[:8]))
    looked = memories_after(destroying, ("k",), {})
    assert (looked["k"].serial, looked["k"].managed, looked["k"].backend) == (12, 10, "s3")
    assert memories_after(destroying, ("k",), looked, is_approved=True)["k"].managed == 2
    assert remembered(changed(PLAN, serial=3), SEEN).serial == 12
