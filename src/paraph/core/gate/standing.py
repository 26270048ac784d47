"""Does this sign-off still stand, whatever is asked of it?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.gate.case import Case
from paraph.core.gate.touched import Circle, owed_elsewhere, owed_paths
from paraph.core.gate.words import listed
from paraph.core.model.person import Person
from paraph.core.model.policy import TIERS
from paraph.core.model.signoff import PROOF_ORDER, Binding, Proof, Signoff

DEFAULT_PROOF: dict[str, Proof] = {"low": "review", "medium": "review", "high": "signed", "critical": "present"}


class Standing(NamedTuple):
    """One sign-off: the person behind it, why it does not count at all, why it may not count."""

    signoff: Signoff
    person: Person | None
    flaw: str
    doubt: str


def standings(case: Case) -> list[Standing]:
    """All sign-offs of the change, judged once a decision."""
    if case.standings is None:
        case.standings = [_standing(signoff, case) for signoff in case.facts.signoffs]
    return case.standings


def default_proof(case: Case) -> Proof:
    """How strong an answer must be where the requirement does not say: by the tier."""
    return DEFAULT_PROOF[case.tier]


def proof_flaw(signoff: Signoff, wanted: Proof | None, case: Case) -> tuple[str, str]:
    """Whether the answer is strong enough: a flaw and a doubt, each empty where there is none."""
    least = wanted or default_proof(case)
    if _rank(signoff.proof) < _rank(least):
        return f"gave {signoff.proof} as proof, asked is {least}", ""
    most = wanted or DEFAULT_PROOF[case.highest_tier]
    if _rank(signoff.proof) < _rank(most):
        return "", f"{signoff.proof} is the proof, and the tier may be higher"
    return "", ""


def binding_flaw(standing: Standing, wanted: Binding, circle: Circle, case: Case) -> tuple[str, str]:
    """Whether the answer holds for the content now: a flaw and a doubt.

    Exact is narrower than tree, tree narrower than owned; an `owned` answer holds where the content of every path
    that is the owner's is still what was signed, and none of theirs that was signed has left the change.
    """
    signoff = standing.signoff
    if case.unread("merge", "files"):
        return "", case.unread("merge", "files") or ""
    if signoff.holds is None:
        return "", signoff.why_unknown or "whether it still holds could not be recomputed"
    is_exact = "exact" in signoff.holds and signoff.head == case.change.head
    if is_exact or (wanted != "exact" and "tree" in signoff.holds):
        return "", ""
    paths = owed_paths(circle, standing.person, case) if wanted == "owned" else frozenset()
    if paths and paths <= set(signoff.owned_paths):
        lost = owed_elsewhere(circle, standing.person, signoff.gone_paths, case)
        return (f"signed a change of {listed(lost, 1)}, too", "") if lost else ("", "")
    return "signed other content", ""


def _rank(proof: str) -> int:
    return PROOF_ORDER.index(proof) if proof in PROOF_ORDER else -1


def _standing(signoff: Signoff, case: Case) -> Standing:
    person = case.person(signoff.person)
    flaw = _flaw(signoff, person, case)
    return Standing(signoff, person, flaw, "" if flaw else _doubt(signoff, case))


def _flaw(signoff: Signoff, person: Person | None, case: Case) -> str:
    if person is None:
        holder = case.people.holder_of(signoff.person)
        return "is nobody in the directory" if holder == "unknown" else f"is a {holder} account, which cannot sign"
    if person.has_left:
        return "has left"
    if signoff.is_withdrawn:
        return "has withdrawn it"
    if not signoff.is_approval:
        return "did not approve"
    if signoff.target != case.change.target:
        return f"signed for {signoff.target or 'no target'}"
    if signoff.is_spent:
        return "signed what has landed since, and landing spends a sign-off"
    new = _unseen(signoff, case)
    if new:
        return new
    if signoff.tier not in TIERS or TIERS.index(signoff.tier) < TIERS.index(case.claimed_tier):
        return f"signed when the tier was {signoff.tier or 'not known'}"
    if signoff.expires_at is not None and not case.unread("time") and signoff.expires_at <= case.facts.now:
        return "signed an answer that has expired"
    return ""


def _unseen(signoff: Signoff, case: Case) -> str:
    """What the signer was not shown: a question that is raised now, or a line that now says it is AI's.

    What records of lines tell is left out: they come and go beside the content, and anybody may push one. What was on
    record when somebody signed was shown, and is in the numbers that they signed.
    """
    if signoff.questions is not None:
        new = [each.id for each in case.context.by_claims.questions if each.id not in signoff.questions]
        if new:
            return f"was not shown the {'question' if len(new) == 1 else 'questions'} {listed(new)}"
    lines = case.facts.provenance.lines_by_claims
    if signoff.ai_lines is not None and lines > signoff.ai_lines:
        return f"was shown {signoff.ai_lines} AI-written lines, and there are {lines}"
    return _claimed_since(signoff, lines, case.facts.provenance.ai_lines)


def _claimed_since(signoff: Signoff, claimed: int, lines: int) -> str:
    """Why lines that the change itself now says are AI's were not shown, empty where they were.

    Records may have shown more lines than claims did: a claim of those same lines is no news. There is some where
    claims tell of more than before, and with what is on record there are more lines than were shown in all.
    """
    before, shown = signoff.claimed_lines, signoff.ai_lines
    if before is None or shown is None or claimed <= before or lines <= shown:
        return ""
    return f"was shown {before} lines that the change itself says are AI's, and there are {claimed}"


def _doubt(signoff: Signoff, case: Case) -> str:
    if signoff.questions is not None and case.unread("services", "provenance"):
        return case.unread("services", "provenance") or ""
    if signoff.ai_lines is not None and case.unread("provenance"):
        return case.unread("provenance") or ""
    if signoff.expires_at is not None and case.unread("time"):
        return case.unread("time") or ""
    if TIERS.index(signoff.tier) < TIERS.index(case.highest_claimed_tier):
        return f"signed at {signoff.tier}, and the tier may be higher"
    return ""
