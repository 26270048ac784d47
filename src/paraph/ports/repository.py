"""What do the flows ask of a git repository?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, Protocol

from paraph.core.model.change import Change


class CommitRecord(NamedTuple):
    """One commit of a streamed history; the message is kept as bytes (its encoding is unproven).

    `merged_head` is empty for a commit with fewer than two parents.
    """

    id: str
    tree: str
    parents: tuple[str, ...]
    author_name: str
    author_email: str
    committer_name: str
    committer_email: str
    author_time: int
    commit_time: int
    message: str


class FileDelta(NamedTuple):
    """One path of a raw difference with its line counts (None for binary content)."""

    path: str
    old_mode: str
    new_mode: str
    old_blob: str
    new_blob: str
    added_lines: int | None
    deleted_lines: int | None


class LandedChange(NamedTuple):
    """One first-parent movement of a history: a merge with the commits it brought in, or one commit."""

    landing: CommitRecord
    brought: tuple[CommitRecord, ...]
    files: tuple[FileDelta, ...]


class TreeEntry(NamedTuple):
    """One path of a tree."""

    path: str
    mode: str
    blob: str


class Doubt(NamedTuple):
    """Something about the repository that makes a fact unreadable: which fact (a name of
    `facts.UNREADABLE`), why, and what to do."""

    fact: str
    why: str
    fix: str


ChangeForm = Literal["range", "commit", "staged", "merge"]


class ChangeRequest(NamedTuple):
    """What the user asked about, resolved: `base` and `head` are full commit ids (for staged work
    `head` is empty and the index is the head). `target` is a full ref name or empty."""

    form: ChangeForm
    base: str
    head: str
    target: str
    source: str


class RepositoryReader(Protocol):
    """Reads one repository. Every method answers from git objects with replace refs, attributes, text
    conversion, rename detection and configuration of the repository switched off.

    Raises `paraph.core.errors.ReadError` when git does not answer, or answers what cannot be trusted.
    """

    def resolve(self, spec: str | None, target: str | None = None, *, staged: bool = False) -> ChangeRequest:
        """Turn what a user typed (`main..HEAD`, a commit, a branch, nothing) into a request."""
        ...

    def change(self, request: ChangeRequest) -> tuple[Change, tuple[Doubt, ...]]:
        """The change with its files, commits and recomputed merge, and what could not be read."""
        ...

    def commits(self, range_: str, *, first_parent: bool = False) -> Iterator[CommitRecord]:
        """Stream commits, newest first, in constant memory."""
        ...

    def landed(self, tip: str, *, since: int | None = None, limit: int | None = None) -> Iterator[LandedChange]:
        """Stream the first-parent movements of `tip`, newest first, in constant memory."""
        ...

    def tree(self, revision: str) -> Iterator[TreeEntry]:
        """All entries below a commit or tree, recursively."""
        ...

    def tree_id(self, revision: str) -> str:
        """The tree id of a commit."""
        ...

    def blobs(self, ids: Iterable[str], *, max_bytes: int) -> Iterator[tuple[str, bytes | None]]:
        """Contents in one batch; None for an object that is absent or larger than `max_bytes`."""
        ...

    def read(self, revision: str, path: str, *, max_bytes: int = 4_194_304) -> bytes | None:
        """One file at a revision, None where it is absent. Raises for a symlink or an oversized file."""
        ...

    def default_branch(self) -> str:
        """Full name of the ref that policies are read from unless set otherwise."""
        ...

    def private_area(self) -> str:
        """A directory of the repository's own, outside its tree, where caches may be kept."""
        ...
