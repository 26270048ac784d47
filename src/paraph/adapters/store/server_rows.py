"""How do the rows of a server get into its tables, in the transaction of the record that they belong to?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from paraph.adapters.store import troubles
from paraph.adapters.store.session import Session
from paraph.core.model.asking import Ask
from paraph.ports import accounts
from paraph.ports.board import (
    AskRow,
    ChangeRow,
    ConnectedRepository,
    Delivery,
    Fence,
    KeptReview,
    Posted,
    ReadMark,
    Setting,
    Turns,
)
from paraph.ports.ledger import Job

QUEUE = "paraph"
"""The queue of Procrastinate in which jobs are deferred."""

SESSIONS_SECONDS = 86_400
"""For so long a session or a link that has expired is still there: the clocks of replicas need not agree."""
DELIVERIES_SECONDS = 30 * 86_400
"""How long a webhook is kept: forges deliver again for days, not for weeks."""

_FIELDS_OF_ASK = attrgetter(*Ask.__match_args__)


class Take(NamedTuple):
    """A row of this store alone: something that only one may have. `statement` changes a row that is still as it was
    seen, and tells so; the whole record is refused where it is not any more."""

    statement: str
    values: tuple[Any, ...]


class _Placed(NamedTuple):
    """How one kind of row is put down: the kind's name in the statements, its values, how many of them are the key,
    and whether it is there at all."""

    what: str
    values: tuple[Any, ...]
    keys: int = 1
    is_there: bool = True


def check_fences(session: Session, values: Iterable[Any]) -> None:
    """Raise StaleError unless each job that a fence names is still its worker's. It stays so until the end of the
    transaction: the job's row is locked."""
    for value in values:
        if isinstance(value, Fence):
            is_number = value.job.isascii() and value.job.isdigit() and len(value.job) < 19
            if not is_number or session.one("fence", int(value.job), value.token, "doing") is None:
                raise troubles.stale(value.job)
        elif isinstance(value, Take) and session.one(value.statement, *value.values) is None:
            raise troubles.taken()


def add_jobs(session: Session, jobs: Iterable[Job], now: int) -> None:
    """Add what does not wait yet, and have done at once what waits for later; `now` is epoch milliseconds. On
    PostgreSQL all of that is deferred to Procrastinate by one call of its function."""
    wanted = {job.key: (job.task, job.arguments, job.key, now, now) for job in jobs}
    added = session.inserted("add job", [wanted[key] for key in sorted(wanted)])
    if added and session.is_postgresql:
        deferred = [
            {"queue_name": QUEUE, "task_name": task, "priority": 0, "lock": key, "args": {"job": id_}}
            for id_, task, key in added
        ]
        session.run("hasten", [key for _, _, key in added], "todo")
        session.run("defer", json.dumps(deferred))


def put_rows(session: Session, values: Iterable[Any]) -> None:
    """Put down what needs no index of an entry, in the order of kinds and keys: so no two writers wait for each other.
    Of two rows with the same key the later one stays."""
    found: dict[tuple[Any, ...], _Placed] = {}
    deliveries: dict[tuple[str, str], Delivery] = {}
    ended: dict[tuple[str, str], int] = {}
    latest = 0
    for value in values:
        if isinstance(value, accounts.Session):
            latest = max(latest, value.started_at)
        if isinstance(value, Delivery):
            deliveries.setdefault(value[:2], value)
            if value.done_at:
                ended.setdefault(value[:2], value.done_at)
        elif placed := _placed(value):
            found[placed.what, *placed.values[: placed.keys]] = placed
    if deliveries:
        session.run("forget deliveries", max(each.received_at for each in deliveries.values()) - DELIVERIES_SECONDS)
    if latest:
        session.run("forget sessions", latest - SESSIONS_SECONDS)
        session.run("forget links", latest - SESSIONS_SECONDS)
    session.insert("add delivery", [_clean(deliveries[key]) for key in sorted(deliveries)])
    session.many("end delivery", [_clean((ended[key], *key)) for key in sorted(ended)])
    for key in sorted(found):
        what, values_, keys, is_there = found[key]
        row = _clean(values_ if is_there else values_[:keys])
        session.run(f"put {what}" if is_there else f"drop {what}", *row)


def _placed(value: Any) -> _Placed | None:
    if isinstance(value, ConnectedRepository):
        return _Placed("repository", value)
    if isinstance(value, ReadMark):
        return _Placed("mark", value, 5, value.at != 0)
    if isinstance(value, Posted):
        return _Placed("posted", value)
    if isinstance(value, AskRow):
        return _Placed("ask", _FIELDS_OF_ASK(value.ask))
    if isinstance(value, Setting):
        return _Placed("setting", value, 1, value.value != b"")
    return _placed_account(value)


def _placed_account(value: Any) -> _Placed | None:
    if isinstance(value, accounts.Session):
        return _Placed("session", value, 1, value.expires_at != 0)
    if isinstance(value, accounts.Token):
        row = value._replace(scopes=json.dumps(value.scopes), repositories=json.dumps(value.repositories))  # type: ignore[arg-type]
        return _Placed("token", row, 1, value.expires_at != 0)
    if isinstance(value, accounts.LoginLink):
        return _Placed("link", value)
    return None


def put_indexed(session: Session, value: Any, at: int | None) -> None:
    """Put down a row that says which entry it belongs to: `at`, where it came with one."""
    if at is not None and isinstance(value, (ChangeRow, KeptReview, accounts.Passkey)):
        value = value._replace(entry=at)
    if isinstance(value, ChangeRow):
        _put_change(session, value)
    elif isinstance(value, Turns):
        _put_turns(session, value)
    elif isinstance(value, KeptReview):
        session.run("put review", *_clean(value))
    elif isinstance(value, accounts.Passkey):
        session.run("put passkey", *_clean(value._replace(accounts=json.dumps(value.accounts))))  # type: ignore[arg-type]


def _put_change(session: Session, row: ChangeRow) -> None:
    flat = _clean(row._replace(owed_by=json.dumps(row.owed_by)))  # type: ignore[arg-type]
    if session.one("put change", *flat) is None:
        return
    _put_owed(session, flat[:2], row.owed_by, (row.state, row.decided_at))


def _put_turns(session: Session, turns: Turns) -> None:
    key = _clean(turns[:2])
    found = session.one("put turns", json.dumps(turns.people), *key, turns.version)
    if found is not None:
        _put_owed(session, key, turns.people, found)


def _put_owed(session: Session, key: Sequence[Any], people: Iterable[str], stands: Sequence[Any]) -> None:
    session.run("drop owed", *key)
    session.insert("add owed", [(*key, person, *stands) for person in sorted({clean(each) for each in people})])


def _clean(values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple([clean(value) if type(value) is str else value for value in values])


def clean(text: str) -> str:
    """A text as both databases can hold it: what is no character, or the character of no width that ends a string in
    C, is shown as one that could not be read."""
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
