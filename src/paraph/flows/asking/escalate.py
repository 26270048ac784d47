"""Whose time to answer has passed, and who is asked then?"""

from __future__ import annotations

from paraph.core.errors import InputError, ReadError
from paraph.core.model.asking import Ask
from paraph.core.model.noun import changed
from paraph.core.signoff.assign import best
from paraph.flows.asking.ask_people import Plan, ask_people, new_ask, put_down, tell_nobody
from paraph.flows.asking.hand_on import want_of
from paraph.flows.asking.matter import Matter, matter_of
from paraph.flows.asking.words import turn_notice
from paraph.flows.attend.errands import ask_job
from paraph.flows.attend.office import Office
from paraph.ports.board import Fence


def escalate(office: Office, fence: Fence | None = None) -> int:
    """Ask the deputy, or whoever is next, in the place of each whose time has passed; where nobody is left, a lead is
    told. How many asks passed on. One change that cannot be read does not keep the others waiting."""
    passed = 0
    for ask in office.board.asks(is_open=True, due_before=office.clock()):
        try:
            passed += _escalated(office, ask, fence)
        except (ReadError, InputError) as error:
            office.tell("escalate", repository=ask.repository, number=ask.number, trouble=error.problems[0].what)
    return passed


def _escalated(office: Office, ask: Ask, fence: Fence | None) -> bool:
    ask_people(office, ask.repository, ask.number, fence)
    matter = matter_of(office, ask.repository, ask.number)
    if matter is None or not matter.is_owed or ask.id not in {each.id for each in matter.open}:
        return False
    put_down(matter, _plan(matter, ask), fence, [ask_job(ask.repository, ask.number)])
    return True


def _plan(matter: Matter, ask: Ask) -> Plan:
    """The next one is asked as well; whoever was asked first may still answer."""
    want = want_of(matter, ask)
    old = changed(ask, state="escalated", changed_at=matter.office.clock())
    free = best(want, matter.bench())
    if not free:
        return Plan((old,), notices=tell_nobody(matter, want, "those who were asked did not answer in time"))
    person = ask.deputy if ask.deputy in free else free[0]
    fresh = new_ask(matter, want, person, next((each for each in free if each != person), ""))
    said = f"{_name(matter, ask.person)} was asked first and has not answered in time."
    return Plan((old,), (fresh,), (turn_notice(matter, fresh, "escalated", said),))


def _name(matter: Matter, id_: str) -> str:
    person = matter.people.get(id_)
    return (person.name or person.id) if person else id_
