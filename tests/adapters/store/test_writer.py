"""Do handlers that write at once share transactions, and does each get its receipt, its proof or its own error?"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from migrated import sqlite_url
from paraph.adapters.store.board import StoredBoard
from paraph.adapters.store.ledger import open_ledger
from paraph.adapters.store.second import MemorySecond
from paraph.adapters.store.writer import LedgerWriter, ReadPool
from paraph.core.errors import InputError, ParaphError, ReadError
from paraph.core.ledger.entry import entry
from paraph.core.ledger.proofs import read_proof, verify_proof
from paraph.ports.board import Delivery, Fence, Setting
from paraph.ports.ledger import Job, Ledger, Receipt, Row
from paraph.testing.ledger_contract import KEYS, ORIGIN, SIGNER, is_signed, notes
from paraph.testing.memory_ledger import MemoryLedger

pytestmark = pytest.mark.enable_socket  # an event loop is woken through a pair of sockets


@pytest.fixture(params=["sqlite", "memory"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    if request.param == "memory":
        memory = MemoryLedger(ORIGIN, SIGNER.sign)
        memory.kept.fences["1"] = 2
        yield memory
        return
    with closing(open_ledger(sqlite_url(tmp_path), origin=ORIGIN, signer=SIGNER, second=MemorySecond())) as log:
        yield log


def test_each_handler_gets_its_receipt_and_proof(log: Ledger) -> None:
    bodies = [entry("note", 1_800_000_000, text=str(number)) for number in range(100)]

    async def handle(writer: LedgerWriter, body: bytes) -> tuple[int, str]:
        (receipt,) = await writer.record([body], [Job("show", b"{}", "k")])
        return receipt.index, await writer.proof(receipt)

    async def run(writer: LedgerWriter) -> list[tuple[int, str]]:
        return await asyncio.gather(*(handle(writer, body) for body in bodies))

    with closing(LedgerWriter(log)) as writer:
        found = asyncio.run(run(writer))
    kept = list(log.entries())
    for body, (index, text) in zip(bodies, found, strict=True):
        assert kept[index] == body
        assert verify_proof(read_proof(text.encode()), body, KEYS, is_signed) is not None


def test_what_is_refused_costs_others_nothing(log: Ledger) -> None:
    async def run(writer: LedgerWriter) -> Sequence[tuple[Receipt, ...] | BaseException]:
        return await asyncio.gather(
            writer.record(notes(1)),
            writer.record([b"x" * 70_000]),
            writer.record(notes(1), rows=[Row(Fence("1", 1)), Row(Setting("a", b"1"))]),
            writer.record((), rows=[Row(Delivery("github", "d", "push", 1, b""))]),
            return_exceptions=True,
        )

    with closing(LedgerWriter(log)) as writer:
        first, long, stale, last = asyncio.run(run(writer))
    assert isinstance(first, tuple)
    assert isinstance(long, ParaphError)
    assert isinstance(stale, ReadError)
    assert "taken over" in stale.problems[0].what
    assert last == ()
    assert log.head().size == 1


def test_a_value_that_no_column_holds_is_refused_alone(tmp_path: Path) -> None:
    async def run(writer: LedgerWriter) -> list[object]:
        return await asyncio.gather(
            *(
                writer.record((), rows=[Row(Delivery("github", str(number), "push", received, b"x"))])
                for number, received in enumerate((1, 1 << 70, 3))
            ),
            return_exceptions=True,
        )

    opened = open_ledger(sqlite_url(tmp_path), origin=ORIGIN, signer=SIGNER, second=MemorySecond())
    with closing(opened) as log:
        with closing(LedgerWriter(log)) as writer:
            outcomes = asyncio.run(run(writer))
        board = StoredBoard(log)
        assert [board.delivery("github", str(number)) is not None for number in range(3)] == [True, False, True]
    assert [type(each) for each in outcomes] != [tuple] * 3
    assert "could not record" in str(outcomes[1])


def test_a_ledger_that_is_closed_is_told_to_everybody(tmp_path: Path) -> None:
    log = open_ledger(sqlite_url(tmp_path), origin=ORIGIN, signer=SIGNER, second=MemorySecond())
    log.close()
    with closing(LedgerWriter(log)) as writer, pytest.raises(ReadError, match="closed"):
        asyncio.run(writer.record(notes(1)))


def test_reading_raises_what_was_raised() -> None:
    def read(number: int, *, plus: int) -> int:
        if number < 0:
            raise InputError()
        return number + plus

    async def run(pool: ReadPool) -> int:
        with pytest.raises(InputError):
            await pool.run(read, -1, plus=1)
        return await pool.run(read, 1, plus=2)

    with closing(ReadPool(2)) as pool:
        assert asyncio.run(run(pool)) == 3
