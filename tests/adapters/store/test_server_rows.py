"""Is nothing recorded for a worker whose job another has taken over, and everything for those beside it?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from migrated import postgresql_url, sqlite_url
from paraph.adapters.store.board import StoredBoard
from paraph.adapters.store.ledger import StoredLedger, open_ledger
from paraph.adapters.store.second import MemorySecond
from paraph.adapters.store.server_rows import clean
from paraph.adapters.store.troubles import StaleError
from paraph.ports.board import ChangeQuery, Delivery, Fence, Setting
from paraph.ports.ledger import Job, Row
from paraph.testing.board_contract import CHANGE
from paraph.testing.ledger_contract import ORIGIN, SIGNER, notes


@pytest.fixture(params=["sqlite", "postgresql"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StoredLedger]:
    is_sqlite = request.param == "sqlite"
    url = sqlite_url(tmp_path) if is_sqlite else postgresql_url(request.getfixturevalue("postgresql"))
    with closing(open_ledger(url, origin=ORIGIN, signer=SIGNER, second=MemorySecond())) as log:
        yield log


def claimed(log: StoredLedger, token: int) -> Fence:
    """A job in a worker's hands."""
    log.record((), [Job("attend", b"{}", "k")])
    return taken_over(log, token)


def taken_over(log: StoredLedger, token: int) -> Fence:
    with log.database.writers.session() as session:
        text = f"UPDATE jobs SET state = 'doing', token = {token:d} RETURNING id"
        ((id_,),) = session.driver.execute(text).fetchall()
    return Fence(str(id_), token)


def test_a_worker_writes_as_long_as_the_job_is_its_own(log: StoredLedger) -> None:
    fence = claimed(log, 5)
    assert log.record(notes(1), rows=[Row(fence), Row(Setting("a", b"1"))])[0].index == 0
    taken_over(log, 6)
    with pytest.raises(StaleError) as caught:
        log.record(notes(1, 1), [Job("show", b"{}", "s")], [Row(Setting("a", b"2")), Row(CHANGE, 0), Row(fence)])
    assert caught.value.problems[0].code == "P1220"
    assert log.head().size == 1
    board = StoredBoard(log)
    assert (board.setting("a"), board.changes(ChangeQuery())) == (b"1", [])
    log.record((), [Job("attend", b"{}", "k")])
    with log.reading() as session:
        found = session.driver.execute("SELECT key, state FROM jobs ORDER BY id").fetchall()
    assert [tuple(row) for row in found] == [("k", "doing"), ("k", "waiting")]


@pytest.mark.parametrize("job", ["", "x", "-1", "9" * 18, "9" * 40, "\u0664"])
def test_a_job_that_is_none_is_nobodys(log: StoredLedger, job: str) -> None:
    with pytest.raises(StaleError):
        log.record(notes(1), rows=[Row(Fence(job, 0))])
    assert log.record(notes(1))[0].index == 0


def test_others_of_the_same_batch_lose_nothing(log: StoredLedger) -> None:
    claimed(log, 5)
    outcomes: dict[int, str] = {}

    def work(writer: int) -> None:
        rows = [Row(Fence("1", 5 + writer % 2)), Row(Setting(f"s{writer}", b"1"))]
        try:
            log.record(notes(1, writer), rows=rows)
            outcomes[writer] = "recorded"
        except StaleError:
            outcomes[writer] = "stale"

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert outcomes == {number: "stale" if number % 2 else "recorded" for number in range(12)}
    assert log.head().size == 6
    board = StoredBoard(log)
    assert [number for number in range(12) if board.setting(f"s{number}")] == [0, 2, 4, 6, 8, 10]


def test_webhooks_of_another_month_are_forgotten(log: StoredLedger) -> None:
    old = Delivery("github", "d1", "push", 1_800_000_000, b"x")
    log.record((), rows=[Row(old)])
    log.record((), rows=[Row(old._replace(id="d2", received_at=old.received_at + 29 * 86_400))])
    board = StoredBoard(log)
    assert board.delivery("github", "d1") == old
    log.record((), rows=[Row(old._replace(id="d3", received_at=old.received_at + 31 * 86_400))])
    found = [board.delivery("github", name) is not None for name in ("d1", "d2", "d3")]
    assert found == [False, True, True]


def test_text_is_as_both_databases_can_hold_it() -> None:
    assert clean("plain") == "plain"
    assert clean("a\0\ud800\U0001f600") == "a\N{REPLACEMENT CHARACTER}?\U0001f600"


def test_an_inbox_is_read_by_its_index(tmp_path: Path) -> None:
    url, parts = sqlite_url(tmp_path), ["changes owed", "changes owed: state", "changes owed: owed_by"]
    opened = open_ledger(url, origin=ORIGIN, signer=SIGNER, second=MemorySecond())
    with closing(opened) as log, log.reading() as session:
        text = session.put_together(parts, "changes owed: newest")
        found = session.driver.execute(f"EXPLAIN QUERY PLAN {text}", ["open", "ada", 200]).fetchall()
    first, second = [row[3] for row in found[:2]]
    assert "ix_owed_person_state_decided_at" in first
    assert "sqlite_autoindex_changes_1" in second
    assert not any(row[3].startswith("SCAN") for row in found)
