"""Where are records of who wrote which line kept, one a commit?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from paraph.ports.ledger import Attributed

if TYPE_CHECKING:
    from paraph.core.model.attribution import Attribution, FileLines
    from paraph.core.model.change import Change


class AttributionRecords(Protocol):
    """Records of lines beside a repository (`refs/notes/ai`), read tolerantly."""

    def attributions(self, commits: Iterable[str] | None = None) -> Iterator[Attribution]:
        """The records at some commits, or all, in constant memory. What is wrong with one is an oddity of it.

        Raises `paraph.core.errors.ReadError` when the repository cannot be read.
        """
        ...


class AttributionStore(AttributionRecords, Protocol):
    """A place where records can be written, too: strictly."""

    def add(self, new: Iterable[Attribution]) -> None:
        """Write records, each joined with what stands at its commit already; nobody else's is lost meanwhile."""
        ...


class NoRecords:
    """What stands for the records of a repository that has none."""

    def attributions(self, commits: Iterable[str] | None = None) -> Iterator[Attribution]:  # noqa: ARG002 - none at all
        """None."""
        return iter(())


NO_RECORDS = NoRecords()


class NoteForm(Protocol):
    """A format of records: read tolerantly, written strictly."""

    def read(self, commit: str, content: bytes) -> Attribution:
        """What the record at a commit says. Never raises: what is wrong with it is an oddity."""
        ...

    def written(self, new: Attribution, old: bytes | None) -> bytes | None:
        """The record that says what `new` says and what stands there says; None where that one cannot be read so far
        that it could be kept."""
        ...


Recorded = Mapping[str, Attributed]


def _nothing_put_down(_: Sequence[str]) -> Recorded:
    return {}


class Held(NamedTuple):
    """The record of a commit at some time: its digest (empty where there was none), its AI-written lines, mixed ones
    among them, and how to read it; None where it can be read no more."""

    digest: str
    ai_lines: int
    read: Callable[[], Attribution | None]


def _nothing_held(_: Sequence[Attributed], __: int) -> Mapping[str, Held]:
    return {}


def _nothing_staged(_: Change) -> tuple[FileLines, ...]:
    return ()


class LineSource(NamedTuple):
    """Where records of lines are found. `is_there` says at once whether there are any, or were; `records` opens them,
    `NO_RECORDS` where the repository has none; `recorded` gives what was first put down for some commits: by a server's
    ledger, or by this clone when it made them.

    A server also says at which entry of its ledger each statement stands (0 for one that comes with this push), and
    for which commits this push brings the first record: what is pushed after somebody signed is told apart by that.
    `held` gives the records that were in force at an entry, of commits whose first ones are given. `staged` tells of
    the lines that staged work adds which of them agents were seen to write.
    """

    is_there: Callable[[], bool]
    records: Callable[[], AttributionRecords]
    recorded: Callable[[Sequence[str]], Recorded] = _nothing_put_down
    entries: Mapping[str, int] = {}
    fresh: frozenset[str] = frozenset()
    held: Callable[[Sequence[Attributed], int], Mapping[str, Held]] = _nothing_held
    staged: Callable[[Change], tuple[FileLines, ...]] = _nothing_staged
