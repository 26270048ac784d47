"""When may a checkpoint be signed? When the tree is shown to begin with the one that was signed last."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock
from typing import NamedTuple, Protocol

from paraph.adapters.store import reading, troubles
from paraph.adapters.store.database import Database
from paraph.adapters.store.second import Held, SecondStore
from paraph.adapters.store.session import Session
from paraph.adapters.store.writing import StoredHead
from paraph.core.errors import InputError
from paraph.core.ledger.checkpoint import Checkpoint, read_checkpoint, text_of
from paraph.core.ledger.merkle import EMPTY_ROOT, Frontier
from paraph.core.ledger.note import read_note, write_note

_PAGE = 4096


class CheckpointSigner(Protocol):
    """The log's own key."""

    @property
    def name(self) -> str:
        """What the signature line is named by."""
        ...

    def sign(self, text: str) -> bytes:
        """The signature line over a note's text. Raises ReadError when the key cannot be used now."""
        ...


class Signed(NamedTuple):
    """A signed checkpoint and the size of its tree."""

    size: int
    note: str


class CheckpointDesk:
    """Signs the head of one log, and remembers what it signed."""

    def __init__(self, origin: str, signer: CheckpointSigner, second: SecondStore, database: Database) -> None:
        self._origin = origin
        self._signer = signer
        self._second = second
        self._database = database
        self._lock = Lock()
        self._signed: Signed | None = None
        self._frontier: Frontier | None = None

    def covering(self, index: int) -> Signed:
        """A signed checkpoint of a tree that has the entry of this index."""
        signed = self._signed
        if signed and index < signed.size:
            return signed
        with self._lock:  # whoever waited for the signature of another one may be served by it
            signed = self._signed
            return signed if signed and index < signed.size else self._latest()

    def latest(self) -> Signed:
        """The signed checkpoint of the tree as it is. Raises ForkedError for a tree that must not be signed."""
        with self._lock:
            return self._latest()

    def _latest(self) -> Signed:
        with self._second.held() as held, self._database.readers.session() as session:
            head = stored_head(session)
            if self._signed and self._signed.size == head.size and held.last() == self._signed.note:
                return self._signed
            self._signed = self._sign(session, head, held)
        self.leave()
        return self._signed

    def leave(self) -> None:
        """Leave a copy in the database for whoever reads without the key, unless the database is busy. It need not
        last: signing the same tree again gives the same note."""
        if signed := self._signed:
            with suppress(*self._database.errors), self._database.lazy_writers.session() as session:
                session.run("keep checkpoint", signed.note, signed.size, signed.size)

    def _sign(self, session: Session, head: StoredHead, held: Held) -> Signed:
        frontier = self._grown(session, head, held.last())
        text = text_of(Checkpoint(self._origin, head.size, head.root))
        note = write_note(text, [self._signer.sign(text).decode()])
        if note != held.last():
            held.keep(note)
        self._frontier = frontier
        return Signed(head.size, note)

    def check(self) -> None:
        """Raise ForkedError unless the log is what was signed last, or has grown from it."""
        last = self._second.last()  # before the head: what is signed meanwhile is no fork
        with self._database.readers.session() as session:
            self._grown(session, stored_head(session), last)

    def _grown(self, session: Session, head: StoredHead, last: str) -> Frontier:
        """The frontier at `head`, grown leaf by leaf from the tree that `last` speaks of."""
        if head.state != "OK":
            raise troubles.forked("it was found to be so before")
        known = self._known(session, last)
        if known.size > head.size:
            raise troubles.forked(f"{known.size:,} entries were signed, {head.size:,} are there")
        frontier = self._begun(session, known)
        for first in range(known.size, head.size, _PAGE):
            for (leaf,) in session.all("leaves", first, min(first + _PAGE, head.size)):
                frontier.append(leaf)
        if frontier.size != head.size or frontier.root() != head.root:
            raise troubles.forked(f"its root of {head.size:,} entries is not what the signed {known.size:,} grow to")
        return frontier

    def _begun(self, session: Session, known: Checkpoint) -> Frontier:
        """The frontier of the tree that was signed last, as this process left it or as the store has it."""
        kept = self._frontier
        frontier = (
            Frontier.from_bytes(kept.to_bytes())
            if kept and kept.size == known.size
            else reading.frontier_at(session, known.size)
        )
        if frontier.root() != known.root:
            raise troubles.forked(f"its first {known.size:,} entries are not those that were signed")
        return frontier

    def _known(self, session: Session, last: str) -> Checkpoint:
        if not last:
            _, signed = session.one("checkpoint") or ("", -1)
            if signed >= 0:
                raise troubles.lost_second(self._second.where, signed)
            return Checkpoint(self._origin, 0, EMPTY_ROOT)
        try:
            known = read_checkpoint(read_note(last.encode()).text)
        except InputError as error:
            raise troubles.no_second(self._second.where, str(error)) from None
        if known.origin != self._origin:
            raise troubles.no_second(self._second.where, f"it is of {known.origin}, not of {self._origin}")
        return known


def stored_head(session: Session) -> StoredHead:
    """The head as it is now. Raises ReadError where there is none."""
    row = session.one("head")
    if row is None:
        raise troubles.damaged("it has no head")
    return StoredHead(*row)
