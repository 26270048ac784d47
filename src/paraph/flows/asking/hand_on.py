"""Somebody cannot answer what they are asked for: who is asked in their place?"""

from __future__ import annotations

from paraph.core.errors import InputError, Problem
from paraph.core.model.asking import OPTIONAL, Ask
from paraph.core.model.noun import changed
from paraph.core.policy.lookup import normal_account
from paraph.core.signoff.assign import Want, best
from paraph.flows.asking.ask_people import LEAD, Plan, new_ask, put_down, tell_nobody
from paraph.flows.asking.matter import Matter, matter_of
from paraph.flows.asking.words import turn_notice
from paraph.flows.attend.errands import ask_job
from paraph.flows.attend.office import Office
from paraph.ports.board import ChangeRow

MOST_WHY = 500


def hand_on(office: Office, ask_id: str, by: str, to: str | None, why: str) -> str:
    """Hand an open ask on, to somebody or to whoever is next; the id of the person asked now.

    `by` is the id of who does so: the one who is asked, or a lead. Raises InputError for anybody else (P1306), an ask
    that is not open (P1305), somebody who could not answer (P1307), or where nobody is left (P1308).
    """
    matter, ask = open_ask(office, ask_id)
    person = matter.people.get(by)
    if by != ask.person and not (person and LEAD in person.roles):
        what = f"{by} is not asked for this, and is no lead"
        raise InputError(Problem("P1306", what, f"only {ask.person} or a lead hands it on"))
    want = want_of(matter, ask)
    heir = _heir(matter, want, to)
    fresh = new_ask(matter, want, heir, _deputy(matter, want, heir), by=by)
    old = changed(ask, state="handed_on", why=why[:MOST_WHY], changed_at=office.clock())
    who = (person.name or person.id) if person else by
    said = f"{who} hands this on to you" + (f": {why[:MOST_WHY]}" if why.strip() else ".")
    put_down(matter, Plan((old,), (fresh,), (turn_notice(matter, fresh, "handed_on", said),)), None,
             [ask_job(ask.repository, ask.number)])  # fmt: skip
    return heir


def assign_to(office: Office, row: ChangeRow, by: str, to: str) -> str:
    """Hand on by a comment at the forge what `by` is asked for, or, for a lead, what is asked first: a sentence that
    says so. `to` is an id, or a login at the forge. Raises InputError as `hand_on` does, P1309 where there is nothing.
    """
    asks = office.board.asks(repository=row.repository, number=row.number, is_open=True)
    ask = next((each for each in asks if each.person == by), None) or next(iter(asks), None)
    if ask is None:
        raise InputError(Problem("P1309", "nobody is asked for anything here now", "look at the page of the change"))
    matter, _ = open_ask(office, ask.id)
    account = normal_account(f"{matter.repository.kind}:{to}")
    known = (each.id for each in matter.people.values() if account in map(normal_account, each.accounts))
    heir = hand_on(office, ask.id, by, to if to in matter.people else next(known, to), "")
    person = matter.people.get(heir)
    return f"{(person.name or person.id) if person else heir} is asked in the place of {ask.person}."


def open_ask(office: Office, ask_id: str) -> tuple[Matter, Ask]:
    """An ask that is still open, with its change. Raises InputError (P1305) for any other."""
    ask = next((each for each in office.board.asks(is_open=True) if each.id == ask_id), None)
    matter = matter_of(office, ask.repository, ask.number) if ask else None
    if ask is None or matter is None or not (matter.is_owed or ask.is_optional):
        raise InputError(Problem("P1305", "this is not asked for any more", "look at the change again"))
    return matter, ask


def want_of(matter: Matter, ask: Ask) -> Want:
    """What an ask stands for now: the want of the same words, else the first that its person may give."""
    if ask.is_optional:
        return Want(OPTIONAL, tuple(each for each in matter.people if each not in matter.hands), ask.minutes)
    alike = [each for each in matter.wants if each.requirement == ask.requirement]
    able = [each for each in matter.wants if ask.person in each.by]
    return next(iter((*alike, *able)), Want(ask.requirement, (), ask.minutes))


def _heir(matter: Matter, want: Want, to: str | None) -> str:
    free = best(want, matter.bench())
    if to is None:
        if not free:
            put_down(matter, Plan(notices=tell_nobody(matter, want, "it was to be handed on")), None)
            raise InputError(Problem("P1308", "nobody is left to hand this on to", "keep it, or talk to a lead"))
        return free[0]
    # a named heir may be busy: that is between the two
    willing = best(want, matter.bench()._replace(loads={}))
    if to not in willing:
        what = f"{to[:64]} cannot answer for this now"
        fix = f"hand it on to {', '.join(free[:5])}" if free else "keep it, or talk to a lead"
        raise InputError(Problem("P1307", what, fix))
    return to


def _deputy(matter: Matter, want: Want, heir: str) -> str:
    return next((each for each in best(want, matter.bench()) if each != heir), "")
