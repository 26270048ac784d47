"""Are keys made once, kept from others, and never made anew beside a log that has one?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from paraph.adapters.formats.server_file import read_settings
from paraph.core.errors import InputError
from paraph.core.model.noun import changed
from paraph.wiring.ledger import open_ledger
from paraph.wiring.server_home import database_url, migrated, open_log, prepare, signer_of
from postgres_server import PostgresServer
from served import apart, config_in


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apart(monkeypatch, tmp_path)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", "sqlite:////x/ledger.db"),
        ("postgresql://u@h/n", "postgresql+psycopg://u@h/n"),
        ("postgres://u@h/n", "postgresql+psycopg://u@h/n"),
        ("postgresql+psycopg://u@h/n", "postgresql+psycopg://u@h/n"),
        ("sqlite:////y.db", "sqlite:////y.db"),
    ],
)
def test_a_database_is_named_as_the_store_takes_it(given: str, expected: str) -> None:
    assert database_url(given, "/x") == expected


def test_another_kind_of_database_is_refused_without_its_secrets() -> None:
    with pytest.raises(InputError) as caught:
        database_url("mysql://u:hunter2@h/n", "/x")
    assert "hunter2" not in str(caught.value.problems)


def test_keys_are_made_once(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    prepare(config)
    name = signer_of(config.data).name
    prepare(config)
    assert signer_of(config.data).name == name
    assert name.startswith("paraph/server-")
    modes = {each.name: each.stat().st_mode & 0o777 for each in (tmp_path / "data").iterdir()}
    assert modes == {"ledger.key": 0o600, "spot-check.secret": 0o600, "second-store": 0o600}


def test_replicas_that_start_together_begin_one_log(tmp_path: Path, postgresql: PostgresServer) -> None:
    config = changed(config_in(tmp_path), database=postgresql.new_database())
    together = Barrier(4)

    def start(_: int) -> int:
        together.wait()
        prepare(config)
        log = open_log(config)
        size = log.head().size
        log.close()
        return size

    with ThreadPoolExecutor(4) as starting:
        assert [*starting.map(start, range(4))] == [2, 2, 2, 2]


def test_no_new_key_beside_a_log(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    prepare(config)
    open_log(config).close()
    (tmp_path / "data/ledger.key").unlink()
    with pytest.raises(InputError) as caught:
        prepare(config)
    assert caught.value.problems[0].code == "P1248"


def test_the_verbs_of_the_log_find_it_by_the_folder(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    prepare(config)
    open_log(config).close()
    opened = open_ledger("", config.data)
    assert opened.ledger.head().size == 2
    opened.ledger.close()


def test_in_postgresql_the_folder_says_where_the_log_is(tmp_path: Path) -> None:
    config = changed(config_in(tmp_path), database="postgresql+psycopg://u@h/n")
    prepare(config)
    path = tmp_path / "data/server.json"
    settings = read_settings(path.read_bytes(), str(path))
    assert (settings.ledger, settings.second_store) == (config.database, f"{config.data}/last.checkpoint")


def test_tables_are_made_and_then_are_there(tmp_path: Path) -> None:
    first, second = migrated(config_in(tmp_path)), migrated(config_in(tmp_path))
    assert first.before == ""
    assert first.now == second.before == second.now
    assert first.where == f"{tmp_path}/data/ledger.db"
