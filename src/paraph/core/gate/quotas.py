"""How many people of which circle must answer, and who of them has?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.gate.case import Case
from paraph.core.gate.evidence import evidence_state
from paraph.core.gate.standing import Standing, binding_flaw, proof_flaw, standings
from paraph.core.gate.touched import Circle, circles
from paraph.core.model.decision import State
from paraph.core.model.policy import SignoffNeed
from paraph.core.policy.lookup import meets


class Quota(NamedTuple):
    """`wanted` different people of a circle; ids of those who have answered for certain, of those who may have,
    and in words why other answers do not count."""

    circle: Circle
    wanted: int
    certain: tuple[str, ...]
    maybe: tuple[str, ...]
    refused: tuple[str, ...]


def quotas(need: SignoffNeed, case: Case) -> tuple[Quota, ...]:
    """The quotas of one requirement, worked out once a decision."""
    known = case.quotas.get(id(need))
    if known is None:
        spared = relief_spares(need, case)
        known = tuple(_quota(need, circle, spared, case) for circle in circles(need, case))
        case.quotas[id(need)] = known
    return known


def relief_spares(need: SignoffNeed, case: Case) -> int:
    """How many people the relief spares: all of its evidence must have passed."""
    relief = need.relief
    if relief is None or not relief.evidence:
        return 0
    passed = all(evidence_state(each, case)[0] is State.SATISFIED for each in relief.evidence)
    return relief.spares if passed else 0


def questions_of(need: SignoffNeed, case: Case) -> tuple[str, ...]:
    """What a sign-off must answer: the requirement's own questions and, where answers are required, those that
    the change raises by touching an invariant."""
    raised = tuple(each.id for each in case.facts.blast.invariants) if need.answers == "required" else ()
    return tuple(dict.fromkeys((*need.questions, *raised)))


def _quota(need: SignoffNeed, circle: Circle, spared: int, case: Case) -> Quota:
    """Somebody always answers: relief stands in for part of the people, never for all."""
    certain: dict[str, None] = {}
    maybe: dict[str, None] = {}
    refused: list[str] = []
    for standing in standings(case):
        flaw, doubt = _judge(need, circle, standing, case)
        who = standing.person.id if standing.person else standing.signoff.person
        if flaw:
            refused.append(f"{case.name(who)} {flaw}")
        elif doubt:
            maybe[who] = None
            refused.append(f"{case.name(who)} may not count: {doubt}")
        else:
            certain[who] = None
    unsure = tuple(who for who in maybe if who not in certain)
    return Quota(circle, max(1, circle.wanted - spared), tuple(certain), unsure, tuple(refused))


def _judge(need: SignoffNeed, circle: Circle, standing: Standing, case: Case) -> tuple[str, str]:
    person = standing.person
    if standing.flaw or person is None:
        return standing.flaw, ""
    if circle.members is not None and person.id not in circle.members:
        return "is not an owner here", ""
    if not meets(person, need.who, case.levels):
        return "is not who is asked", ""
    if need.is_independent and person.id in case.context.contributors.ids:
        return "had a hand in the change", ""
    flaw, doubt = proof_flaw(standing.signoff, need.proof, case)
    other_flaw, other_doubt = binding_flaw(standing.signoff, need.binding, circle.paths, case)
    flaw = flaw or other_flaw or _unanswered(need, standing, case)
    return flaw, standing.doubt or doubt or other_doubt


def _unanswered(need: SignoffNeed, standing: Standing, case: Case) -> str:
    signoff = standing.signoff
    said = {
        each.question
        for each in signoff.answers
        if each.text.strip() and case.person(each.person or signoff.person) == standing.person
    }
    missing = [question for question in questions_of(need, case) if question not in said]
    if missing:
        return f"has not answered {', '.join(missing)}"
    if need.answers == "required" and not said:
        return "has answered nothing"
    return ""
