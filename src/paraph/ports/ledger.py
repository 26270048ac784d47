"""How is something recorded so that it can be proven later, and how is it read again?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from paraph.ports.accounts import AccountRow
    from paraph.ports.board import BoardRow


class Job(NamedTuple):
    """Work to be done after the record is durable: a task's name, its arguments as JSON, and a key that makes it
    unique while it waits."""

    task: str
    arguments: bytes
    key: str


class KeptStatement(NamedTuple):
    """A signed statement as the ledger knows it; `spent_by` is the index of the `landed` entry that used it up.

    `tree` is the tree that it speaks of, `takes_back` the id of the statement that a withdrawal is about."""

    id: str
    kind: str
    target: str
    head: str
    diff: str
    expires_at: int
    envelope: bytes
    entry: int
    spent_by: int | None = None
    tree: str = ""
    takes_back: str = ""


class KeptBlob(NamedTuple):
    """Bytes that an entry commits to. With a `salt` they are personal: the entry holds
    HMAC-SHA256(salt, content), and expunging deletes both; without one `digest` is SHA-256 of the content."""

    digest: str
    content: bytes
    salt: bytes | None = None


class Movement(NamedTuple):
    """One asked or done movement of a protected ref, and the entry that says so.

    `decided` waits to land, `landed` has, `refused` was not allowed, `excepted` is what an operator accepted,
    `alarm` is one that moved without a decision, or to other content than was decided."""

    ref: str
    old: str
    new: str
    state: Literal["decided", "landed", "refused", "excepted", "alarm"]
    verdict: str
    entry: int


DONE = ("landed", "excepted", "alarm")
"""The states of a movement that took place."""


class Introduced(NamedTuple):
    """Which account first brought a commit to the server; empty where the account is not known."""

    commit: str
    account: str


class Attributed(NamedTuple):
    """The first record of lines that was put down for a commit: the SHA-256 in hex of its bytes, the entry that says
    so, and how many lines it gave to AI, mixed ones among them (0 where nobody counted)."""

    commit: str
    digest: str
    entry: int
    ai_lines: int = 0


class Spent(NamedTuple):
    """A sign-off that landed."""

    statement: str


class Row(NamedTuple):
    """One effect of a record, as data. `of` is the position, in the same record, of the entry that it belongs to:
    the store puts that entry's index in the place of `entry` (or `spent_by`)."""

    value: KeptStatement | KeptBlob | Movement | Introduced | Attributed | Spent | BoardRow | AccountRow
    of: int | None = None


class Head(NamedTuple):
    """The size of the log and its RFC 6962 root."""

    size: int
    root: bytes


class Receipt(Protocol):
    """That an entry is in the log, durably: handed back by every record."""

    @property
    def index(self) -> int:
        """The entry's place in the log, from 0."""
        ...

    def text(self) -> str:
        """The C2SP `tlog-proof@v1` document that anybody can verify offline."""
        ...


class Ledger(Protocol):
    """One append-only log with the rows that follow from it. Any method may raise ReadError.

    Writing raises ReadError, and keeps nothing, when the disk, the database or the signing key says no, and once
    the log is found to be rolled back or forked.
    """

    def record(
        self, entries: Sequence[bytes], jobs: Sequence[Job] = (), rows: Sequence[Row] = ()
    ) -> tuple[Receipt, ...]:
        """Append entries with their jobs and rows in one transaction; durable before it returns."""
        ...

    def head(self) -> Head:
        """The size and root now."""
        ...

    def checkpoint(self) -> str:
        """The latest signed checkpoint (C2SP signed note)."""
        ...

    def entries(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The entries of a span, verbatim, in constant memory."""
        ...

    def tile(self, level: int, number: int, width: int) -> bytes:
        """`width` hashes of 32 bytes of one C2SP tile; 256 for a full one."""
        ...

    def statements(
        self, *, target: str | None = None, head: str | None = None, ids: Sequence[str] = ()
    ) -> list[KeptStatement]:
        """Statements by target, head or id, in the order of their entries."""
        ...

    def statements_about(
        self,
        targets: Sequence[str],
        *,
        diffs: Sequence[str] = (),
        heads: Sequence[str] = (),
        trees: Sequence[str] = (),
        takes_back: Sequence[str] = (),
    ) -> list[KeptStatement]:
        """Statements for some targets that speak of one of these differences, heads or trees, or take one of these
        statements back, in the order of their entries. What is asked for by an empty name is not found."""
        ...

    def standing(self, targets: Sequence[str], now: int) -> list[KeptStatement]:
        """What can speak of any change on some targets, in the order of its entries: every veto, and the sign-offs
        that are neither used up nor have expired at `now` (epoch seconds)."""
        ...

    def is_spoken_of(self, targets: Sequence[str]) -> bool:
        """Whether any statement for one of the targets was ever kept."""
        ...

    def movement(self, ref: str, old: str, new: str) -> Movement | None:
        """The latest record of exactly this movement."""
        ...

    def movements(self, ref: str) -> Iterator[Movement]:
        """All records of a ref's movements, in order and in constant memory."""
        ...

    def movements_from(self, ref: str, old: str) -> list[Movement]:
        """The records of a ref's movements away from one tip, in order."""
        ...

    def last_done(self, ref: str) -> Movement | None:
        """The latest movement of a ref that took place: landed, excepted or an alarm."""
        ...

    def introducers(self, commits: Sequence[str]) -> dict[str, str]:
        """The account that introduced each commit, for those on record."""
        ...

    def attributed(self, commits: Sequence[str]) -> dict[str, Attributed]:
        """The first record of lines of each commit, for those that were put down."""
        ...

    def blob(self, digest: str) -> KeptBlob | None:
        """Bytes that an entry commits to, None when they were never kept, or were expunged."""
        ...

    def expunge(self, digests: Sequence[str], entry: bytes, rows: Sequence[Row] = ()) -> Receipt:
        """Delete personal blobs, and append the entry that says so with its rows, in one transaction."""
        ...

    def close(self) -> None:
        """Free what is open."""
        ...
