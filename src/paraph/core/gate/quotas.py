"""How many people of which circle must answer, and who of them has?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.gate.case import Case
from paraph.core.gate.evidence import evidence_state
from paraph.core.gate.standing import Standing, binding_flaw, proof_flaw, standings
from paraph.core.gate.touched import Circle, circles
from paraph.core.gate.words import says_something
from paraph.core.model.decision import State
from paraph.core.model.policy import SignoffNeed

_UNKNOWN_HANDS = "nobody knows all who made the commits that were signed"


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
    if known is not None:
        return known[1]
    spared = relief_spares(need, case)
    found = tuple(_quota(need, circle, spared, case) for circle in circles(need, case))
    case.quotas[id(need)] = (need, found)  # the need is kept, or its id could become another's
    return found


def relief_spares(need: SignoffNeed, case: Case) -> int:
    """How many people the relief spares: all of its evidence must have passed."""
    relief = need.relief
    if relief is None or not relief.evidence:
        return 0
    passed = all(evidence_state(each, case)[0] is State.SATISFIED for each in relief.evidence)
    return relief.spares if passed else 0


def questions_of(need: SignoffNeed, case: Case) -> tuple[str, ...]:
    """What a sign-off must answer: the requirement's own questions and, where answers are required, those that
    the change raises, by touching an invariant or by a risk of its own."""
    if need.answers != "required":
        return need.questions
    invariants = [each.id for each in case.facts.blast.invariants]
    raised = (*invariants, *(each.id for each in case.context.questions if each.asks != "author"))
    return tuple(dict.fromkeys((*need.questions, *raised)))


def _quota(need: SignoffNeed, circle: Circle, spared: int, case: Case) -> Quota:
    """Somebody always answers: relief stands in for part of the people, never for all."""
    certain: dict[str, None] = {}
    maybe: dict[str, None] = {}
    refused: list[str] = []
    members = case.context.policy.ids_meeting(need.who, case.facts.people)
    hands = case.context.contributors.ids if need.is_independent else frozenset()
    for standing, content in zip(standings(case), _contents(need, circle, case), strict=True):
        flaw, doubt = _judge(need, circle, standing, members, hands, case)
        flaw, doubt = flaw or content[0], doubt or content[1]
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


def _contents(need: SignoffNeed, circle: Circle, case: Case) -> list[tuple[str, str]]:
    """For each sign-off a flaw and a doubt of its proof and content; kept where the circle is the whole change."""
    key = (need.proof, need.binding) if circle.members is None and circle.paths is case.all_paths else None
    known = case.contents.get(key) if key else None
    if known is None:
        known = [_content(need, circle, standing, case) for standing in standings(case)]
        if key:
            case.contents[key] = known
    return known


def _content(need: SignoffNeed, circle: Circle, standing: Standing, case: Case) -> tuple[str, str]:
    proof = proof_flaw(standing.signoff, need.proof, case)
    binding = binding_flaw(standing, need.binding, circle, case)
    return proof[0] or binding[0], proof[1] or binding[1]


def _judge(
    need: SignoffNeed, circle: Circle, standing: Standing, members: frozenset[str], hands: frozenset[str], case: Case
) -> tuple[str, str]:
    person = standing.person
    if standing.flaw or person is None:
        return standing.flaw, ""
    if circle.members is not None and person.id not in circle.members:
        return "is not an owner here", ""
    if person.id not in members:
        return "is not who is asked", ""
    if person.id in hands or (need.is_independent and standing.signoff.had_hand):
        return "had a hand in the change", ""
    is_anybodys = need.is_independent and standing.signoff.had_hand is None
    return _unanswered(need, standing, case), _UNKNOWN_HANDS if is_anybodys else standing.doubt


def _unanswered(need: SignoffNeed, standing: Standing, case: Case) -> str:
    if need.answers == "optional" and not need.questions:
        return ""
    signoff = standing.signoff
    said = {
        each.question
        for each in signoff.answers
        if says_something(each.text) and case.person(each.person or signoff.person) == standing.person
    }
    missing = [question for question in questions_of(need, case) if question not in said]
    if missing:
        return f"has not answered {', '.join(missing)}"
    if need.answers == "required" and not said:
        return "has answered nothing"
    return ""
