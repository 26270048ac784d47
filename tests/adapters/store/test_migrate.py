"""Do the migrations make exactly the tables that the statements are written for, once, on both databases?"""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from paraph.adapters.store import migrations
from paraph.adapters.store.database import SCHEMA
from paraph.adapters.store.migrate import differences, migrate
from paraph.adapters.store.sqlite import SqliteDatabase
from paraph.core.errors import ReadError
from paraph.testing.ledger_contract import ORIGIN
from postgres_server import PostgresServer


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgresql")
        return server.new_database()
    SqliteDatabase(f"{tmp_path}/ledger.db").create()
    return f"sqlite:///{tmp_path}/ledger.db"


def test_the_tables_are_those_that_statements_are_written_for(url: str) -> None:
    migrate(url, ORIGIN)
    assert differences(url) == []


def test_before_there_are_differences(url: str) -> None:
    assert len(differences(url)) > 5


def test_many_may_migrate_at_once(url: str) -> None:
    failures: list[Exception] = []

    def work() -> None:
        try:
            migrate(url, ORIGIN)
        except ReadError as error:
            failures.append(error)

    # Alembic's context is one for the process; other processes are what the lock is for
    work()
    thread = threading.Thread(target=work)
    thread.start()
    thread.join(30)
    assert failures == []
    assert differences(url) == []


def test_a_database_of_a_newer_release_is_left_as_it_is(url: str) -> None:
    migrate(url, ORIGIN)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(ReadError) as caught:
        migrate(url, ORIGIN)
    (problem,) = caught.value.problems
    assert problem.code == "P0831"
    assert "of a newer release (version 0099, this program knows" in problem.what
    assert "use the release of paraph that wrote it" in problem.fix
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "0099"
    engine.dispose()


def test_the_program_knows_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA]
