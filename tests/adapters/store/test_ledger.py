"""Is a ledger opened only where it is the one that was meant, and does it stay usable whatever happens?"""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from adapters.store.logs import opened, second_of
from paraph.adapters.store.ledger import open_ledger
from paraph.core.errors import InputError, ReadError
from paraph.core.ledger.entry import entry
from paraph.core.ledger.proofs import read_proof, verify_proof
from paraph.ports.ledger import Row
from paraph.testing.ledger_contract import KEYS, ORIGIN, SIGNER, is_signed, notes, personal


def test_nothing_is_made_unless_asked(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="there is no ledger"):
        opened(tmp_path, may_create=False)
    assert list(tmp_path.iterdir()) == []


def test_it_is_begun_once(tmp_path: Path) -> None:
    log = opened(tmp_path)
    assert [log.begin(notes(2)), log.begin(notes(1))] == [True, False]
    assert log.head().size == 2
    log.close()


def test_an_empty_file_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").touch()
    with pytest.raises(ReadError, match="there is no ledger"):
        opened(tmp_path, may_create=False)
    opened(tmp_path).close()


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite:///", "sqlite://", "ledger.db", ""])
def test_an_address_of_another_kind_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no ledger can be kept"):
        open_ledger(url, origin=ORIGIN, signer=SIGNER, second=second_of(tmp_path))


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"not a database, " * 100)
    for may_create in (False, True):
        with pytest.raises(ReadError, match="could not be read"):
            opened(tmp_path, may_create=may_create)


def test_another_release_is_told(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with sqlite3.connect(tmp_path / "ledger.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    for may_create in (False, True):
        with pytest.raises(ReadError, match="a newer release"):
            opened(tmp_path, may_create=may_create)


def test_the_log_of_another_repository_is_told(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with pytest.raises(ReadError, match="not of paraph/other"):
        opened(tmp_path, origin="paraph/other")


def test_what_was_recorded_is_there_when_opened_again(tmp_path: Path) -> None:
    for turn in range(3):
        log = opened(tmp_path, may_create=turn == 0)
        assert log.head().size == turn * 300
        log.record(notes(300, turn * 300))
        log.close()
    log = opened(tmp_path)
    assert list(log.entries()) == notes(900)
    log.close()


def test_a_closed_ledger_says_so(tmp_path: Path) -> None:
    log = opened(tmp_path)
    (receipt,) = log.record(notes(1))
    log.close()
    for use in (log.head, log.checkpoint, receipt.text, lambda: log.record(notes(1)), lambda: list(log.entries())):
        with pytest.raises(ReadError, match="closed"):
            use()


@pytest.mark.parametrize(
    "body", [b"", b"{}", b'{"at":1,"kind":"note"} ', b'{"kind":"note","at":1}', b'{"at":1.5,"kind":"note"}', b"\xff"]
)
def test_what_is_no_entry_is_refused(body: bytes, tmp_path: Path) -> None:
    log = opened(tmp_path)
    with pytest.raises(InputError):
        log.record([*notes(2), body])
    assert log.head().size == 0
    log.record([bytes(notes(1)[0])])
    assert log.head().size == 1
    log.close()


def test_threads_that_record_at_once_all_get_their_own_receipt(tmp_path: Path) -> None:
    log, failures = opened(tmp_path), list[str]()

    def work(writer: int) -> None:
        for turn in range(12):
            body = entry("note", 1_800_000_000, text=f"{writer}/{turn}")
            (receipt,) = log.record([body])
            if turn % 4 == 0 and not verify_proof(read_proof(receipt.text().encode()), body, KEYS, is_signed):
                failures.append(f"{writer}/{turn}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert len(set(log.entries())) == 16 * 12 == log.head().size
    log.close()


def test_a_bad_request_among_good_ones_costs_them_nothing(tmp_path: Path) -> None:
    log, outcomes = opened(tmp_path), dict[int, str]()

    def work(writer: int) -> None:
        try:
            log.record([b"nonsense"] if writer % 3 == 0 else notes(1, writer))
            outcomes[writer] = "recorded"
        except InputError:
            outcomes[writer] = "refused"

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert outcomes == {number: "recorded" if number % 3 else "refused" for number in range(12)}
    assert log.head().size == 8
    log.close()


def test_what_is_expunged_is_not_in_the_files(tmp_path: Path) -> None:
    log = opened(tmp_path)
    secret = personal(b"somebody@example.test " * 300)
    log.record(notes(1), (), [Row(secret)])
    assert any(b"somebody@" in path.read_bytes() for path in tmp_path.glob("ledger.db*"))
    log.expunge([secret.digest], entry("expunged", 1_800_000_000, digests=[secret.digest]))
    assert not any(b"somebody@" in path.read_bytes() for path in tmp_path.glob("ledger.db*"))
    log.close()
