"""How is a ledger kept in a database? One log with the rows that follow from it, on SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import TypeVar

from paraph.adapters.store import reading, troubles
from paraph.adapters.store.database import SCHEMA, Database
from paraph.adapters.store.grouping import Group
from paraph.adapters.store.second import SecondStore
from paraph.adapters.store.session import Session
from paraph.adapters.store.signing import CheckpointDesk, CheckpointSigner, Signed, stored_head
from paraph.adapters.store.transactions import Transactions, may_part
from paraph.adapters.store.writing import Request, checked
from paraph.core.errors import InputError, Problem
from paraph.core.ledger.merkle import inclusion_proof
from paraph.core.ledger.proofs import Proof, write_proof
from paraph.ports.ledger import DONE, Attributed, Head, Job, KeptBlob, KeptStatement, Movement, Row

_SQLITE = "sqlite:///"
_POSTGRESQL = "postgresql+psycopg://"
_Result = TypeVar("_Result")


def open_ledger(
    url: str, *, origin: str, signer: CheckpointSigner, second: SecondStore, may_create: bool = False
) -> StoredLedger:
    """The log of `origin` at `sqlite:///PATH` or `postgresql+psycopg://…`; with `may_create` it is begun there.

    Raises InputError for another kind of address, ReadError where there is no ledger, or one of another release or of
    another origin. A log that was rolled back or forked, by what the second store says, can be read only.
    """
    database = _database(url)
    try:
        _prepare(database, url, origin, may_create=may_create)
        ledger = StoredLedger(database, origin, signer, second)
        ledger.compare()
    except BaseException:
        database.close()
        raise
    return ledger


def _database(url: str) -> Database:
    if url.startswith(_SQLITE) and len(url) > len(_SQLITE):
        from paraph.adapters.store.sqlite import SqliteDatabase

        return SqliteDatabase(url.removeprefix(_SQLITE))
    if url.startswith(_POSTGRESQL):
        from paraph.adapters.store.postgresql import PostgresqlDatabase

        return PostgresqlDatabase(url)
    what = f"no ledger can be kept at {url.partition(':')[0]!r}"
    raise InputError(Problem("P0844", what, f"give {_SQLITE}PATH or {_POSTGRESQL}USER@HOST/NAME"))


def _prepare(database: Database, url: str, origin: str, *, may_create: bool) -> None:
    found = _schema(database)
    if found is None and not may_create:
        raise troubles.absent(database.where)
    if found is not None and found > SCHEMA:
        raise troubles.other_schema(database.where, found, SCHEMA)
    if found != SCHEMA and may_create:
        from paraph.adapters.store.migrate import migrate

        database.create()
        migrate(url, origin)
    elif found != SCHEMA:
        raise troubles.other_schema(database.where, str(found), SCHEMA)


def _schema(database: Database) -> str | None:
    """The version of the tables, None where there are none."""
    if not database.is_there():
        return None
    try:
        with database.readers.session() as session:
            row = session.one("schema")
    except database.errors as error:
        if database.is_no_table(error):
            return None
        raise troubles.unread(error) from None
    return str(row[0]) if row else None


def schema_at(url: str) -> tuple[str, str]:
    """Where a database is, without secrets, and the version of its tables, empty where there are none.

    Raises InputError for another kind of address, ReadError where it does not answer.
    """
    database = _database(url)
    try:
        return database.where, _schema(database) or ""
    finally:
        database.close()


class StoredReceipt:
    """The place of an entry, and its proof when somebody asks for it."""

    __slots__ = ("_ledger", "_text", "index")

    def __init__(self, ledger: StoredLedger, index: int) -> None:
        self.index = index
        self._ledger = ledger
        self._text = ""

    def text(self) -> str:
        """The C2SP `tlog-proof@v1` document, against a signed checkpoint that covers the entry. Raises ReadError."""
        self._text = self._text or self._ledger.proof(self.index)
        return self._text


class StoredLedger:
    """Implements `paraph.ports.ledger.Ledger`; any number of threads and processes may use one log at once."""

    def __init__(self, database: Database, origin: str, signer: CheckpointSigner, second: SecondStore) -> None:
        self.database = database
        self._desk = CheckpointDesk(origin, signer, second, database)
        self._transactions = Transactions(database, origin)
        self._group: Group[Request, int] = Group(checked, self._transactions.write, may_part)
        self._is_sound = False
        self._is_closed = False

    def compare(self) -> None:
        """Hold the log against the checkpoint that was signed last. Raises ReadError for a log of another origin."""
        with self.reading() as session:
            self._transactions.check_origin(stored_head(session))
        with suppress(troubles.SecondError, troubles.ForkedError, troubles.DamagedError):  # whoever writes is told
            self._check()

    def _check(self) -> None:
        self._watched(self._desk.check)
        self._is_sound = True

    def record(
        self, entries: Sequence[bytes], jobs: Sequence[Job] = (), rows: Sequence[Row] = ()
    ) -> tuple[StoredReceipt, ...]:
        """Append entries with their jobs and rows in one transaction; durable before it returns."""
        (receipts,) = self.record_all([Request(tuple(entries), (), tuple(jobs), tuple(rows))])
        if isinstance(receipts, BaseException):
            raise receipts
        return receipts

    def record_all(self, requests: Sequence[Request]) -> list[tuple[StoredReceipt, ...] | BaseException]:
        """Record what several ask for, as one transaction where nothing of it is refused: the receipts of each, or what
        is to be raised for it. Durable when it returns."""
        self._begun()
        outcomes = self._group.submit_all(requests)
        for outcome in outcomes:
            if isinstance(outcome, troubles.ForkedError):
                self._fork()
        return [
            outcome
            if isinstance(outcome, BaseException)
            else tuple([StoredReceipt(self, outcome + place) for place in range(len(request.entries))])
            for request, outcome in zip(requests, outcomes, strict=True)
        ]

    def begin(self, entries: Sequence[bytes]) -> bool:
        """Append the first entries; False where there are some already. Of many who try at once one succeeds, for each
        waits for the row of the head. Raises ReadError."""
        try:
            self._submitted(Request(tuple(entries), is_first=True))
        except troubles.StaleError:
            return False
        return True

    def expunge(self, digests: Sequence[str], entry: bytes, rows: Sequence[Row] = ()) -> StoredReceipt:
        """Delete personal blobs, and append the entry that says so with its rows, in one transaction; then have the
        database give up the pages that held them."""
        request = Request((entry,), rows=tuple(rows), drops=tuple(digests))
        receipt = StoredReceipt(self, self._submitted(request))
        with suppress(*self.database.errors):  # they are gone for every reader; space is reused later at the latest
            self.database.purge()
        return receipt

    def _submitted(self, request: Request) -> int:
        self._begun()
        return self._watched(lambda: self._group.submit(request))

    def _begun(self) -> None:
        if self._is_closed:
            troubles.closed()
        if not self._is_sound:
            self._check()

    def _watched(self, work: Callable[[], _Result]) -> _Result:
        """Remember in the database that the log was found to be forked, as far as it can be written to."""
        try:
            return work()
        except troubles.ForkedError:
            self._fork()
            raise
        except self.database.errors as error:
            raise troubles.unread(error) from None

    def _fork(self) -> None:
        self._is_sound = False
        with suppress(*self.database.errors), self.database.writers.session() as session:
            session.run("fork")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A connection for reading what lies beside the log. Raises ReadError."""
        if self._is_closed:
            troubles.closed()
        try:
            with self.database.readers.session() as session:
                yield session
        except self.database.errors as error:
            self.database.readers.refresh()
            raise troubles.unread(error) from None

    def head(self) -> Head:
        """The size and root now."""
        with self.reading() as session:
            head = stored_head(session)
        return Head(head.size, head.root)

    def checkpoint(self) -> str:
        """The checkpoint of the log as it is now, signed if it was not yet."""
        return self._signed(self._desk.latest).note

    def _signed(self, sign: Callable[[], Signed]) -> Signed:
        if self._is_closed:
            troubles.closed()
        return self._watched(sign)

    def proof(self, index: int) -> str:
        """The `tlog-proof@v1` document for an entry that is in the log."""
        return self.proofs([index])[0]

    def proofs(self, indexes: Sequence[int]) -> list[str]:
        """The `tlog-proof@v1` document for each of some entries that are in the log, against one checkpoint."""
        signed = self._signed(lambda: self._desk.covering(max(indexes)))
        with self.reading() as session:
            hash_at = cache(reading.tree(session, signed.size).hash_at)  # neighbours have most hashes in common
            ways = [inclusion_proof(index, signed.size, hash_at) for index in indexes]
        return [write_proof(Proof(index, tuple(way), signed.note)) for index, way in zip(indexes, ways, strict=True)]

    def entries(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The entries of a span, verbatim, in constant memory."""
        size = self.head().size
        end = size if end is None else min(end, size)
        for first in range(start, end, reading.PAGE):
            with self.reading() as session:
                page = reading.page(session, first, min(first + reading.PAGE, end))
            yield from page

    def tile(self, level: int, number: int, width: int) -> bytes:
        """`width` hashes of 32 bytes of one C2SP tile; 256 for a full one."""
        with self.reading() as session:
            return reading.tile(session, level, number, width)

    def statements(
        self, *, target: str | None = None, head: str | None = None, ids: Sequence[str] = ()
    ) -> list[KeptStatement]:
        """Statements by target, head or id, in the order of their entries."""
        with self.reading() as session:
            return reading.statements(session, target, head, ids)

    def statements_about(
        self,
        targets: Sequence[str],
        *,
        diffs: Sequence[str] = (),
        heads: Sequence[str] = (),
        trees: Sequence[str] = (),
        takes_back: Sequence[str] = (),
    ) -> list[KeptStatement]:
        """Statements for some targets that speak of one of these, or take one back, in the order of their entries."""
        with self.reading() as session:
            return reading.statements_about(session, targets, reading.About(diffs, heads, trees, takes_back))

    def standing(self, targets: Sequence[str], now: int) -> list[KeptStatement]:
        """Every veto, and the sign-offs that are neither used up nor expired."""
        with self.reading() as session:
            return reading.standing(session, targets, now)

    def is_spoken_of(self, targets: Sequence[str]) -> bool:
        """Whether any statement for one of the targets was ever kept."""
        with self.reading() as session:
            return session.one("spoken of", session.many_of(targets)) is not None

    def movement(self, ref: str, old: str, new: str) -> Movement | None:
        """The latest record of exactly this movement."""
        with self.reading() as session:
            row = session.one("movement", ref, old, new)
        return Movement(*row) if row else None

    def movements(self, ref: str) -> Iterator[Movement]:
        """All records of a ref's movements, in order and in constant memory."""
        place = (-1, -1)
        while True:
            with self.reading() as session:
                rows = session.all("movements", ref, place[0], *place, reading.PAGE)
            yield from (Movement(*row[:-1]) for row in rows)
            if len(rows) < reading.PAGE:
                return
            place = (rows[-1][-2], rows[-1][-1])

    def movements_from(self, ref: str, old: str) -> list[Movement]:
        """The records of a ref's movements away from one tip, in order."""
        with self.reading() as session:
            return [Movement(*row) for row in session.all("movements from", ref, old)]

    def last_done(self, ref: str) -> Movement | None:
        """The latest movement of a ref that took place."""
        with self.reading() as session:
            row = session.one("last done", ref, session.many_of(DONE))
        return Movement(*row) if row else None

    def introducers(self, commits: Sequence[str]) -> dict[str, str]:
        """The account that introduced each commit, for those on record."""
        with self.reading() as session:
            return dict(session.listed("introducers", commits))

    def attributed(self, commits: Sequence[str]) -> dict[str, Attributed]:
        """The first record of lines of each commit, for those that were put down."""
        with self.reading() as session:
            return {row[0]: Attributed(*row) for row in session.listed("attributed", commits)}

    def blob(self, digest: str) -> KeptBlob | None:
        """Bytes that an entry commits to, None when they were never kept, or were expunged."""
        with self.reading() as session:
            row = session.one("blob", digest)
        return KeptBlob(*row) if row else None

    def close(self) -> None:
        """Free what is open. Receipts give no texts afterwards."""
        if not self._is_closed:
            self._desk.leave()
        self._is_closed = True
        self.database.close()
