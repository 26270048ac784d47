"""Which databases have the tables already? Made once for each worker, and copied for each test: that is far faster."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from alembic import command
from sqlalchemy import create_engine

from paraph.adapters.store.migrate import config_for, migrate
from paraph.adapters.store.sqlite import SqliteDatabase
from paraph.testing.ledger_contract import ORIGIN
from postgres_server import PostgresServer


def sqlite_url(folder: Path) -> str:
    """The address of a new log of `ORIGIN` in `folder/ledger.db`."""
    path = folder / "ledger.db"
    path.touch(0o600)
    path.write_bytes(_sqlite_template())
    return f"sqlite:///{folder}/ledger.db"


@cache
def _sqlite_template() -> bytes:
    with TemporaryDirectory(prefix="paraph-template") as folder:
        path = Path(folder, "ledger.db")
        SqliteDatabase(str(path)).create()
        migrate(f"sqlite:///{path}", ORIGIN)
        return path.read_bytes()


def as_released(url: str, revision: str, *statements: str) -> None:
    """Make the tables as an earlier release did, with rows of its own."""
    engine: Any = create_engine(url)
    with engine.begin() as connection:
        command.upgrade(config_for(connection), revision)
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def postgresql_url(server: PostgresServer) -> str:
    """The address of a new log of `ORIGIN` on a server."""
    template = _postgresql_template(server)
    return server.new_database(template)


@cache
def _postgresql_template(server: PostgresServer) -> str:
    url = server.new_database()
    migrate(url, ORIGIN)
    return str(psycopg.conninfo.conninfo_to_dict(url.replace("+psycopg", ""))["dbname"])
