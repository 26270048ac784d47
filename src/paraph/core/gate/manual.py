"""Has a person attested each step on exactly this content?"""

from __future__ import annotations

from paraph.core.gate.case import Case
from paraph.core.gate.words import leaf, listed, unreadable
from paraph.core.model.decision import Node, Owed, State
from paraph.core.model.policy import ManualNeed
from paraph.core.policy.lookup import meets
from paraph.core.policy.predicates_people import people_words

MINUTES = 15


def manual(need: ManualNeed, case: Case, rule: str) -> Node:
    """Each named step by a person of the directory, still here, of the kind asked."""
    title = f"done by hand: {listed(need.names)}, attested by {people_words(1, need.who)}"
    unread = case.unread("people")
    if unread:
        return unreadable("manual", title, unread, rule, need.position)
    by = {name: _attested_by(name, need, case) for name in need.names}
    waiting = [name for name, person in by.items() if person is None]
    done = [f"{name} by {case.name(person)}" for name, person in by.items() if person is not None]
    if not waiting:
        return leaf("manual", title, State.SATISFIED, listed(done), need.position)
    found = f"open: {listed(waiting)}"
    able = case.can_ask(need.who)
    owed = [Owed(f"do by hand and attest: {name}", found, able, "person", rule, minutes=MINUTES) for name in waiting]
    return leaf("manual", title, State.PENDING, found, need.position, owed)


def _attested_by(name: str, need: ManualNeed, case: Case) -> str | None:
    for step in case.facts.manual_checks:
        if step.name != name or not case.is_here(step.commit, step.tree):
            continue
        person = case.present(step.person)
        if person is not None and meets(person, need.who, case.levels):
            return person.id
    return None
