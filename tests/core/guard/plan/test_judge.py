"""What does a plan destroy, replace, forget, unprotect or open?"""

from __future__ import annotations

import pytest

from paraph.core.guard.plan.judge import judge_plan
from paraph.core.guard.plan.model import Managed, Plan, PlannedChange
from paraph.core.guard.plan.state_memory import StateMemory
from paraph.core.model.guard import Danger

DB = PlannedChange("aws_db_instance.main", "aws_db_instance", "delete", name="main")
WEB = PlannedChange("aws_instance.web", "aws_instance", "delete", name="web")
MANY = tuple(Managed(f"aws_instance.n{number}", "aws_instance") for number in range(20))


def judged(*changes: PlannedChange, managed: tuple[Managed, ...] = MANY, **more: object) -> tuple[Danger, ...]:
    return judge_plan(Plan("terraform", "d", changes, managed, **more))  # type: ignore[arg-type]


CASES = [
    (WEB, "plan.destroy", "ask", "is destroyed"),
    (DB, "plan.destroy", "deny", "is destroyed, with all that it holds (a database)"),
    (WEB._replace(deed="replace", because=("ami",)), "plan.replace", "ask", "is replaced; forced by ami"),
    (DB._replace(deed="replace"), "plan.replace", "deny", "is replaced, with all that it holds (a database)"),
    (WEB._replace(deed="forget"), "plan.forget", "ask", "is forgotten: it runs on, and nothing manages it"),
    (DB._replace(deed="forget"), "plan.forget", "deny",
     "is forgotten: it runs on, and nothing manages it (a database)"),
    (WEB._replace(deed="unknown", said="explode"), "plan.unclear", "ask",
     "cannot tell what happens to it: the plan says explode"),
    (WEB._replace(is_deposed=True), "plan.deposed", "ask",
     "an old copy of it, left by a replacement that failed, is destroyed"),
    (WEB._replace(reason="delete_because_count_index"), "plan.destroy", "ask", "is destroyed; count is lower"),
    (WEB._replace(reason="delete_because_of_the_moon"), "plan.destroy", "ask",
     "is destroyed; delete because of the moon"),
    (DB._replace(told=("no last snapshot is taken",)), "plan.destroy", "deny",
     "is destroyed, with all that it holds (a database); no last snapshot is taken"),
    (DB._replace(deed="update", lowered=("deletion_protection is switched off",)), "plan.unprotected", "ask",
     "deletion_protection is switched off"),
    (PlannedChange("aws_iam_role.a", "aws_iam_role", "update"), "plan.access", "ask",
     "changes who may do what, or who is reached from where"),
    (PlannedChange("aws_x.a", "aws_x", "create", is_open=True), "plan.access", "ask", "opens it to everybody"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "rule", "answer", "what"), CASES, ids=[f"{c[1]} {c[0].type} {c[2]}" for c in CASES])
def test_a_change_is_told(change: PlannedChange, rule: str, answer: str, what: str) -> None:
    (danger,) = judged(change)
    assert (danger.rule, danger.answer, danger.what, danger.target) == (rule, answer, what, change.address)


@pytest.mark.parametrize("deed", ["none", "read", "create", "update"])
def test_what_is_no_event_does_not_score(deed: str) -> None:
    assert judged(DB._replace(deed=deed, previous="aws_db_instance.old")) == ()  # type: ignore[arg-type]


def test_the_worst_comes_first() -> None:
    assert [danger.target for danger in judged(WEB, DB)] == [DB.address, WEB.address]


def test_a_parent_counts_what_lives_in_it() -> None:
    managed = (
        Managed("aws_vpc.main", "aws_vpc"),
        Managed("aws_subnet.a[0]", "aws_subnet", needs=("aws_vpc.main",)),
        Managed("aws_instance.x", "aws_instance", needs=("aws_subnet.a",)),
        *MANY,
    )
    (danger,) = judged(PlannedChange("aws_vpc.main", "aws_vpc", "delete"), managed=managed)
    said = "is destroyed; 2 managed resources live in it (aws_instance.x, aws_subnet.a[0])"
    assert (danger.answer, danger.what) == ("deny", said)


def test_a_circle_of_needs_ends() -> None:
    managed = (
        Managed("aws_vpc.a", "aws_vpc", needs=("aws_vpc.b",)),
        Managed("aws_vpc.b", "aws_vpc", needs=("aws_vpc.a",)),
    )
    (danger,) = judged(PlannedChange("aws_vpc.a", "aws_vpc", "delete"), managed=managed + MANY)
    assert danger.what == "is destroyed; a managed resource lives in it (aws_vpc.b)"


def test_children_that_the_plan_does_not_touch_are_named_first() -> None:
    needs = ("aws_vpc.main",)
    managed = tuple(Managed(f"aws_subnet.n[{number}]", "aws_subnet", needs=needs) for number in range(6))
    gone = [PlannedChange(f"aws_subnet.n[{number}]", "aws_subnet", "delete") for number in range(3)]
    found = judged(PlannedChange("aws_vpc.main", "aws_vpc", "delete"), *gone, managed=managed + MANY)
    (said,) = [danger.what for danger in found if danger.target == "aws_vpc.main"]
    named = "aws_subnet.n[3], aws_subnet.n[4], aws_subnet.n[5], aws_subnet.n[0], …"
    assert said == f"is destroyed; 6 managed resources live in it ({named})"


def test_a_part_of_a_plan_is_no_whole_one() -> None:
    assert [each.rule for each in judged(targets=("aws_x.a",))] == ["plan.targeted"]
    assert [(each.rule, each.answer) for each in judged(is_complete=False)] == [("plan.incomplete", "deny")]


def test_another_provider_or_place_of_the_state() -> None:
    managed = (Managed("aws_x.a", "aws_x", provider="one"), *MANY)
    change = PlannedChange("aws_x.a", "aws_x", "update", provider="two")
    assert [each.what for each in judged(change, managed=managed)] == ["passes from one to two"]
    plan = Plan("terraform", "d", (), MANY, backend="s3", lineage="l")
    found = judge_plan(plan, [("terraform:l", StateMemory("l", backend="local", managed=20))])
    assert [(each.rule, each.what) for each in found] == [("plan.backend", "keeps its state in s3, and not in local")]


def test_dangers_that_were_seen_while_reading_are_kept() -> None:
    seen = Danger("sql.drop-table", "drops", "ask", "t")
    assert judge_plan(Plan("sql", "d", dangers=(seen, seen))) == (seen,)
