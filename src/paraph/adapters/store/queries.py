"""Which statements does a ledger run? Written with SQLAlchemy Core, for each database.

The texts that follow from them are kept in `texts.json`, which a test compares: a hook that appends one entry would
spend more on importing SQLAlchemy (0.2 s) than on everything else it does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, Text, any_, bindparam, column, func, literal_column, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.psycopg import dialect as psycopg_dialect
from sqlalchemy.dialects.sqlite.pysqlite import dialect as pysqlite_dialect
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ClauseElement, ColumnElement

from paraph.adapters.store import server_queries
from paraph.adapters.store import tables as t

_ONE: Any = literal_column("1")
_NONE: Any = literal_column("0")  # SQLite's dialect makes a parameter of an offset that is not given


def compiled(name: str) -> dict[str, str]:
    """The text of each statement for `sqlite` or `postgresql`, its parameters by position."""
    make: Any = pysqlite_dialect if name == "sqlite" else psycopg_dialect
    dialect: Dialect = make(paramstyle="qmark" if name == "sqlite" else "format")
    every = _writing(name) | _reading_log() | _reading_statements(name) | _reading_movements(name)
    every |= server_queries.writing(name) | server_queries.reading() | server_queries.parts()
    return {key: _text(found, dialect) for key, found in every.items()}


def _text(statement: ClauseElement, dialect: Dialect) -> str:
    return " ".join(str(statement.compile(dialect=dialect)).split())


def _writing(name: str) -> dict[str, ClauseElement]:
    insert: Any = sqlite.insert if name == "sqlite" else postgresql.insert
    head = t.head
    grown: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("size", "root", "frontier")}
    return {
        "lock head": select(head.c.origin, head.c.size, head.c.root, head.c.frontier, head.c.state).with_for_update(),
        "grow head": update(head).values(grown),
        "keep checkpoint": update(head)
        .values(checkpoint=bindparam("text"), signed=bindparam("size"))
        .where(head.c.signed < bindparam("size_again")),
        "fork": update(head).values(state=literal_column("'FORKED'")),
        "add entry": insert(t.entries),
        "add subtree": insert(t.subtrees),
        "add statement": insert(t.statements),
        "sign statement": update(t.statements)
        .values(envelope=bindparam("both"))
        .where(t.statements.c.id == bindparam("statement")),
        "spend": update(t.statements)
        .values(spent_by=bindparam("entry_index"))
        .where(t.statements.c.id == bindparam("statement"), t.statements.c.spent_by.is_(None)),
        "add blob": insert(t.blobs).on_conflict_do_nothing(),
        "drop blob": t.blobs.delete().where(t.blobs.c.digest == bindparam("blob")),
        "add movement": insert(t.movements)
        .values({column.name: bindparam(column.name) for column in t.movements.c if column.name != "id"})
        .inline(),
        "add introduced": insert(t.introduced).on_conflict_do_nothing(),
        "add attributed": insert(t.attributed).on_conflict_do_nothing(),
    }


def _reading_log() -> dict[str, ClauseElement]:
    entries, head = t.entries.c, t.head.c
    span = entries.idx >= bindparam("first"), entries.idx < bindparam("end")
    return {
        "schema": text("SELECT version_num FROM alembic_version"),
        "head": select(head.origin, head.size, head.root, head.frontier, head.state),
        "checkpoint": select(head.checkpoint, head.signed),
        "leaves": select(entries.leaf).where(*span).order_by(entries.idx),
        "bodies": select(entries.idx, entries.body).where(*span).order_by(entries.idx),
        "subtrees": select(t.subtrees.c.hash)
        .where(
            t.subtrees.c.level == bindparam("of_level"),
            t.subtrees.c.number >= bindparam("first"),
            t.subtrees.c.number < bindparam("end"),
        )
        .order_by(t.subtrees.c.number),
        "blob": select(*[t.blobs.c.digest, t.blobs.c.content, t.blobs.c.salt]).where(
            t.blobs.c.digest == bindparam("blob")
        ),
    }


def _reading_statements(name: str) -> dict[str, ClauseElement]:
    statements = t.statements.c
    kept = select(*t.statements.c).order_by(statements.entry, statements.id)
    listed = _listed(name)

    def of_targets(also: ColumnElement[bool]) -> Select[Any]:
        return kept.where(listed(statements.target), also)

    return {
        "statements": kept,
        "statements of target": kept.where(statements.target == bindparam("ref")),
        "statements of head": kept.where(statements.head == bindparam("commit")),
        "statements of both": kept.where(statements.target == bindparam("ref"), statements.head == bindparam("commit")),
        "statements by id": kept.where(listed(statements.id)),
        "statements of diffs": of_targets(listed(statements.diff, "diffs")),
        "statements of heads": of_targets(listed(statements.head, "heads")),
        "statements of trees": of_targets(listed(statements.tree, "trees")),
        "statements taking back": of_targets(listed(statements.takes_back, "ids")),
        "standing": kept.where(
            listed(statements.target),
            statements.spent_by.is_(None),
            statements.kind == bindparam("of_kind"),
            or_(statements.expires_at >= bindparam("now"), statements.expires_at == bindparam("never")),
        ),
        "spoken of": select(statements.entry).where(listed(statements.target)).limit(_ONE).offset(_NONE),
        "envelopes": select(statements.id, statements.envelope).where(listed(statements.id)),
    }


def _reading_movements(name: str) -> dict[str, ClauseElement]:
    movements = t.movements.c
    moved = select(*[column for column in t.movements.c if column.name != "id"])
    listed = _listed(name)
    return {
        "movement": moved.where(
            movements.ref == bindparam("name"),
            movements.old == bindparam("before"),
            movements.new == bindparam("after"),
        ).order_by(movements.entry.desc(), movements.id.desc()),
        "movements": select(*moved.selected_columns, movements.id)
        .where(
            movements.ref == bindparam("name"),
            movements.entry >= bindparam("at"),
            or_(movements.entry > bindparam("after"), movements.id > bindparam("number")),
        )
        .order_by(movements.entry, movements.id)
        .limit(bindparam("most"))
        .offset(_NONE),
        "movements from": moved.where(
            movements.ref == bindparam("name"), movements.old == bindparam("before")
        ).order_by(movements.entry, movements.id),
        "last done": moved.where(movements.ref == bindparam("name"), listed(movements.state))
        .order_by(movements.entry.desc(), movements.id.desc())
        .limit(_ONE)
        .offset(_NONE),
        "introducers": select(*t.introduced.c).where(listed(t.introduced.c.commit_id)),
        "attributed": select(*t.attributed.c).where(listed(t.attributed.c.commit_id)),
    }


def _listed(name: str) -> Callable[..., ColumnElement[bool]]:
    """How a column is held against any number of keys."""
    return _sqlite_listed if name == "sqlite" else _postgresql_listed


def _sqlite_listed(of: ColumnElement[str], name: str = "listed") -> ColumnElement[bool]:
    """The parameter is a JSON array: one statement for however many."""
    return of.in_(select(column("value")).select_from(func.json_each(bindparam(name))))


def _postgresql_listed(of: ColumnElement[str], name: str = "listed") -> ColumnElement[bool]:
    return of == any_(bindparam(name, type_=postgresql.ARRAY(Text)))
