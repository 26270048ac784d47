"""How does a passkey come to stand for a person, and how does it stop?"""

from __future__ import annotations

from paraph.core.errors import InputError, Problem
from paraph.core.ledger.entry import entry
from paraph.core.model.digest import sha256_hex
from paraph.flows.attend.errands import errand
from paraph.flows.attend.office import Office
from paraph.flows.attend.people import everybody
from paraph.ports.accounts import Passkey, Session
from paraph.ports.ledger import Job, Row
from paraph.ports.passkeys import NewPasskey

FRESH_SECONDS = 900
MOST_PASSKEYS = 10
MOST_NAME = 60


def may_enrol(office: Office, session: Session) -> None:
    """Raise InputError unless the person proved who they are just now: a session that was left open enrols nothing."""
    if office.clock() - session.fresh_at > FRESH_SECONDS:
        raise InputError(Problem("P1368", "you logged in a while ago", "log out and in again, then add the passkey"))
    if len([each for each in office.accounts.passkeys(session.person) if not each.revoked_at]) >= MOST_PASSKEYS:
        raise InputError(Problem("P1368", f"you have {MOST_PASSKEYS} passkeys already", "remove one that you lost"))


def enrol(office: Office, session: Session, new: NewPasskey, name: str) -> Passkey:
    """Put down a new passkey of the person of a session, in the log. Raises InputError where it cannot be theirs."""
    may_enrol(office, session)
    if any(each.id == new.id or each.public == new.public for each in office.accounts.passkeys()):
        raise InputError(Problem("P1369", "this passkey is enrolled already", "use it, or add another one"))
    now = office.clock()
    title = " ".join(name.split())[:MOST_NAME] or "passkey"
    content = entry("enrolled", now, person=session.person, key=sha256_hex(new.public.encode()), by=_way(session))
    accounts = next((each.accounts for each in everybody(office).people if each.id == session.person), ())
    row = Passkey(new.id, session.person, new.public, title, now, new.counter, accounts=accounts)
    (receipt,) = office.log.record([content], rows=[Row(row, 0)], jobs=_told(session.person, title, "added", now))
    return row._replace(entry=receipt.index)


def revoke(office: Office, person: str, id_: str, by: str) -> Passkey:
    """Have a passkey count no more from today on. Raises InputError where the person has no such passkey."""
    found = next((each for each in office.accounts.passkeys(person) if each.id == id_), None)
    if found is None or found.revoked_at:
        raise InputError(Problem("P1369", "there is no such passkey", "load the page again"))
    now = office.clock()
    gone = found._replace(revoked_at=now)
    content = entry("enrolled", now, person=person, key=sha256_hex(found.public.encode()), revoked=True, by=by)
    office.log.record([content], rows=[Row(gone)], jobs=_told(person, found.name, "removed", now))
    return gone


def _way(session: Session) -> str:
    """By which kind of login somebody came; whose account it was is nobody else's matter."""
    return session.account.partition(":")[0]


def _told(person: str, name: str, what: str, now: int) -> list[Job]:
    """The person hears of it wherever they can be reached: who did not do it must know."""
    key = f"enrolled:{person}:{what}:{now}"
    text = f"The passkey “{name}” was {what} for you. If that was not you, tell an administrator at once."
    said = {"key": key, "occasion": "enrolled", "person": person, "subject": f"A passkey was {what}", "text": text}
    return [errand("notify", f"notify:{key}", **said)]
