"""Does somebody's no stand in the way?"""

from __future__ import annotations

from paraph.core.gate.case import Case
from paraph.core.gate.words import leaf, may_be_same_branch, unreadable
from paraph.core.model import places
from paraph.core.model.decision import Node, Owed, State
from paraph.core.model.person import Person
from paraph.core.model.policy import Comparison, PersonTest
from paraph.core.model.signoff import Veto
from paraph.core.policy.lookup import level_rank

MINUTES = 10
_TITLE = "nobody's veto stands"


def vetoes(case: Case) -> tuple[Node, ...]:
    """One node for each veto on this target: denied until its owner or a higher level clears it. That there may be
    more hides none of those that are known."""
    unread = case.unread("vetoes")
    more = (unreadable("veto", _TITLE, unread, "veto", None),) if unread else ()
    here = [veto for veto in case.facts.vetoes if may_be_same_branch(veto.target, case.change.target)]
    return (*more, *[_veto(veto, case) for veto in here])


def _veto(veto: Veto, case: Case) -> Node:
    owner = case.person(veto.person)
    if owner is None and case.people.holder_of(veto.person) == "bot":
        return leaf("veto", _TITLE, State.SKIPPED, f"{veto.person} is a robot, which cannot veto", None)
    who = case.name(owner.id) if owner else veto.person
    unread = case.unread("people")
    if veto.cleared_by is not None and not unread and _may_clear(veto.cleared_by, owner, case):
        cleared = case.person(veto.cleared_by)
        by = case.name(cleared.id) if cleared else veto.cleared_by
        return leaf("veto", _TITLE, State.SATISFIED, f"{by} cleared the veto of {who}", None)
    found = f"{who} says no: {veto.reason or 'without a reason'}"
    if veto.cleared_by is not None:
        found += f"; {veto.cleared_by} may not clear it"
    owed = Owed(f"{who} or a higher level clears the veto", found, _who_may(owner, case), "person", "veto",
                minutes=MINUTES)  # fmt: skip
    if unread or owner is None:
        why = unread or f"{veto.person} is nobody in the directory"
        unblocks = f"in {places.PEOPLE}, add `{veto.person}` to the accounts of a person"
        owed = owed._replace(kind="fact", why=why, unblocks=unblocks)
        return leaf("veto", _TITLE, State.CANNOT_TELL, f"{found}; {why}", None, (owed,))
    return leaf("veto", _TITLE, State.DENIED, found, None, (owed,))


def _may_clear(clearer: str, owner: Person | None, case: Case) -> bool:
    """The owner, or a level above the owner's. Above a level that is not known there is only the highest."""
    person = case.present(clearer)
    if person is None:
        return False
    if owner is not None and person.id == owner.id:
        return True
    rank = level_rank(person.level, case.levels)
    return rank is not None and rank > _rank_to_beat(owner, case)


def _rank_to_beat(owner: Person | None, case: Case) -> int:
    known = level_rank(owner.level, case.levels) if owner is not None else None
    return len(case.levels) - 2 if known is None else known


def _who_may(owner: Person | None, case: Case) -> tuple[str, ...]:
    higher = case.levels[_rank_to_beat(owner, case) + 1 :]
    able = case.can_ask(PersonTest(level=Comparison(">=", higher[0]))) if higher else ()
    own = (owner.id,) if owner is not None and not owner.has_left else ()
    return tuple(dict.fromkeys((*own, *able)))
