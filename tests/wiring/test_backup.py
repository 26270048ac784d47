"""Is a copy the whole server, and is it found out where it is not?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from log_samples import some_entries
from paraph.core.errors import InputError, ReadError
from paraph.core.model.noun import changed
from paraph.wiring.backup import back_up, entries_in, restore, verify
from paraph.wiring.server_home import open_log, prepare, signer_of
from served import apart, config_in


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A server with ten entries and a configuration."""
    apart(monkeypatch, tmp_path)
    config = config_in(tmp_path)
    prepare(config)
    with closing(open_log(config)) as log:
        log.record(some_entries(8))
        log.checkpoint()
    (tmp_path / "data/config.yaml").write_text("name: Sample\n")
    return tmp_path


def copied(folder: Path, name: str = "copy") -> Path:
    config = config_in(folder)
    done = back_up(config, f"{config.data}/config.yaml", f"{folder}/{name}")
    assert (done.entries, done.by_hand) == (10, "")
    return folder / name


def test_there_and_back(data: Path) -> None:
    copy = copied(data)
    assert all(each.stat().st_mode & 0o077 == 0 for each in (copy, *copy.iterdir()))
    done = restore(str(copy), f"{data}/again")
    assert done.entries == 10
    config = config_in(data, data=f"{data}/again")
    assert config.name == "Sample"
    with closing(open_log(config)) as log:
        log.record(some_entries(1))
        assert log.head().size == 11


def test_what_is_there_is_not_overwritten(data: Path) -> None:
    copy = copied(data)
    for work in (lambda: copied(data), lambda: restore(str(copy), f"{data}/data")):
        with pytest.raises(InputError) as caught:
            work()
        assert caught.value.problems[0].code == "P1252"


def test_an_older_copy_is_put_back_only_by_whoever_accepts_the_loss(data: Path) -> None:
    copy = copied(data)
    with closing(open_log(config_in(data))) as log:
        log.record(some_entries(3))
        log.checkpoint()
    with pytest.raises(InputError, match="13 entries were signed on this machine, the copy has 10"):
        restore(str(copy), f"{data}/again")
    assert restore(str(copy), f"{data}/again", accepts_loss=True).entries == 10


def test_a_copy_that_was_tampered_with_is_not_put_back(data: Path) -> None:
    copy = copied(data)
    with closing(sqlite3.connect(copy / "ledger.db")) as connection:
        connection.execute("UPDATE entries SET body = replace(body, 'number 3', 'number 4')")
        connection.execute("UPDATE entries SET leaf = zeroblob(32) WHERE idx = 4")
        connection.commit()
    with pytest.raises(ReadError):
        restore(str(copy), f"{data}/again")
    assert not (data / "again/ledger.db").exists()


def test_a_key_of_another_server_does_not_fit(data: Path) -> None:
    other = config_in(data, data=f"{data}/other")
    prepare(other)
    with pytest.raises(ReadError):
        entries_in(f"{data}/data/ledger.db", signer_of(other.data).name)
    with pytest.raises(ReadError):
        verify(other.data, f"{data}/data/ledger.db", "")


def test_on_postgresql_it_is_said_what_to_run(data: Path) -> None:
    config = changed(config_in(data), database="postgresql+psycopg://u:hunter2@h/n")
    prepare(config)
    done = back_up(config, "", f"{data}/copy")
    assert done.by_hand == f"pg_dump --format=custom --file={data}/copy/ledger.dump postgresql://u@h/n"
    back = restore(f"{data}/copy", f"{data}/again")
    assert back.by_hand.startswith("pg_restore ")
    assert (data / "again/ledger.key").read_bytes() == (data / "data/ledger.key").read_bytes()


def test_a_folder_that_is_no_copy_is_refused(data: Path) -> None:
    (data / "none").mkdir()
    (data / "none/backup.json").write_text("[]")
    with pytest.raises(InputError) as caught:
        restore(f"{data}/none", f"{data}/again")
    assert caught.value.problems[0].code == "P1255"
