"""Can a named person explain, maintain and debug this code?"""

from __future__ import annotations

from paraph.core.gate.case import Case
from paraph.core.gate.words import leaf, unreadable
from paraph.core.model.decision import Node, Owed, State
from paraph.core.model.policy import OwnerNeed, PersonTest
from paraph.core.policy.lookup import meets
from paraph.core.policy.predicates_people import people_words

MINUTES = 2


def code_owner(need: OwnerNeed, case: Case, rule: str) -> Node:
    """The owner must be a person of the directory, still here, of the level asked."""
    who = PersonTest(level=need.level)
    title = f"an owner who can explain the code: {people_words(1, who)}"
    unread = case.unread("people")
    if unread:
        return unreadable("owner", title, unread, rule, need.position)
    flaw = _flaw(case, who)
    if not flaw:
        return leaf("owner", title, State.SATISFIED, case.name(_owner_id(case)), need.position)
    owed = Owed(title, flaw, case.can_ask(who), "person", rule, minutes=MINUTES)
    return leaf("owner", title, State.PENDING, flaw, need.position, (owed,))


def _owner_id(case: Case) -> str:
    person = case.person(case.facts.owner or "")
    return person.id if person else ""


def _flaw(case: Case, who: PersonTest) -> str:
    named = case.facts.owner
    if not named:
        return "nobody is named"
    person = case.person(named)
    if person is None:
        return f"{named} is nobody in the directory"
    if person.has_left:
        return f"{case.name(person.id)} has left"
    return "" if meets(person, who, case.levels) else f"{case.name(person.id)} is not of the level asked"
