"""For which plan does an approval count, and is the list of them whole?"""

from __future__ import annotations

import pytest

from paraph.core.errors import ReadError
from paraph.core.guard.plan.approval import (
    FIRST,
    Approval,
    answered,
    approval_of,
    digest_of,
    other_approved,
    refuse_torn,
    signed_bytes,
)
from paraph.core.guard.plan.model import Plan
from paraph.core.model.guard import Danger
from paraph.core.model.noun import changed

PLAN = Plan("terraform", "d1", lineage="L", serial=3)
ONE = Approval("d1", "ada", 1_767_225_600, "planned", "L", 3)
DENY, ASK = Danger("plan.destroy", "is destroyed", "deny"), Danger("plan.destroy", "is destroyed", "ask")
OLD = Danger("plan.old-state", "made from an old state", "deny")


def test_an_approval_is_for_the_same_bytes() -> None:
    later = changed(ONE, by="ben", previous=digest_of(ONE))
    assert approval_of(PLAN, [ONE, later]) == later
    assert approval_of(changed(PLAN, digest="d2"), [ONE]) is None
    assert approval_of(PLAN, [changed(ONE, environment="stage")], "prod") is None


def test_another_plan_of_the_same_state_is_told() -> None:
    found = other_approved(changed(PLAN, digest="d2"), [ONE])
    assert found is not None
    assert (found.rule, found.answer) == ("plan.other-digest", "deny")
    assert other_approved(PLAN, [ONE]) is None
    assert other_approved(changed(PLAN, digest="d2", serial=4), [ONE]) is None
    assert other_approved(changed(PLAN, digest="d2", lineage=""), [ONE]) is None
    stack = Plan("cloudformation", "d2", lineage="L")
    assert other_approved(stack, [changed(ONE, serial=None)]) is None


@pytest.mark.parametrize(
    ("dangers", "approval", "answer"),
    [
        ([], None, "silent"),
        ([ASK], None, "ask"),
        ([ASK, DENY], None, "deny"),
        ([ASK, DENY], ONE, "silent"),
        ([OLD, ASK], ONE, "deny"),
        ([OLD, ASK], changed(ONE, is_state_accepted=True), "silent"),
    ],
)
def test_an_approval_lifts_all_but_the_state(dangers: list[Danger], approval: Approval | None, answer: str) -> None:
    assert answered(dangers, approval) == answer


def test_a_list_that_was_changed_is_refused() -> None:
    two = changed(ONE, plan="d2", previous=digest_of(ONE))
    refuse_torn([ONE, two])
    for torn in ([two], [changed(ONE, by="ben"), two], [two, ONE], [ONE, two, changed(two, previous=FIRST)]):
        with pytest.raises(ReadError, match="was changed"):
            refuse_torn(torn)


def test_a_signature_is_over_all_but_itself() -> None:
    assert signed_bytes(ONE) == signed_bytes(changed(ONE, signature="x"))
    assert signed_bytes(ONE) != signed_bytes(changed(ONE, reason="other"))
