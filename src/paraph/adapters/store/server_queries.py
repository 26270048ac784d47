"""Which statements does a server run on its own tables? Written with SQLAlchemy Core, as those of the log are.

What is asked of changes and asks is put together by `board.py` from parts, each of which is a statement's beginning
(`changes`), one condition (`changes: state`) or its end (`changes: newest`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Table,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy import (
    insert as plain_insert,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ClauseElement, ColumnElement

from paraph.adapters.store import server_tables as t

Texts = dict[str, ClauseElement]

_REPLACED = {
    "repository": t.repositories, "mark": t.read_marks, "review": t.reviews, "posted": t.posted, "ask": t.asks,
    "setting": t.settings, "session": t.sessions, "token": t.tokens, "passkey": t.passkeys, "link": t.links,
}  # fmt: skip
_DELETED = ("mark", "setting", "session", "token")


def writing(name: str) -> Texts:
    """What changes the tables, for `sqlite` or `postgresql`."""
    insert: Any = sqlite.insert if name == "sqlite" else postgresql.insert
    deliveries, jobs = t.deliveries.c, t.jobs.c
    put = _put(insert, t.changes)
    return {
        **{f"put {what}": _put(insert, table)() for what, table in _REPLACED.items()},
        **{f"drop {what}": delete(_REPLACED[what]).where(*_keys(_REPLACED[what])) for what in _DELETED},
        "put change": put(lambda new: t.changes.c.version < new.version).returning(literal_column("1")),
        "put turns": update(t.changes)
        .values(owed_by=bindparam("people"))
        .where(
            t.changes.c.repository == bindparam("at"),
            t.changes.c.number == bindparam("of"),
            t.changes.c.version == bindparam("shown"),
        )
        .returning(t.changes.c.state, t.changes.c.decided_at),
        "drop owed": delete(t.owed).where(t.owed.c.repository == bindparam("at"), t.owed.c.number == bindparam("of")),
        "add owed": plain_insert(t.owed),
        "add delivery": insert(t.deliveries).on_conflict_do_nothing(),
        "forget deliveries": delete(t.deliveries).where(deliveries.received_at < bindparam("since")),
        "end delivery": update(t.deliveries)
        .values(done_at=bindparam("now"))
        .where(deliveries.forge == bindparam("of"), deliveries.id == bindparam("name"), deliveries.done_at == _zero()),
        "fence": select(jobs.id)
        .where(jobs.id == bindparam("job"), jobs.token == bindparam("by"), jobs.state == bindparam("how"))
        .with_for_update(read=True),
        "use link": update(t.links)
        .values(used_at=bindparam("now"))
        .where(t.links.c.digest == bindparam("of"), t.links.c.used_at == _zero())
        .returning(literal_column("1")),
        "use token": update(t.tokens)
        .values(used_at=bindparam("now"))
        .where(t.tokens.c.digest == bindparam("of"))
        .returning(literal_column("1")),
        "forget sessions": delete(t.sessions).where(t.sessions.c.expires_at < bindparam("since")),
        "forget links": delete(t.links).where(t.links.c.expires_at < bindparam("since")),
        "keep pending": update(t.sessions)
        .values(pending=bindparam("what"))
        .where(t.sessions.c.digest == bindparam("of"))
        .returning(literal_column("1")),
        "take pending": update(t.sessions)
        .values(pending=bindparam("nothing"))
        .where(t.sessions.c.digest == bindparam("of"), t.sessions.c.pending == bindparam("what"))
        .returning(literal_column("1")),
        "add job": _add_job(insert),
        **({} if name == "sqlite" else {"defer": _defer(), "hasten": _hasten()}),
    }


def _add_job(insert: Any) -> Any:
    """A job that waits already is not added again; one that waits for later is due at once, for there is news."""
    names = ("task", "arguments", "key", "added_at", "due_at")
    made = insert(t.jobs).values({each: bindparam(each) for each in names})
    due = made.excluded.due_at
    return made.on_conflict_do_update(
        index_elements=["key"], index_where=t.WAITING, set_={"due_at": due}, where=t.jobs.c.due_at > due
    ).returning(t.jobs.c.id, t.jobs.c.task, t.jobs.c.key)


def _zero() -> ColumnElement[int]:
    return literal_column("0")


def _defer() -> ClauseElement:
    """Procrastinate's own function (`procrastinate_defer_jobs_v1` of its schema), with all jobs of a transaction."""
    return text(
        "SELECT procrastinate_defer_jobs_v1(array_agg(job)) FROM"
        " jsonb_populate_recordset(NULL::procrastinate_job_to_defer_v1, CAST(:jobs AS jsonb)) AS job"
    )


def _hasten() -> ClauseElement:
    """Let go what Procrastinate keeps for later of some locks: it does nothing of a lock before what came earlier."""
    return text(
        "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE lock = ANY(:keys)"
        " AND status = CAST(:how AS procrastinate_job_status) AND scheduled_at > now()"
    )


def _put(insert: Any, table: Table) -> Any:
    """An insert that takes the place of the row with the same key, where `where` (of the new row) lets it."""
    made = insert(table).values({column.name: bindparam(column.name) for column in table.c})
    others = {column.name: made.excluded[column.name] for column in table.c if not column.primary_key}

    def placed(where: Any = None) -> Any:
        may = {} if where is None else {"where": where(made.excluded)}
        return made.on_conflict_do_update(index_elements=list(table.primary_key), set_=others, **may)

    return placed


def _keys(table: Table) -> list[ColumnElement[bool]]:
    return [column == bindparam(f"of_{column.name}") for column in table.primary_key]


def reading() -> Texts:
    """What is read, for both databases."""
    marks, reviews = t.read_marks.c, t.reviews.c
    everybody = select(t.passkeys).order_by(t.passkeys.c.made_at, t.passkeys.c.id)
    return {
        **{f"one {what}": select(_REPLACED[what]).where(*_keys(_REPLACED[what])) for what in
           ("repository", "posted", "setting", "session", "token", "link")},
        "one change": select(t.changes).where(*_keys(t.changes)),
        "one delivery": select(t.deliveries).where(*_keys(t.deliveries)),
        "repositories": select(t.repositories).order_by(t.repositories.c.key),
        "marks": select(t.read_marks)
        .where(marks.repository == bindparam("at"), marks.number == bindparam("of"))
        .order_by(marks.person, marks.path, marks.blob),
        "reviews": select(t.reviews)
        .where(reviews.repository == bindparam("at"), reviews.number == bindparam("of"))
        .order_by(reviews.entry, reviews.id),
        "loads": select(t.asks.c.person, func.count(), func.sum(t.asks.c.minutes))
        .where(t.asks.c.state == bindparam("how"))
        .group_by(t.asks.c.person)
        .order_by(t.asks.c.person),
        "tokens": select(t.tokens).order_by(t.tokens.c.made_at, t.tokens.c.digest),
        "passkeys": everybody,
        "passkeys of": everybody.where(t.passkeys.c.person == bindparam("whose")),
    }  # fmt: skip


def parts() -> Texts:
    """The parts of which questions about changes and asks are put together."""
    changes, owed, asks = t.changes.c, t.owed.c, t.asks.c
    joined = t.owed.join(t.changes, and_(owed.repository == changes.repository, owed.number == changes.number))
    count = func.count()
    return {
        "changes": select(t.changes),
        "changes owed": select(t.changes).select_from(joined),
        "changes counted": select(count).select_from(t.changes),
        "changes owed counted": select(count).select_from(joined),
        **{f"changes: {each}": changes[each] == bindparam("is") for each in
           ("repository", "state", "verdict", "person", "head", "kind")},
        "changes: landed_since": changes.landed_at >= bindparam("since"),
        "changes: before": _before(changes),
        "changes: beyond": _beyond(changes),
        "changes owed: owed_by": owed.person == bindparam("is"),
        "changes owed: state": owed.state == bindparam("is"),
        "changes owed: before": _before(owed),
        "changes owed: beyond": _beyond(owed),
        "changes: newest": _newest(changes),
        "changes owed: newest": _newest(owed),
        "asks": select(t.asks),
        **{f"asks: {each}": asks[each] == bindparam("is") for each in ("repository", "number", "person", "state")},
        "asks: due_before": asks.due_at < bindparam("then"),
        "asks: first": text("ORDER BY asks.asked_at, asks.id"),
    }  # fmt: skip


def _before(of: Any) -> ColumnElement[bool]:
    made: ColumnElement[bool] = of.decided_at < bindparam("then")
    return made


def _beyond(of: Any) -> ColumnElement[bool]:
    """After a row of one moment: its repository and number are the last two values."""
    last = tuple_(of.repository, of.number) > tuple_(bindparam("at"), bindparam("number"))
    return or_(of.decided_at < bindparam("then"), and_(of.decided_at == bindparam("same"), last)).self_group()


def _newest(of: Any) -> ClauseElement:
    table = of.decided_at.table.name
    return text(f"ORDER BY {table}.decided_at DESC, {table}.repository, {table}.number LIMIT :most")
