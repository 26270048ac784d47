"""Who approved which plan, and is the list of approvals still whole?

An approval is for the bytes of one plan: its SHA-256, and the lineage and serial of the state that it was made from.
Each names the one before it by the SHA-256 of its RFC 8785 form, so that none is taken out or changed unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from paraph.core.attest.canonical import canonical
from paraph.core.errors import Problem, ReadError
from paraph.core.guard.plan.model import Plan
from paraph.core.guard.plan.state_memory import REFUSING
from paraph.core.model.guard import GUARD_ANSWERS, Danger, GuardAnswer
from paraph.core.model.noun import noun

NAMESPACE = "paraph-plan-approval@v1"
FIRST = "0" * 64


@noun
class Approval:
    """One approval of one plan.

    `at` is epoch seconds, `previous` the digest of the approval before it, `is_state_accepted` that the state was
    accepted although it was not the one remembered. `key` is the public key of the signature in base64 `signature`
    over the canonical form without it; both are empty for an approval that nobody signed.
    """

    plan: str
    by: str
    at: int
    reason: str = ""
    lineage: str = ""
    serial: int | None = None
    environment: str = ""
    is_state_accepted: bool = False
    previous: str = FIRST
    key: str = ""
    signature: str = ""


def signed_bytes(approval: Approval) -> bytes:
    """What a signature of an approval is over: all of it but the signature, as RFC 8785 JSON."""
    return canonical({name: value for name, value in approval_fields(approval).items() if name != "signature"})


def approval_fields(approval: Approval) -> dict[str, Any]:
    """An approval as plain data."""
    return {name: getattr(approval, name) for name in Approval.__slots__}  # type: ignore[attr-defined]


def digest_of(approval: Approval) -> str:
    """The SHA-256 in hex by which the next approval names this one."""
    return sha256(canonical(approval_fields(approval))).hexdigest()


def refuse_torn(approvals: Sequence[Approval]) -> None:
    """Raise ReadError where an approval was changed, taken out or put in."""
    previous = FIRST
    for number, approval in enumerate(approvals, 1):
        if approval.previous != previous:
            what = f"the list of plan approvals was changed: entry {number} does not follow the one before it"
            raise ReadError(Problem("P1141", what, "find out who did; take plan-approvals.jsonl away to begin anew"))
        previous = digest_of(approval)


def approval_of(plan: Plan, approvals: Iterable[Approval], environment: str = "") -> Approval | None:
    """The newest approval of these very bytes, for this environment where one was named."""
    found = [each for each in approvals if each.plan == plan.digest and each.environment in {"", environment}]
    return found[-1] if found else None


def other_approved(plan: Plan, approvals: Iterable[Approval], environment: str = "") -> Danger | None:
    """The danger that another plan of the same state was approved, and not this one; for states that have serials."""
    if not plan.lineage or plan.serial is None:
        return None
    place = (plan.lineage, plan.serial, environment)
    others = [each for each in approvals if (each.lineage, each.serial, each.environment) == place]
    if not others or any(each.plan == plan.digest for each in others):
        return None
    what = f"is not the plan that {others[-1].by} approved for this state (sha256 {others[-1].plan[:12]}…)"
    return Danger("plan.other-digest", what, "deny")


def answered(dangers: Sequence[Danger], approval: Approval | None) -> GuardAnswer:
    """The guard's answer to dangers, some of which an approval lifts.

    An approval lifts all but what speaks against the state itself; that only where it accepted the state.
    """
    if approval is not None:
        dangers = [] if approval.is_state_accepted else [each for each in dangers if each.rule in REFUSING]
    return max((danger.answer for danger in dangers), key=GUARD_ANSWERS.index, default="silent")
