"""How is a judged plan shown?"""

from __future__ import annotations

from paraph.cli.guard_plan_text import MOST_SHOWN, review_document, review_lines
from paraph.cli.terminal_text import Style
from paraph.core.guard.plan.approval import Approval
from paraph.core.guard.plan.model import Managed, Plan, PlannedChange
from paraph.core.model.guard import Danger, GuardAnswer
from paraph.flows.guard.review_plan import PlanQuestion, Review

CHANGES = (PlannedChange("a.b", "a", "delete"), PlannedChange("a.c", "a", "create"), PlannedChange("a.d", "a", "none"))
PLAN = Plan("terraform", "0" * 64, CHANGES, (Managed("a.b", "a"),), "L", 3)
DESTROY = Danger("plan.destroy", "is destroyed", "ask", "a.b")


def shown(answer: GuardAnswer, *dangers: Danger, plan: Plan = PLAN, approval: Approval | None = None) -> list[str]:
    review = Review(plan, PlanQuestion(), answer, dangers, approval)
    return list(review_lines("tfplan", review, Style()))


def test_a_plan_that_is_asked_about() -> None:
    assert shown("ask", DESTROY) == [
        "◷ ask  tfplan: Terraform plan, 1 destroyed, 1 created, of 1 resource",
        "  ◷ a.b is destroyed",
        f"  sha256 {'0' * 64}",
        "  state  L, serial 3",
        "  fix: change the plan, or have somebody approve it: --approve",
    ]


def test_a_line_of_sql_is_told_first() -> None:
    plan = Plan("sql", "d")
    found = shown("ask", Danger("sql.truncate", "line 3: empties a table", "ask", "carts"), plan=plan)
    assert found[:2] == ["◷ ask  tfplan: SQL migration", "  ◷ line 3, carts: empties a table"]


def test_a_plan_that_was_approved() -> None:
    lines = shown("silent", DESTROY, approval=Approval("d", "ada", 1_767_225_600, "planned"))
    assert lines[0].startswith("✓ approved  tfplan")
    assert lines[-1] == "  ✓ approved by ada, 2026-01-01 00:00 UTC, not signed: planned"


def test_a_state_that_is_refused_says_how_to_go_on() -> None:
    lines = shown("deny", Danger("plan.old-state", "made from an old state", "deny"))
    assert "--accept-state" in lines[-1]


def test_nothing_that_a_plan_says_acts_on_a_terminal() -> None:
    odd = Danger("plan.destroy", "is \x1b[2Jdestroyed", "ask", "a.\x1b]0;x\x07b", excerpt="\x9b1m")
    text = "\n".join(shown("ask", odd, plan=Plan("terraform", "d", lineage="\x1b[1m")))
    assert not {"\x1b", "\x07", "\x9b"} & set(text)


def test_a_long_list_is_cut_and_says_so() -> None:
    dangers = [Danger("plan.destroy", "is destroyed", "ask", f"a.b{number}") for number in range(MOST_SHOWN + 5)]
    assert "  … and 5 more (--json has all)" in shown("ask", *dangers)


def test_the_document() -> None:
    document = review_document("tfplan", Review(PLAN, PlanQuestion("prod"), "ask", (DESTROY,)))
    assert document["schema"] == "paraph/guard-plan/v1"
    assert (document["answer"], document["exit_code"], document["environment"]) == ("ask", 3, "prod")
    assert document["dangers"] == [
        {"rule": "plan.destroy", "answer": "ask", "target": "a.b", "what": "is destroyed", "excerpt": ""}
    ]
    assert document["approval"] is None
