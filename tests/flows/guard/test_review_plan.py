"""May a plan be applied: from the right state, and approved by somebody whose signature is good?"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

import pytest

from paraph.core.errors import InputError
from paraph.core.guard.plan.approval import NAMESPACE, Approval, refuse_torn, signed_bytes
from paraph.core.guard.plan.model import Managed, Plan, PlannedChange
from paraph.core.guard.plan.state_memory import StateIdentity, StateMemory
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory, Key, Person
from paraph.flows.guard.review_plan import (
    PlanQuestion,
    Review,
    following,
    is_signed,
    prepared_approval,
    record_approval,
    review_plan,
)
from paraph.ports.signing import Verified

TEN = tuple(Managed(f"t.a{number}", "t") for number in range(10))
PLAN = Plan("terraform", "d1", (PlannedChange("t.a1", "t", "delete"),), TEN, "L", 12)
DAY = "2026-01-02"
ANY, NOBODY = PlanQuestion(), Directory()
ADA = Directory((Person("ada", keys=(Key("ssh-ed25519 AAAA"),)),))


class Keeper:
    """A memory that lasts as long as a test."""

    def __init__(self) -> None:
        self.states: dict[str, StateMemory] = {}
        self.list: tuple[Approval, ...] = ()
        self.writes = 0

    def memories(self) -> dict[str, StateMemory]:
        return dict(self.states)

    def keep(self, memories: Mapping[str, StateMemory]) -> None:
        self.states, self.writes = dict(memories), self.writes + 1

    def approvals(self) -> tuple[Approval, ...]:
        return self.list

    def add(self, approval: Approval) -> None:
        refuse_torn((*self.list, approval))
        self.list = (*self.list, approval)


class Checker:
    """Takes the message itself for its signature."""

    def fingerprint(self, public: str) -> str:
        return public

    def check(self, public: str, namespace: str, message: bytes, signature: bytes) -> Verified | None:
        return Verified("signed", True, "x") if namespace == NAMESPACE and signature == message else None


def reviewed(plan: Plan, keeper: Keeper, question: PlanQuestion = ANY, people: Directory = NOBODY) -> Review:
    return review_plan(plan, question, keeper, people, Checker(), DAY)


def approve(
    review: Review, keeper: Keeper, reason: str = "", *, accepts_state: bool = False, key: str = ""
) -> Approval:
    made = prepared_approval(review, "ada", reason, 1_767_225_600, accepts_state=accepts_state, key=key)
    last = following(made, keeper)
    return record_approval(review, last, b64encode(signed_bytes(last)).decode() if key else "", keeper)


def rules(review: Review) -> list[str]:
    return [danger.rule for danger in review.dangers]


def test_an_approval_holds_for_the_same_bytes_alone() -> None:
    keeper = Keeper()
    review = reviewed(PLAN, keeper)
    assert (review.answer, rules(review), review.knows_state) == ("ask", ["plan.destroy"], False)
    approve(review, keeper)
    again = reviewed(PLAN, keeper)
    assert again.answer == "silent"
    assert again.approval is not None
    assert again.approval.by == "ada"
    other = reviewed(changed(PLAN, digest="d2"), keeper)
    assert (other.answer, rules(other)) == ("deny", ["plan.other-digest", "plan.destroy"])
    harmless = reviewed(changed(PLAN, digest="d3", changes=()), keeper)
    assert (harmless.answer, rules(harmless)) == ("silent", [])


def test_an_old_state_is_refused_even_with_an_approval() -> None:
    keeper = Keeper()
    approve(reviewed(PLAN, keeper), keeper)
    reviewed(changed(PLAN, digest="d2", serial=14, changes=()), keeper)
    old = reviewed(PLAN, keeper)
    assert (old.answer, rules(old)) == ("deny", ["plan.old-state", "plan.destroy"])
    with pytest.raises(InputError, match="cannot lift"):
        approve(old, keeper, "because")
    approve(old, keeper, "the state was restored", accepts_state=True)
    assert reviewed(PLAN, keeper).answer == "silent"
    assert keeper.states["terraform:L"].serial == 12


def test_an_environment_is_held_to_one_state() -> None:
    keeper, prod = Keeper(), PlanQuestion("prod")
    assert reviewed(PLAN, keeper, prod).answer == "ask"
    foreign = reviewed(changed(PLAN, digest="d2", lineage="M", changes=()), keeper, prod)
    assert (foreign.answer, rules(foreign)) == ("deny", ["plan.foreign-state"])
    assert keeper.states["environment:prod (terraform)"].lineage == "L"
    missing = reviewed(Plan("terraform", "d3", (PlannedChange("t.a1", "t", "create"),)), keeper, prod)
    assert rules(missing) == ["plan.missing-state"]


def test_the_state_given_counts() -> None:
    review = reviewed(PLAN, Keeper(), PlanQuestion(against=StateIdentity("L", 13, 10)))
    assert rules(review) == ["plan.old-state", "plan.destroy"]
    assert review.knows_state


def test_a_denied_plan_needs_a_reason() -> None:
    keeper, database = Keeper(), changed(PLAN, changes=(PlannedChange("d.b", "aws_db_instance", "delete"),))
    review = reviewed(database, keeper)
    with pytest.raises(InputError, match="needs a reason"):
        approve(review, keeper, "  ")
    assert approve(review, keeper, "moved\nto another").reason == "moved to another"
    assert reviewed(database, keeper).answer == "silent"


def test_where_people_have_keys_only_a_signature_counts() -> None:
    keeper = Keeper()
    approve(reviewed(PLAN, keeper), keeper)
    assert reviewed(PLAN, keeper, people=ADA).answer == "ask"
    approve(reviewed(PLAN, keeper, people=ADA), keeper, key="ssh-ed25519 AAAA comment")
    signed = reviewed(PLAN, keeper, people=ADA)
    assert (signed.answer, signed.is_signed) == ("silent", True)


def test_a_signature_by_another_key_or_over_other_words_is_none() -> None:
    keeper = Keeper()
    good = approve(reviewed(PLAN, keeper), keeper, key="ssh-ed25519 AAAA")
    assert is_signed(good, ADA, Checker(), DAY)
    for bad in (
        changed(good, reason="other"), changed(good, by="ben"), changed(good, key="ssh-ed25519 BBBB"),
        changed(good, signature="???"), changed(good, signature=""),
    ):  # fmt: skip
        assert not is_signed(bad, ADA, Checker(), DAY)


def test_a_plan_without_a_name_of_its_state_is_not_remembered() -> None:
    keeper = Keeper()
    plan = changed(PLAN, lineage="", serial=None)
    approve(reviewed(plan, keeper), keeper)
    assert keeper.writes == 0
    assert reviewed(plan, keeper).answer == "silent"
    assert reviewed(changed(plan, digest="d2"), keeper).answer == "ask"


def test_looking_twice_writes_once() -> None:
    keeper = Keeper()
    reviewed(PLAN, keeper)
    reviewed(PLAN, keeper)
    assert keeper.writes == 1


def test_an_approved_shrinking_is_no_small_state_afterwards() -> None:
    keeper = Keeper()
    gone = tuple(PlannedChange(each.address, "t", "delete") for each in TEN[:8])
    shrinking = changed(PLAN, changes=gone)
    approve(reviewed(shrinking, keeper), keeper, "fewer are needed")
    after = changed(PLAN, digest="d2", serial=13, changes=(), managed=TEN[8:])
    assert rules(reviewed(after, keeper)) == []


@pytest.mark.parametrize(
    "ada",
    [
        Person("ada", keys=(Key("ssh-ed25519 AAAA", revoked="2026-01-02"),)),
        Person("ada", keys=(Key("ssh-ed25519 AAAA", end="2026-01-01"),)),
        Person("ada", keys=(Key("ssh-ed25519 AAAA", start="2026-01-02"),)),
        Person("ada", keys=(Key("ssh-ed25519 AAAA"),), has_left=True),
    ],
)
def test_an_approval_counts_no_more_when_its_key_or_its_giver_does_not(ada: Person) -> None:
    keeper = Keeper()
    approve(reviewed(PLAN, keeper, people=ADA), keeper, key="ssh-ed25519 AAAA")
    assert reviewed(PLAN, keeper, people=ADA).answer == "silent"
    later = reviewed(PLAN, keeper, people=Directory((ada,)))
    assert (later.answer, later.approval) == ("ask", None)


def test_without_keys_an_approval_of_somebody_who_has_left_counts_no_more() -> None:
    keeper = Keeper()
    made = prepared_approval(reviewed(PLAN, keeper), "Ada <ada@example.test>", "", 1, accepts_state=False, key="")
    record_approval(reviewed(PLAN, keeper), made, "", keeper)
    assert reviewed(PLAN, keeper).answer == "silent"
    left = Directory((Person("ada", ("email:ada@example.test",), has_left=True),))
    assert reviewed(PLAN, keeper, people=left).answer == "ask"
