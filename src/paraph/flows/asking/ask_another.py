"""Somebody wants one more person to look at a change: is that one asked, once, though no rule asks for it?"""

from __future__ import annotations

from paraph.core.errors import InputError, Problem
from paraph.core.model.asking import OPTIONAL
from paraph.core.model.noun import changed
from paraph.core.policy.lookup import is_away, normal_account
from paraph.core.signoff.assign import Want
from paraph.flows.asking.ask_people import Plan, new_ask, put_down
from paraph.flows.asking.matter import Matter, matter_of
from paraph.flows.asking.words import turn_notice
from paraph.flows.attend.errands import ask_job
from paraph.flows.attend.office import Office

MOST_EXTRA, MOST_WHY = 5, 500


def ask_another(office: Office, key: str, number: str, by: str, to: str, why: str = "") -> str:
    """Ask one more named person to look at an open change; the id of whoever is asked now.

    `by` is the id of who does so, anybody of the repository's people; `to` an id, or an account. Nobody is asked twice
    for the same head. Raises InputError where the change is not open (P1305), `by` is a stranger (P1306), `to` could
    not look at it now, or was asked already (P1307), or enough were asked (P1303); ReadError.
    """
    matter = matter_of(office, key, number)
    if matter is None or matter.row.state != "open" or matter.row.is_draft:
        raise InputError(Problem("P1305", "this change waits for nobody", "look at it again"))
    person = matter.people.get(by)
    if person is None or person.has_left:
        raise InputError(Problem("P1306", f"{by[:64]} is not of the people of {key}", "have one of them ask"))
    if len(matter.extra) >= MOST_EXTRA:
        what = f"{MOST_EXTRA} people are asked already, whom no rule asks for"
        raise InputError(Problem("P1303", what, "wait for one of them"))
    heir = _willing(matter, to)
    fresh = changed(new_ask(matter, Want(OPTIONAL, (heir,), matter.row.minutes), heir, by=by), proof="review")
    said = f"{person.name or person.id} would like you to look at this, too" + (
        f": {' '.join(why.split())[:MOST_WHY]}" if why.strip() else "."
    )
    put_down(matter, Plan(new=(fresh,), notices=(turn_notice(matter, fresh, more=said),)), None, [ask_job(key, number)])
    return heir


def _willing(matter: Matter, to: str) -> str:
    """The id of somebody who can be asked. Raises InputError (P1307)."""
    account = normal_account(to if ":" in to else f"{matter.repository.kind}:{to}")
    found = matter.people.get(to) or next(
        (each for each in matter.people.values() if account in map(normal_account, each.accounts)), None
    )
    row = matter.row
    why = "is nobody of this repository's people"
    if found is not None:
        asked = {each.person for each in matter.asks if each.head == row.head and each.state != "void"}
        why = (
            "has left" if found.has_left
            else "is away" if is_away(found, matter.office.clock())
            else "had a hand in it" if found.id in matter.hands
            else "is asked already, or was" if found.id in asked
            else ""
        )  # fmt: skip
    if found is None or why:
        raise InputError(Problem("P1307", f"{to[:64] or 'nobody'} {why}", "name somebody else"))
    return found.id
