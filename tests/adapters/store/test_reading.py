"""Is what is missing or short told, by its number?"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from adapters.store.logs import opened
from paraph.adapters.store import reading
from paraph.core.errors import ReadError
from paraph.core.ledger.merkle import Frontier, leaf_hash
from paraph.testing.ledger_contract import notes


def altered(folder: Path, *changes: str) -> None:
    with sqlite3.connect(folder / "ledger.db") as database:
        for change in changes:
            database.execute(change)
    database.close()


@pytest.mark.parametrize("index", [0, 7, 511, 512, 599])
def test_a_missing_entry_is_named(index: int, tmp_path: Path) -> None:
    log = opened(tmp_path)
    log.record(notes(600))
    altered(tmp_path, f"DELETE FROM entries WHERE idx = {index}")
    with pytest.raises(ReadError, match=f"entry {index} is not there"):
        list(log.entries())
    log.close()


def test_a_short_tile_is_named(tmp_path: Path) -> None:
    log = opened(tmp_path)
    log.record(notes(600))
    altered(tmp_path, "DELETE FROM subtrees WHERE number = 1", "UPDATE entries SET leaf = x'00' WHERE idx = 300")
    for level, number, width in ((1, 0, 2), (0, 1, 256), (0, 2, 89), (0, 9, 1), (0, 0, 0), (0, 0, 257)):
        with pytest.raises(ReadError, match=f"tile {number} of level {level}"):
            log.tile(level, number, width)
    assert len(log.tile(0, 0, 256)) == 256 * 32
    log.close()


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 600])
def test_the_frontier_of_an_older_tree_is_found(size: int, tmp_path: Path) -> None:
    log = opened(tmp_path)
    log.record(notes(600))
    frontier = Frontier()
    for body in notes(size):
        frontier.append(leaf_hash(body))
    with log.database.readers.session() as session:
        assert reading.frontier_at(session, size).to_bytes() == frontier.to_bytes()
    log.close()
