"""Is nothing signed that does not grow from what was signed last?"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from adapters.store.logs import opened, second_of
from paraph.adapters.store.ledger import open_ledger
from paraph.adapters.store.second import MemorySecond
from paraph.adapters.store.troubles import ForkedError
from paraph.core.errors import Problem, ReadError
from paraph.testing.ledger_contract import ORIGIN, SIGNER, checkpoint_of, notes


def copied(folder: Path, name: str) -> None:
    """A backup of the database alone, as an operator would make it."""
    with sqlite3.connect(folder / "ledger.db") as source, sqlite3.connect(folder / name) as target:
        source.backup(target)
    source.close()
    target.close()


def put_back(folder: Path, name: str) -> None:
    for path in folder.glob("ledger.db*"):
        path.unlink()
    shutil.copy(folder / name, folder / "ledger.db")


@pytest.mark.parametrize("later", [0, 1, 40, 300])
def test_a_log_put_back_from_a_copy_is_read_only(later: int, tmp_path: Path) -> None:
    log = opened(tmp_path)
    log.record(notes(20))
    copied(tmp_path, "copy.db")
    log.record(notes(300, 20))
    log.checkpoint()
    log.close()
    put_back(tmp_path, "copy.db")
    # whoever grew it meanwhile had another second store
    elsewhere = open_ledger(f"sqlite:///{tmp_path}/ledger.db", origin=ORIGIN, signer=SIGNER, second=MemorySecond())
    if later:
        elsewhere._is_sound = True
        elsewhere.record(notes(later, 1_000))
    elsewhere.close()
    for _ in range(2):
        log = opened(tmp_path)
        with pytest.raises(ForkedError, match="FORKED"):
            log.record(notes(1))
        with pytest.raises(ForkedError):
            log.checkpoint()
        assert log.head().size == 20 + later
        assert list(log.entries())[:20] == notes(20)
        log.close()


def test_the_newest_copy_put_back_goes_on(tmp_path: Path) -> None:
    log = opened(tmp_path)
    log.record(notes(20))
    log.checkpoint()
    copied(tmp_path, "copy.db")
    log.close()
    put_back(tmp_path, "copy.db")
    log = opened(tmp_path)
    log.record(notes(1))
    assert checkpoint_of(log).size == 21
    log.close()


def test_a_swap_below_an_open_ledger_is_noticed(tmp_path: Path) -> None:
    log = opened(tmp_path)
    log.record(notes(20))
    with sqlite3.connect(tmp_path / "ledger.db") as database:
        database.execute("UPDATE head SET size = 5")
    database.close()
    with pytest.raises(ForkedError, match="20 entries were there"):
        log.record(notes(1))
    with pytest.raises(ForkedError):
        log.record(notes(1))
    log.close()


@pytest.mark.parametrize(
    "change", ["UPDATE entries SET leaf = zeroblob(32) WHERE idx = 3", "DELETE FROM entries WHERE idx = 3"]
)
def test_a_changed_tree_is_not_signed(change: str, tmp_path: Path) -> None:
    log = opened(tmp_path)
    log.record(notes(4))
    log.checkpoint()
    log.record(notes(4))
    with sqlite3.connect(tmp_path / "ledger.db") as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute(change)
    database.close()
    log.close()
    log = opened(tmp_path)
    with pytest.raises(ReadError, match=r"FORKED|damaged"):
        log.checkpoint()
    log.close()


def test_without_the_record_nothing_is_signed(tmp_path: Path) -> None:
    log = opened(tmp_path)
    log.record(notes(2))
    kept = log.checkpoint()
    log.close()
    path = Path(second_of(tmp_path).where)
    path.unlink()
    log = opened(tmp_path)
    with pytest.raises(ReadError, match="does not have the checkpoint"):
        log.record(notes(1))
    path.write_text(kept)
    log.record(notes(1))
    assert checkpoint_of(log).size == 3
    log.close()


@pytest.mark.parametrize("text", ["nonsense", "\n\n\n", "other\n1\nAAAA\n\n— x y\n"])
def test_a_record_that_is_no_checkpoint_is_told(text: str, tmp_path: Path) -> None:
    opened(tmp_path).close()
    Path(second_of(tmp_path).where).parent.mkdir(exist_ok=True)
    Path(second_of(tmp_path).where).write_text(text)
    log = opened(tmp_path)
    with pytest.raises(ReadError, match="last signed checkpoint"):
        log.record(notes(1))
    log.close()


def test_a_record_of_another_log_is_told(tmp_path: Path) -> None:
    other = opened(tmp_path / "a", origin="paraph/other")
    other.checkpoint()
    other.close()
    opened(tmp_path / "b").close()
    second_of(tmp_path / "b")
    (tmp_path / "b" / "second").mkdir(exist_ok=True)
    shutil.copy(tmp_path / "a" / "second" / "checkpoint", tmp_path / "b" / "second" / "checkpoint")
    log = opened(tmp_path / "b")
    with pytest.raises(ReadError, match="it is of paraph/other"):
        log.record(notes(1))
    log.close()


def test_two_open_ledgers_sign_one_history(tmp_path: Path) -> None:
    one, two = opened(tmp_path), opened(tmp_path)
    for turn in range(6):
        (one, two)[turn % 2].record(notes(turn))
        assert checkpoint_of((two, one)[turn % 2]).size == sum(range(turn + 1))
    one.close()
    two.close()


def test_a_key_that_cannot_sign_costs_no_entry(tmp_path: Path) -> None:
    class Broken:
        name = SIGNER.name

        def sign(self, text: str) -> bytes:
            raise ReadError(Problem("P0001", f"no key for {text.splitlines()[1]}"))

    url = f"sqlite:///{tmp_path}/ledger.db"
    log = open_ledger(url, origin=ORIGIN, signer=Broken(), second=second_of(tmp_path), may_create=True)
    (receipt,) = log.record(notes(1))
    with pytest.raises(ReadError, match="no key for 1"):
        receipt.text()
    log.close()
    log = opened(tmp_path)
    assert checkpoint_of(log).size == 1
    log.close()


def test_the_checkpoint_is_left_in_the_database(tmp_path: Path) -> None:
    log = opened(tmp_path)
    log.record(notes(3))
    note = log.checkpoint()
    log.close()
    with sqlite3.connect(tmp_path / "ledger.db") as database:
        assert database.execute("SELECT checkpoint, signed FROM head").fetchone() == (note, 3)
    database.close()
