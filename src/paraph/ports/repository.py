"""What do the flows ask of a git repository?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from paraph.core.model.change import Change, Commit, MergeState

if TYPE_CHECKING:
    from paraph.core.model.attribution import TreeChange


class CommitRecord(NamedTuple):
    """One commit of a streamed history; the times are epoch seconds and claims.

    Bytes of names and messages that are not UTF-8 stand as `\\xNN`; a message ends at its first NUL.
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

    @property
    def said(self) -> tuple[str, str, str, str, str, int, str]:
        """What it says of who made it: the arguments of `paraph.core.detect.read.read_commit`, in their order."""
        return (
            self.author_name, self.author_email, self.committer_name, self.committer_email, self.message,
            self.commit_time, self.id,
        )  # fmt: skip


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
    """One first-parent movement of a history: a merge with the commits it brought in, or one commit.

    `files` is the difference to the first parent, of a root commit to nothing.
    """

    landing: CommitRecord
    brought: tuple[CommitRecord, ...]
    files: tuple[FileDelta, ...]


class LineOrigin(NamedTuple):
    """Neighbouring lines of a file, and the commit that brought them: `lines` lines from `first` were lines from
    `then_first` of the file `path` in `commit`."""

    first: int
    lines: int
    commit: str
    path: str
    then_first: int


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


class Tip(NamedTuple):
    """A branch or tag by its full name, and the commit it leads to."""

    name: str
    commit: str


class Author(NamedTuple):
    """One author's identity as commits state it and as the mailmap corrects it, with commits counted and
    the first and last of their claimed times (epoch seconds)."""

    name: str
    email: str
    proper_name: str
    proper_email: str
    commits: int
    first_time: int
    last_time: int


class Merged(NamedTuple):
    """The merge of a head into a base: its state, its tree where there is one, and why not elsewhere."""

    state: MergeState
    tree: str | None
    doubt: Doubt | None = None


class Reviewed(NamedTuple):
    """A reviewed change: the raw difference between a target tip and a tree. `diff` is the SHA-256 in hex of its bytes
    (see `Change.diff`); the files carry no line counts."""

    diff: str
    files: tuple[FileDelta, ...]


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
        """Turn what a user typed into a request. Raises InputError for what names no change.

        `main..HEAD` and `main...HEAD` both propose HEAD for main (the reviewed change is always the merge's);
        a branch is proposed for the default branch, nothing means the current branch; a commit, a tag and
        the default branch itself mean their commit against its first parent; `target` replaces the base.
        """
        ...

    def change(
        self, request: ChangeRequest, *, counts_lines: Callable[[Commit], bool] = bool
    ) -> tuple[Change, tuple[Doubt, ...]]:
        """The change with its files, commits and recomputed merge, and what could not be read.

        Lines are counted of the commits for which `counts_lines` is true (all, unless told otherwise).
        """
        ...

    def merged(self, base: str, head: str) -> Merged:
        """The merge of one commit into another, recomputed."""
        ...

    def merge_base(self, base: str, head: str) -> str:
        """The first of the best common ancestors of two commits, empty for histories that share none."""
        ...

    def reviewed(self, base: str, tree: str) -> Reviewed:
        """The reviewed change between a commit (empty for none) and a tree, without line counts."""
        ...

    def reviewed_digests(self, base: str, trees: Sequence[str]) -> list[str]:
        """The digests by which the reviewed changes between a commit (empty for none) and some trees are named."""
        ...

    def present(self, commits: Iterable[str]) -> frozenset[str]:
        """Those of the full ids that name a commit which is here."""
        ...

    def parents(self, commit: str) -> tuple[str, ...]:
        """The parents of a commit, the first one first. Raises ReadError when it is not here."""
        ...

    def difference(self, old: str, new: str) -> tuple[FileDelta, ...]:
        """The raw difference of two commits or trees with line counts; an empty name is the empty tree."""
        ...

    def patch(self, old: str, new: str) -> Iterator[bytes]:
        """The difference of two commits or trees as lines of a patch, streamed, without their line ends."""
        ...

    def line_changes(self, pairs: Iterable[tuple[str, str]]) -> Iterator[TreeChange]:
        """The differences between pairs of commits or trees (empty for nothing) line by line, renames followed, in the
        order asked, by one process for all of them."""
        ...

    def line_origins(self, commit: str, path: str, ranges: tuple[tuple[int, int], ...]) -> Iterator[LineOrigin]:
        """Which commits brought some lines of a file at a commit. Raises ReadError where the file has them not."""
        ...

    def commit_records(self, ids: Iterable[str]) -> Iterator[CommitRecord]:
        """The commits of these full ids, in order. Raises ReadError for one that is not here."""
        ...

    def touched(self, commits: Iterable[str]) -> dict[str, frozenset[str]]:
        """The paths that each commit changed against its parent; none for a merge."""
        ...

    def commits(self, range_: str, *, first_parent: bool = False) -> Iterator[CommitRecord]:
        """Stream commits, newest first, in constant memory."""
        ...

    def landed(
        self, tip: str, *, after: str | None = None, since: int | None = None, limit: int | None = None
    ) -> Iterator[LandedChange]:
        """Stream the first-parent movements of `tip`, newest first, in constant memory: all, or those that the
        commit `after` has not, or came since an epoch second, at most `limit`."""
        ...

    def count_landed(self, tip: str, *, since: int | None = None) -> int:
        """How many movements `landed` would give."""
        ...

    def commit_id(self, revision: str) -> str:
        """The full id of the commit that a revision names. Raises InputError for one that names none."""
        ...

    def is_movement(self, tip: str, commit: str) -> bool:
        """Whether a commit lies on the first-parent chain of a tip: whether it once was that branch's tip."""
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

    def tips(self) -> tuple[Tip, ...]:
        """Branches, here and remote, and tags, in the order of their names."""
        ...

    def authors(self, tip: str, *, since: int | None = None) -> list[Author]:
        """Identities of authors below `tip` since an epoch second, with what its own mailmap makes of them,
        most commits first."""
        ...

    def work_tree(self) -> str:
        """The top folder of the checked-out files, empty in a bare repository."""
        ...

    def default_branch(self) -> str:
        """Full name of the ref that policies are read from unless set otherwise."""
        ...

    def private_area(self) -> str:
        """A directory of the repository's own, outside its tree, where caches may be kept."""
        ...

    def close(self) -> None:
        """End every process and remove temporary folders; the reader is not used afterwards."""
        ...
