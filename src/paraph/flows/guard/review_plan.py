"""May this plan be applied: what does it destroy, does it come from the right state, and did somebody approve it?"""

from __future__ import annotations

from base64 import b64decode
from typing import NamedTuple

from paraph.core.attest.timestamps import day_of
from paraph.core.attest.validity import why_not
from paraph.core.errors import InputError, Problem
from paraph.core.guard.plan.approval import (
    NAMESPACE,
    Approval,
    answered,
    approval_of,
    digest_of,
    other_approved,
    signed_bytes,
)
from paraph.core.guard.plan.judge import judge_plan
from paraph.core.guard.plan.model import Plan
from paraph.core.guard.plan.state_memory import REFUSING, StateIdentity, StateMemory, keys_of, memories_after
from paraph.core.guard.plan.whole_environment import SHARE
from paraph.core.model.guard import Danger, GuardAnswer
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory
from paraph.flows.signing.who_signs import same_key
from paraph.ports.plans import PlanKeeper
from paraph.ports.signing import SignatureChecker


class PlanQuestion(NamedTuple):
    """How a plan is to be judged: the environment it is for, the state it must come from, what counts as most."""

    environment: str = ""
    against: StateIdentity | None = None
    share: float = SHARE


class Review(NamedTuple):
    """A plan with all that speaks against it. `is_signed` tells of the approval whether a person's key signed it,
    `knows_state` whether the state could be compared with one that was seen before or given."""

    plan: Plan
    question: PlanQuestion
    answer: GuardAnswer
    dangers: tuple[Danger, ...]
    approval: Approval | None = None
    is_signed: bool = False
    knows_state: bool = False


def review_plan(
    plan: Plan, question: PlanQuestion, keeper: PlanKeeper, directory: Directory, checker: SignatureChecker, day: str
) -> Review:
    """Judge a plan by itself and by what is remembered, and remember its state unless that speaks against it.

    Where somebody of the directory has a key, an approval counts only with the signature of who is named in it, by a
    key that counts on `day` (ISO 8601) as it did then. Whoever has left approves nothing any more.
    """
    memories, approvals = keeper.memories(), keeper.approvals()
    keys = keys_of(plan, question.environment)
    known = _known(keys, memories)
    dangers = judge_plan(plan, known, question.against, question.share)
    has_keys = any(person.keys for person in directory.people)
    gone = {name for person in directory.people if person.has_left for name in (person.id, *person.accounts)}
    valid = [
        each
        for each in approvals
        if (is_signed(each, directory, checker, day) if has_keys else gone.isdisjoint(_names(each.by)))
    ]
    approval = approval_of(plan, valid, question.environment)
    other = other_approved(plan, valid, question.environment)
    if other and dangers:
        dangers = (other, *dangers)
    if keys and not any(danger.rule in REFUSING for danger in dangers):
        after = memories_after(plan, keys, memories)
        if after != memories:
            keeper.keep(after)
    return Review(
        plan,
        question,
        answered(dangers, approval),
        dangers,
        approval,
        approval is not None and is_signed(approval, directory, checker, day),
        bool(known) or question.against is not None,
    )


def _known(keys: tuple[str, ...], memories: dict[str, StateMemory]) -> list[tuple[str, StateMemory]]:
    return [(key, memories[key]) for key in keys if key in memories]


def prepared_approval(review: Review, by: str, reason: str, at: int, *, accepts_state: bool, key: str) -> Approval:
    """The approval that somebody is about to give; `at` is epoch seconds, `key` the public key that will sign it.

    Raises InputError for one that would change nothing, or that leaves out what such a plan needs said.
    """
    refused = [danger for danger in review.dangers if danger.rule in REFUSING]
    if refused and not accepts_state:
        fix = "plan again from the right state; or, where this is the right one now, add --accept-state"
        raise InputError(Problem("P1140", f"an approval cannot lift this: the plan {refused[0].what}", fix))
    if any(danger.answer == "deny" for danger in review.dangers) and not reason.strip():
        what = "this plan is denied by itself, so its approval needs a reason"
        raise InputError(Problem("P1140", what, 'say why it is right: --reason "…"'))
    return Approval(
        plan=review.plan.digest,
        by=by,
        at=at,
        reason=" ".join(reason.split())[:2000],
        lineage=review.plan.lineage,
        serial=review.plan.serial,
        environment=review.question.environment,
        is_state_accepted=accepts_state,
        key=key,
    )


def record_approval(review: Review, approval: Approval, signature: str, keeper: PlanKeeper) -> Approval:
    """Put an approval behind those that there are, and remember the state that it leaves."""
    made = changed(approval, signature=signature)
    keeper.add(made)
    keys = keys_of(review.plan, review.question.environment)
    if keys:
        keeper.keep(memories_after(review.plan, keys, keeper.memories(), is_approved=True))
    return made


def following(approval: Approval, keeper: PlanKeeper) -> Approval:
    """An approval that names the last one before it; it is signed thereafter."""
    approvals = keeper.approvals()
    return changed(approval, previous=digest_of(approvals[-1])) if approvals else approval


def _names(by: str) -> tuple[str, str]:
    """An approver as they are named, and their account where that is a name with an address."""
    return by, f"email:{by.rpartition('<')[2].rstrip('>')}"


def is_signed(approval: Approval, directory: Directory, checker: SignatureChecker, day: str) -> bool:
    """Whether a key of the person who is named as having approved it signed an approval, and counted then and on `day`
    (ISO 8601)."""
    if not approval.signature:
        return False
    days = (day, day_of(approval.at))
    people = [each for each in directory.people if each.id == approval.by and not each.has_left]
    held = [key.public for person in people for key in person.keys if not why_not(key, days)]
    if not any(same_key(public, approval.key) for public in held):
        return False
    try:
        signature = b64decode(approval.signature, validate=True)
    except ValueError:
        return False
    return checker.check(approval.key, NAMESPACE, signed_bytes(approval), signature) is not None
