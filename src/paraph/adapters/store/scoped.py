"""How does one repository see the log that a whole server keeps?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from paraph.core.errors import InputError, Problem
from paraph.core.ledger.entry import Entry, entry, read_entry
from paraph.ports.ledger import (
    Attributed,
    Head,
    Introduced,
    Job,
    KeptBlob,
    KeptStatement,
    Ledger,
    Movement,
    Receipt,
    Row,
    Spent,
)

_END = "\t"  # no ref, no commit and no id has it, so that no two names of two repositories become the same
_NAMED = b'"repository":'
_Found = TypeVar("_Found")


class RepositoryLedger:
    """The whole log `ledger` as the repository `key` sees it; implements `paraph.ports.ledger.Ledger`.

    Refs, commits and ids of statements are kept with the key before them and told without it: what another repository
    has under the same name is not found. Each entry says `repository`. Sizes, indexes, tiles and proofs are those of
    the whole log; entries of others are told as no bytes at all, so that an index stays what it is. Closing it leaves
    the log open.
    """

    def __init__(self, ledger: Ledger, key: str) -> None:
        if not key or _END in key:
            raise InputError(Problem("P1225", f"{key!r} is no key of a repository", "name it as `git:NAME`"))
        self._ledger = ledger
        self._key = key
        self._prefix = key + _END

    def record(
        self, entries: Sequence[bytes], jobs: Sequence[Job] = (), rows: Sequence[Row] = ()
    ) -> tuple[Receipt, ...]:
        """Append entries that name the repository, with rows that are its own. Raises InputError, too, for an entry
        that names another one."""
        return self._ledger.record(*self.as_kept(entries, jobs, rows))

    def as_kept(
        self, entries: Sequence[bytes], jobs: Sequence[Job] = (), rows: Sequence[Row] = ()
    ) -> tuple[list[Entry], Sequence[Job], list[Row]]:
        """What is recorded in the whole log for this: for whoever writes there by other means."""
        return [self.stamped(content) for content in entries], jobs, [self._own(row) for row in rows]

    def stamped(self, content: bytes) -> Entry:
        """An entry with its repository, as it lies in the log."""
        said = read_entry(content)
        if said.setdefault("repository", self._key) != self._key:
            what = f"an entry of {said['repository']!r} is not one of {self._key}"
            raise InputError(Problem("P1221", what, "record it with the ledger of its own repository"))
        return entry(said.pop("kind"), said.pop("at"), **said)

    def _own(self, row: Row) -> Row:
        value = row.value
        if isinstance(value, KeptStatement):
            value = value._replace(
                id=self._prefix + value.id, target=self._prefix + value.target,
                head=self._named(value.head), takes_back=self._named(value.takes_back),
            )  # fmt: skip
        elif isinstance(value, Movement):
            value = value._replace(ref=self._prefix + value.ref)
        elif isinstance(value, (Introduced, Attributed)):
            value = value._replace(commit=self._prefix + value.commit)
        elif isinstance(value, Spent):
            value = Spent(self._prefix + value.statement)
        return row._replace(value=value)

    def _named(self, name: str) -> str:
        return self._prefix + name if name else ""

    def _all(self, names: Iterable[str]) -> list[str]:
        return [self._prefix + name for name in names]

    def _short(self, name: str) -> str:
        return name.removeprefix(self._prefix)

    def _told(self, kept: Iterable[KeptStatement]) -> list[KeptStatement]:
        return [
            each._replace(
                id=self._short(each.id), target=self._short(each.target),
                head=self._short(each.head), takes_back=self._short(each.takes_back),
            )
            for each in kept
            if each.id.startswith(self._prefix)
        ]  # fmt: skip

    def _moved(self, movement: Movement) -> Movement:
        return movement._replace(ref=self._short(movement.ref))

    def head(self) -> Head:
        """The size and root of the whole log."""
        return self._ledger.head()

    def checkpoint(self) -> str:
        """The latest signed checkpoint of the whole log."""
        return self._ledger.checkpoint()

    def entries(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The entries of a span, verbatim; empty bytes in the place of each that is not this repository's."""
        for content in self._ledger.entries(start, end):
            is_own = _NAMED in content and read_entry(content).get("repository") == self._key
            yield content if is_own else b""

    def tile(self, level: int, number: int, width: int) -> bytes:
        """A tile of the whole log."""
        return self._ledger.tile(level, number, width)

    def statements(
        self, *, target: str | None = None, head: str | None = None, ids: Sequence[str] = ()
    ) -> list[KeptStatement]:
        """The repository's statements by target, head or id, in the order of their entries."""
        at = None if target is None else self._prefix + target
        of = None if head is None else self._named(head)
        return self._told(self._ledger.statements(target=at, head=of, ids=self._all(ids)))

    def statements_about(
        self,
        targets: Sequence[str],
        *,
        diffs: Sequence[str] = (),
        heads: Sequence[str] = (),
        trees: Sequence[str] = (),
        takes_back: Sequence[str] = (),
    ) -> list[KeptStatement]:
        """The repository's statements for some targets that speak of one of these, or take one back."""
        found = self._ledger.statements_about(
            self._all(targets), diffs=diffs, heads=self._all(filter(None, heads)), trees=trees,
            takes_back=self._all(filter(None, takes_back)),
        )  # fmt: skip
        return self._told(found)

    def standing(self, targets: Sequence[str], now: int) -> list[KeptStatement]:
        """The repository's vetoes, and its sign-offs that are neither used up nor expired."""
        return self._told(self._ledger.standing(self._all(targets), now))

    def is_spoken_of(self, targets: Sequence[str]) -> bool:
        """Whether any statement of the repository for one of the targets was ever kept."""
        return self._ledger.is_spoken_of(self._all(targets))

    def movement(self, ref: str, old: str, new: str) -> Movement | None:
        """The latest record of exactly this movement."""
        found = self._ledger.movement(self._prefix + ref, old, new)
        return self._moved(found) if found else None

    def movements(self, ref: str) -> Iterator[Movement]:
        """All records of a ref's movements, in order and in constant memory."""
        return map(self._moved, self._ledger.movements(self._prefix + ref))

    def movements_from(self, ref: str, old: str) -> list[Movement]:
        """The records of a ref's movements away from one tip, in order."""
        return [self._moved(each) for each in self._ledger.movements_from(self._prefix + ref, old)]

    def last_done(self, ref: str) -> Movement | None:
        """The latest movement of a ref that took place."""
        found = self._ledger.last_done(self._prefix + ref)
        return self._moved(found) if found else None

    def introducers(self, commits: Sequence[str]) -> dict[str, str]:
        """The account that introduced each commit here, for those on record."""
        return self._named_short(self._ledger.introducers(self._all(commits)))

    def attributed(self, commits: Sequence[str]) -> dict[str, Attributed]:
        """The first record of lines of each commit, for those that were put down here."""
        found = self._named_short(self._ledger.attributed(self._all(commits)))
        return {commit: each._replace(commit=commit) for commit, each in found.items()}

    def _named_short(self, found: dict[str, _Found]) -> dict[str, _Found]:
        return {self._short(name): each for name, each in found.items()}

    def blob(self, digest: str) -> KeptBlob | None:
        """Bytes that an entry commits to, whoever's entry."""
        return self._ledger.blob(digest)

    def expunge(self, digests: Sequence[str], entry: bytes, rows: Sequence[Row] = ()) -> Receipt:
        """Delete personal blobs, and append the entry that says so, with its repository."""
        return self._ledger.expunge(digests, self.stamped(entry), [self._own(row) for row in rows])

    def close(self) -> None:
        """Nothing: the log is its owner's to close."""
