"""Is a transaction whole or refused, and the ledger usable afterwards?"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from adapters.store.logs import opened
from paraph.adapters.store import troubles
from paraph.adapters.store.session import Session
from paraph.adapters.store.transactions import may_part
from paraph.core.errors import Problem, ReadError
from paraph.ports.ledger import Introduced, Movement, Row
from paraph.testing.ledger_contract import MAIN, notes

WRITER = """
import sys
from pathlib import Path
from adapters.store.logs import opened
from paraph.core.ledger.entry import entry
log = opened(Path(sys.argv[1]))
for turn in range(40):
    body = entry("note", 1_800_000_000, text=f"{sys.argv[2]}/{turn}")
    (receipt,) = log.record([body])
    print(receipt.index, f"{sys.argv[2]}/{turn}")
    if turn % 10 == 0:
        receipt.text()
log.close()
"""


class FailingDriver:
    """A connection on which one statement fails once."""

    def __init__(self, driver: Any, word: str, error: BaseException) -> None:
        self._driver = driver
        self._word = word
        self._error: BaseException | None = error

    def execute(self, text: str, *values: Any) -> Any:
        if self._error and text.startswith(self._word):
            error, self._error = self._error, None
            raise error
        return self._driver.execute(text, *values)

    def cursor(self) -> Any:
        return self._driver.cursor()

    def close(self) -> None:
        self._driver.close()


FULL = sqlite3.OperationalError("database or disk is full")


@pytest.mark.parametrize(
    "word", ["BEGIN", "SELECT head", "INSERT INTO entries", "INSERT INTO movements", "UPDATE", "COMMIT"]
)
@pytest.mark.parametrize(
    "error", [FULL, sqlite3.OperationalError("disk I/O error"), MemoryError(), KeyboardInterrupt()]
)
def test_whatever_fails_nothing_is_kept_and_the_ledger_goes_on(word: str, error: BaseException, tmp_path: Path) -> None:
    log = opened(tmp_path)
    log.record(notes(1))
    writer: Session = log.database.writers.take()
    writer.was_idle = False
    writer.driver = FailingDriver(writer.driver, word, error)
    log.database.writers._idle.append(writer)
    moved = Row(Movement(MAIN, "1" * 40, "2" * 40, "landed", "allow", 0), 0)
    with pytest.raises(ReadError if isinstance(error, sqlite3.Error) else type(error)):
        log.record(notes(2, 1), (), [moved, Row(Introduced("1" * 40, "a"))])
    assert log.head().size == 1
    assert log.introducers(["1" * 40]) == {}
    assert [receipt.index for receipt in log.record(notes(2, 1), (), [moved])] == [1, 2]
    assert list(log.entries()) == notes(3)
    log.close()


def test_a_connection_that_died_while_it_was_idle_costs_nothing(tmp_path: Path) -> None:
    log = opened(tmp_path)
    log.record(notes(1))
    writer = log.database.writers.take()
    log.database.writers.give(writer)
    writer.driver.close()
    assert log.record(notes(1, 1))[0].index == 1
    log.close()


def test_a_lost_database_is_told_and_a_new_one_not_taken_for_it(tmp_path: Path) -> None:
    log = opened(tmp_path)
    log.record(notes(3))
    log.checkpoint()
    log.close()
    for path in tmp_path.glob("ledger.db*"):
        path.unlink()
    log = opened(tmp_path)
    with pytest.raises(ReadError, match="FORKED"):
        log.record(notes(1))
    log.close()
    shutil.rmtree(tmp_path / "second")


def test_processes_at_once_make_one_log_without_gaps(tmp_path: Path) -> None:
    opened(tmp_path).close()
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    paths = os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": paths}
    writers = [subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True, env=environment) for name in "abc"]
    told = [writer.communicate(timeout=60)[0].splitlines() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    acknowledged = {int(index): name for lines in told for index, name in (line.split() for line in lines)}
    assert sorted(acknowledged) == list(range(120))
    log = opened(tmp_path)
    bodies = list(log.entries())
    assert len(bodies) == 120
    assert all(f'"{acknowledged[index]}"'.encode() in bodies[index] for index in range(120))
    log.checkpoint()
    log.close()


def test_only_what_was_undone_for_sure_is_tried_again() -> None:
    assert not may_part(ReadError(Problem("P0001", "x")))
    assert not may_part(troubles.unsettled(FULL))
    assert not may_part(troubles.refused(FULL, "record"))
    assert may_part(troubles.refused(FULL, "record", is_passing=True))
