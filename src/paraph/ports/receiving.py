"""What does a server ask of the repository into which somebody pushes?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, Protocol

from paraph.ports.attribution import AttributionRecords


class RefUpdate(NamedTuple):
    """One movement of a ref, by its full name. `old` is empty for a ref that is made, `new` for one that is deleted."""

    ref: str
    old: str
    new: str


class Link(NamedTuple):
    """One commit of a first-parent chain."""

    commit: str
    tree: str
    parents: tuple[str, ...]


class NewCommits(NamedTuple):
    """Commits that no ref of the server reaches yet; `is_whole` is False where there are more than were asked for."""

    ids: tuple[str, ...]
    is_whole: bool = True


class ReceivedRecords(Protocol):
    """Records of lines as a push proposes them. Any method may raise ReadError."""

    def touched(self, old: str, new: str) -> list[str]:
        """The commits whose records differ between two commits of notes; empty is none at all."""
        ...

    def size_bytes(self, tip: str, commits: list[str]) -> int:
        """How many bytes the records of some commits have together, without reading them."""
        ...

    def at(self, tip: str) -> AttributionRecords:
        """The records as a commit of notes holds them."""
        ...


class ReceivingRepository(Protocol):
    """A bare repository with what a push has brought so far. Any method may raise ReadError."""

    def value_of(self, ref: str) -> str:
        """The object that a ref leads to now, empty where there is none."""
        ...

    def tips(self, globs: Sequence[str]) -> dict[str, str]:
        """The refs that are there now and that one of the patterns protects, with their objects."""
        ...

    def commit_of(self, object_id: str) -> str:
        """The commit that an object is, or that a tag leads to; empty for anything else."""
        ...

    def chain(self, old: str, new: str, at_most: int) -> tuple[Link, ...]:
        """The first-parent chain of `new` as far as `old` does not reach it, the oldest first."""
        ...

    def fork(self, tips: Sequence[str], new: str, also: Collection[str] = ()) -> str:
        """The newest commit on the first-parent chain of `new` that is on that of one of the tips, or is one of
        `also`; empty for none."""
        ...

    def is_behind(self, old: str, new: str) -> bool:
        """Whether `old` is an ancestor of `new`, or is `new`."""
        ...

    def has_octopus(self, old: str, new: str) -> bool:
        """Whether a commit that `new` reaches and `old` does not merges more than two lines of work at once."""
        ...

    def new_commits(self, tips: Sequence[str], at_most: int) -> NewCommits:
        """The commits that some objects (commits, tags, anything) bring and that no ref reaches yet."""
        ...

    def is_packed(self, ref: str, value: str) -> bool:
        """Whether `packed-refs` holds exactly this value of a ref, so that its loose file can go without loss."""
        ...

    def is_same(self, one: str, other: str, paths: Sequence[str]) -> bool:
        """Whether two commits hold the same at some paths, folders with all that is in them."""
        ...

    def keep(self, commits: Iterable[str]) -> None:
        """Keep commits that are here reachable, out of sight of whoever fetches."""
        ...

    def git_version(self) -> str:
        """The version of the git that answers."""
        ...
