"""Is an inbox over many changes read by its indexes, whatever it asks for?"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from migrated import sqlite_url
from paraph.adapters.store.board import StoredBoard
from paraph.adapters.store.ledger import open_ledger
from paraph.adapters.store.second import MemorySecond
from paraph.core.errors import ReadError
from paraph.ports.board import ChangeQuery
from paraph.ports.ledger import Row
from paraph.testing.board_contract import CHANGE, WEB
from paraph.testing.ledger_contract import ORIGIN, SIGNER

INDEXED = (
    (ChangeQuery(state="open"), "state=?"),
    (ChangeQuery(state="open", verdict="allow"), "state=? AND verdict=?"),
    (ChangeQuery(state="open", owed_by="ada"), "person=? AND state=?"),
    (ChangeQuery(owed_by="ada"), "person=?"),
    (ChangeQuery(state="open", person="ada"), "person=? AND state=?"),
    (ChangeQuery(repository=WEB, state="open"), "repository=? AND state=?"),
    (ChangeQuery(head="1" * 40), "head=?"),
)


def test_what_an_inbox_asks_is_indexed_in_the_order_it_is_shown(tmp_path: Path) -> None:
    with closing(open_ledger(sqlite_url(tmp_path), origin=ORIGIN, signer=SIGNER, second=MemorySecond())) as log:
        rows = [CHANGE._replace(number=str(number), decided_at=number) for number in range(300)]
        log.record((), rows=[Row(row) for row in rows])
        board, plans = StoredBoard(log), list[str]()
        with log.reading() as session:
            driver = session.driver
        driver.set_trace_callback(plans.append)  # type: ignore[attr-defined]
        for query, index in INDEXED:
            plans.clear()
            board.changes(query)
            told = [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {plans[0]}").fetchall()]
            assert f"({index})" in told[0], (query, told)
            assert not any("SCAN" in each for each in told), (query, told)


def test_a_board_of_a_closed_ledger_says_so(tmp_path: Path) -> None:
    log = open_ledger(sqlite_url(tmp_path), origin=ORIGIN, signer=SIGNER, second=MemorySecond())
    log.close()
    with pytest.raises(ReadError, match="closed"):
        StoredBoard(log).repositories()
