"""What stands in for a ledger in a test: one that lives as long as the test does?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from threading import RLock
from typing import Any

from paraph.adapters.store.signatures import joined
from paraph.core.errors import Problem, ReadError
from paraph.core.ledger.checkpoint import Checkpoint, text_of
from paraph.core.ledger.merkle import Frontier, inclusion_proof, leaf_hash
from paraph.core.ledger.note import write_note
from paraph.core.ledger.proofs import Proof, write_proof
from paraph.core.ledger.tiles import MAX_ENTRY_BYTES, TILE_WIDTH, TileHashes, grow
from paraph.core.model.noun import noun
from paraph.ports.ledger import (
    DONE,
    Attributed,
    Head,
    Introduced,
    Job,
    KeptBlob,
    KeptStatement,
    Movement,
    Receipt,
    Row,
    Spent,
)
from paraph.testing.memory_rows import MemoryRows

SignNote = Callable[[str], bytes]
"""The signature line, with its newline, for a note's text."""


@noun
class MemoryReceipt:
    """A receipt of a `MemoryLedger`; implements `paraph.ports.ledger.Receipt`."""

    index: int
    ledger: MemoryLedger

    def text(self) -> str:
        """The `tlog-proof@v1` document, against the checkpoint of now."""
        return write_proof(self.ledger.proof(self.index))


class MemoryLedger:
    """A ledger that lives as long as the test; implements `paraph.ports.ledger.Ledger`.

    `sign` is for example `NoteSigner(seed, origin).sign`. `bodies`, `leaves` and the lists of rows may be altered, to
    see what is noticed. `kept` are the rows of a server, which `MemoryBoard` and `MemoryAccounts` read. Any number of
    threads may use it at once.
    """

    def __init__(self, origin: str, sign: SignNote) -> None:
        self.origin = origin
        self.bodies: list[bytes] = []
        self.leaves: list[bytes] = []
        self.jobs: list[Job] = []
        self.blobs: dict[str, KeptBlob] = {}
        self.kept = MemoryRows()
        self._lock = RLock()
        self._sign = sign
        self._frontier = Frontier()
        self._subtrees: dict[int, list[bytes]] = {}
        self._statements: dict[str, KeptStatement] = {}
        self._movements: list[Movement] = []
        self._introduced: dict[str, str] = {}
        self._attributed: dict[str, Attributed] = {}
        self._checkpoint = self._signed()

    def record(
        self, entries: Sequence[bytes], jobs: Sequence[Job] = (), rows: Sequence[Row] = ()
    ) -> tuple[Receipt, ...]:
        """Append entries with their jobs and rows, or nothing where one of them cannot be kept."""
        with self._lock:
            return self._recorded(entries, jobs, rows)

    def _recorded(self, entries: Sequence[bytes], jobs: Sequence[Job], rows: Sequence[Row]) -> tuple[Receipt, ...]:
        is_long = any(len(each) > MAX_ENTRY_BYTES for each in entries)
        if is_long or any(row.of is not None and row.of >= len(entries) for row in rows):
            raise ReadError(Problem("P0829", "an entry is too long, or a row belongs to none", "record other entries"))
        self.kept.check_fences(row.value for row in rows)
        first = len(self.bodies)
        leaves = [leaf_hash(each) for each in entries]
        for level, _, found in grow(self._frontier, leaves):
            self._subtrees.setdefault(level, []).append(found)
        self.bodies += entries
        self.leaves += leaves
        for row in rows:
            self._keep(row.value, None if row.of is None else first + row.of)
        waiting = {job.key for job in self.jobs}
        self.jobs += [job for job in jobs if job.key not in waiting]
        self._checkpoint = self._signed()
        return tuple(MemoryReceipt(index, self) for index in range(first, len(self.bodies)))

    def _keep(self, value: Any, index: int | None) -> None:
        if isinstance(value, KeptStatement):
            kept = value if index is None else value._replace(entry=index)
            known = self._statements.setdefault(value.id, kept)
            self._statements[value.id] = known._replace(envelope=joined(known.envelope, kept.envelope))
        elif isinstance(value, KeptBlob):
            self.blobs.setdefault(value.digest, value)
        elif isinstance(value, Movement):
            self._movements.append(value if index is None else value._replace(entry=index))
        elif isinstance(value, Introduced):
            self._introduced.setdefault(value.commit, value.account)
        elif isinstance(value, Attributed):
            self._attributed.setdefault(value.commit, value if index is None else value._replace(entry=index))
        elif not isinstance(value, Spent):
            self.kept.keep(value, index)
        elif (signed := self._statements.get(value.statement)) and signed.spent_by is None:
            self._statements[value.statement] = signed._replace(spent_by=index)

    def _signed(self) -> str:
        text = text_of(Checkpoint(self.origin, len(self.leaves), self._frontier.root()))
        return write_note(text, [self._sign(text).decode()])

    def proof(self, index: int) -> Proof:
        """That an entry is in the log as it is now."""
        with self._lock:  # the path and the checkpoint are of one tree
            hashes = TileHashes(len(self.leaves), self.tile)
            proof = inclusion_proof(index, len(self.leaves), hashes.hash_at)
            return Proof(index, tuple(proof), self._checkpoint)

    def head(self) -> Head:
        """The size and root now."""
        return Head(len(self.leaves), self._frontier.root())

    def checkpoint(self) -> str:
        """The checkpoint of the last record."""
        return self._checkpoint

    def entries(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The entries of a span."""
        yield from self.bodies[start:end]

    def tile(self, level: int, number: int, width: int) -> bytes:
        """The hashes of a tile; those above level 0 are what was completed when the entries came."""
        row = self.leaves if level == 0 else self._subtrees.get(level, [])
        return b"".join(row[number * TILE_WIDTH : number * TILE_WIDTH + width])

    def statements(
        self, *, target: str | None = None, head: str | None = None, ids: Sequence[str] = ()
    ) -> list[KeptStatement]:
        """Statements by target, head or id, in the order of their entries."""
        found = [
            kept
            for kept in self._statements.values()
            if (target is None or kept.target == target)
            and (head is None or kept.head == head)
            and (not ids or kept.id in ids)
        ]
        return sorted(found, key=lambda kept: kept.entry)

    def statements_about(
        self,
        targets: Sequence[str],
        *,
        diffs: Sequence[str] = (),
        heads: Sequence[str] = (),
        trees: Sequence[str] = (),
        takes_back: Sequence[str] = (),
    ) -> list[KeptStatement]:
        """Statements for some targets that speak of one of these, or take one back."""
        asked = [frozenset(each) - {""} for each in (diffs, heads, trees, takes_back)]
        return [
            kept
            for kept in self.statements()
            if kept.target in targets
            and any(
                name in names
                for name, names in zip((kept.diff, kept.head, kept.tree, kept.takes_back), asked, strict=True)
            )
        ]

    def standing(self, targets: Sequence[str], now: int) -> list[KeptStatement]:
        """Vetoes, and the sign-offs that are neither used up nor expired."""
        return [
            kept
            for kept in self.statements()
            if kept.target in targets
            and kept.spent_by is None
            and (kept.kind == "veto" or (kept.kind == "signoff" and not 0 < kept.expires_at < now))
        ]

    def is_spoken_of(self, targets: Sequence[str]) -> bool:
        """Whether any statement for one of the targets was ever kept."""
        return any(kept.target in targets for kept in self._statements.values())

    def movement(self, ref: str, old: str, new: str) -> Movement | None:
        """The latest record of exactly this movement."""
        same = [each for each in self._movements if (each.ref, each.old, each.new) == (ref, old, new)]
        return same[-1] if same else None

    def movements(self, ref: str) -> Iterator[Movement]:
        """All records of a ref's movements, in order."""
        yield from sorted((each for each in self._movements if each.ref == ref), key=lambda each: each.entry)

    def movements_from(self, ref: str, old: str) -> list[Movement]:
        """The records of a ref's movements away from one tip, in order."""
        return [each for each in self.movements(ref) if each.old == old]

    def last_done(self, ref: str) -> Movement | None:
        """The latest movement of a ref that took place."""
        done = [each for each in self.movements(ref) if each.state in DONE]
        return done[-1] if done else None

    def introducers(self, commits: Sequence[str]) -> dict[str, str]:
        """The account that introduced each commit, for those on record."""
        return {commit: self._introduced[commit] for commit in commits if commit in self._introduced}

    def attributed(self, commits: Sequence[str]) -> dict[str, Attributed]:
        """The first record of lines of each commit, for those that were put down."""
        return {commit: self._attributed[commit] for commit in commits if commit in self._attributed}

    def blob(self, digest: str) -> KeptBlob | None:
        """Bytes that an entry commits to."""
        return self.blobs.get(digest)

    def expunge(self, digests: Sequence[str], entry: bytes, rows: Sequence[Row] = ()) -> Receipt:
        """Delete personal blobs, and append the entry that says so."""
        for digest in digests:
            kept = self.blobs.get(digest)
            if kept is not None and kept.salt is not None:
                del self.blobs[digest]
        return self.record([entry], rows=rows)[0]

    def close(self) -> None:
        """Nothing is open."""
