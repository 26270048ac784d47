"""When is it an environment that a plan deletes, or builds anew?"""

from __future__ import annotations

from paraph.core.guard.plan.model import Managed, Plan, PlannedChange
from paraph.core.guard.plan.whole_environment import wholesale_dangers


def resources(count: int, module: str = "", type_: str = "") -> tuple[Managed, ...]:
    return tuple(Managed(f"{module}.t{n}.a", type_ or f"{module}t{n}", module) for n in range(count))


def gone(managed: tuple[Managed, ...], count: int) -> tuple[PlannedChange, ...]:
    return tuple(
        PlannedChange(each.address, each.type, "delete", each.address, each.module) for each in managed[:count]
    )


def told(
    changes: tuple[PlannedChange, ...], managed: tuple[Managed, ...], share: float = 0.5
) -> list[tuple[str, str, str]]:
    plan = Plan("terraform", "d", changes, managed)
    return [(each.rule, each.answer, each.target) for each in wholesale_dangers(plan, share)]


def test_most_of_what_there_is() -> None:
    there = resources(10)
    assert told(gone(there, 4), there) == []
    assert told(gone(there, 5), there) == [("plan.wholesale", "deny", "")]
    assert told(gone(there, 4), there, 0.4) == [("plan.wholesale", "deny", "")]
    assert told(gone(there, 2), there[:2]) == []


def test_everything_of_a_module_or_a_type() -> None:
    there = resources(3, "module.a") + resources(40)
    assert told(gone(there, 3), there) == [("plan.whole-module", "deny", "module.a")]
    assert told(gone(there, 2), there) == []
    there = resources(3, type_="queue") + resources(40)
    assert told(gone(there, 3), there) == [("plan.whole-type", "deny", "queue")]


def test_a_rename_without_moved_is_built_anew() -> None:
    there = resources(40)
    pairs = tuple(
        each
        for number in range(3)
        for each in (
            PlannedChange(f"x.n{number}", "x", "delete", f"n{number}"),
            PlannedChange(f"module.m.x.n{number}", "x", "create", f"n{number}", "module.m"),
        )
    )
    assert told(pairs, (*there, *(Managed(f"x.o{n}", "x") for n in range(4)))) == [("plan.recreated", "deny", "x.n0")]
    assert told(pairs[:2], there) == [("plan.recreated", "ask", "x.n0")]
    moved = (PlannedChange("module.m.x.n", "x", "none", "n", "module.m", previous="x.n"),)
    assert told(moved, there) == []


def test_a_plan_made_to_destroy() -> None:
    there = resources(40)
    plan = Plan("terraform", "d", gone(there, 1), there, is_destroying=True)
    assert [each.what for each in wholesale_dangers(plan)] == ["was made to destroy (-destroy)"]
