"""How are a ledger's tables made, or brought up to date? By Alembic, in one transaction, by one process at a time."""

from __future__ import annotations

from os.path import dirname, join
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from paraph.adapters.store import troubles
from paraph.adapters.store.database import SCHEMA
from paraph.adapters.store.procrastinate_schema import PREFIX, apply_procrastinate
from paraph.adapters.store.server_tables import settings
from paraph.adapters.store.tables import head
from paraph.core.ledger.merkle import EMPTY_ROOT, Frontier

# Of no meaning but to be the same for every process that migrates (`paraph` in ASCII).
_LOCK = 0x706172617068


def migrate(url: str, origin: str) -> None:
    """Make or bring up to date the tables, and begin the log of `origin` where there is none.

    `url` is `sqlite:///PATH` or an address of SQLAlchemy's. Raises ReadError where the database refuses, or is of a
    newer release.
    """
    engine = _engine(url)
    if engine.dialect.name == "sqlite":
        _begin_at_once(engine)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            _refuse_newer(connection)
            command.upgrade(config_for(connection), "head")
            if engine.dialect.name == "postgresql":
                apply_procrastinate(connection)
            _begin_log(connection, origin)
    except CommandError as error:
        raise troubles.refused(error, "make its tables") from None
    except SQLAlchemyError as error:
        raise troubles.refused(error, "make its tables") from None
    finally:
        engine.dispose()


def _refuse_newer(connection: Connection) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found > SCHEMA:
        raise troubles.other_schema(connection.engine.url.render_as_string(), found, SCHEMA)


def differences(url: str) -> list[Any]:
    """What the tables of a database have other than `tables.py` says; nothing after `migrate`."""
    from alembic.autogenerate import compare_metadata

    engine = _engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
            return list(compare_metadata(context, settings.metadata))
    finally:
        engine.dispose()


def _is_ours(name: str | None, *_: object) -> bool:
    return not str(name).startswith(PREFIX)


def _engine(url: str) -> Engine:
    """An engine without a pool; the path of a file is taken as it is, whatever characters are in it."""
    path = url.removeprefix("sqlite:///")
    return create_engine(URL.create("sqlite", database=path) if path != url else url, poolclass=NullPool)


def _begin_at_once(engine: Engine) -> None:
    """Have SQLite lock the file when the transaction begins: two processes may make the tables at the same time."""

    @event.listens_for(engine, "connect")
    def leave_transactions_alone(connection: Any, _: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def config_for(connection: Connection) -> Config:
    """What Alembic's commands are given, to run on a connection that is in a transaction."""
    config = Config()
    config.set_main_option("script_location", join(dirname(__file__), "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _begin_log(connection: Connection, origin: str) -> None:
    if connection.execute(head.select()).first() is None:
        first = {
            "id": 1, "origin": origin, "size": 0, "root": EMPTY_ROOT, "frontier": Frontier().to_bytes(),
            "checkpoint": "", "signed": -1, "state": "OK",
        }  # fmt: skip
        connection.execute(head.insert().values(first))
