"""How does a git repository answer what the flows ask of it?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from paraph.adapters.git.change import ChangeBuilder
from paraph.adapters.git.difference import deltas, digest, digests, started
from paraph.adapters.git.history import count_first_parents, first_parents, landed
from paraph.adapters.git.location import Location, locate
from paraph.adapters.git.merge import merge_bases
from paraph.adapters.git.names import decode_path, encode_path
from paraph.adapters.git.objects import Entry, Objects
from paraph.adapters.git.patch import patch, touched
from paraph.adapters.git.people import authors, mailmap_blob
from paraph.adapters.git.records import LIMITS, records, records_of
from paraph.adapters.git.references import default_branch, references
from paraph.adapters.git.resolve import RANGE, Resolver
from paraph.adapters.git.runner import Place, launch, settle
from paraph.adapters.git.scratch import Scratch
from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.model.change import Change, Commit
from paraph.core.model.regex import regex
from paraph.ports.repository import (
    Author,
    ChangeRequest,
    CommitRecord,
    Doubt,
    FileDelta,
    LandedChange,
    LineOrigin,
    Merged,
    Reviewed,
    Tip,
    TreeEntry,
)

if TYPE_CHECKING:
    from paraph.core.model.attribution import TreeChange

NOT_A_FILE = "P0515"
MOST_WALKED = 200
_FIXED = regex(r"(?:[0-9a-f]{40}\.\.[0-9a-f]{40}|[0-9a-f]{64}\.\.[0-9a-f]{64})\Z")


class GitRepository:
    """The repository around a folder; implements `paraph.ports.repository.RepositoryReader`.

    Nothing is started before the first question; close it, or use it in a `with` block.
    """

    def __init__(self, folder: str = ".") -> None:
        self.folder = os.path.abspath(folder)
        self._location = locate(self.folder)
        self._scratch = Scratch(self._location)
        self._objects = Objects(self._scratch.place, self._location.id_length)
        self._builder = ChangeBuilder(self._location, self._scratch, self._objects)
        self._resolver = Resolver(self._location, self._builder.statement)
        self._only: TreeChange | None = None
        self._walked: dict[str, tuple[CommitRecord, ...]] = {}

    def __enter__(self) -> GitRepository:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process and remove temporary folders."""
        self._objects.close()
        self._scratch.close()

    @property
    def location(self) -> Location:
        """Where the repository and its parts are."""
        return self._location

    @property
    def place(self) -> Place:
        """Where git is asked about nothing but objects."""
        return self._scratch.place

    def mailmap(self, commit: str) -> str:
        """The id of the mailmap that a commit holds, empty where it holds none."""
        return mailmap_blob(self._objects, self._builder.tree_of(commit))

    def resolve(self, spec: str | None, target: str | None = None, *, staged: bool = False) -> ChangeRequest:
        """Turn what a user typed into a request. Raises InputError for what names no change."""
        self._objects.start()
        return self._resolver.request(spec, target, staged=staged)

    def change(
        self, request: ChangeRequest, *, counts_lines: Callable[[Commit], bool] = bool
    ) -> tuple[Change, tuple[Doubt, ...]]:
        """The change with its files, commits and recomputed merge, and what could not be read."""
        return self._builder.build(request, counts_lines)

    def merged(self, base: str, head: str) -> Merged:
        """The merge of one commit into another, computed in the scratch repository."""
        return self._builder.merged(base, head)[0]

    def merge_base(self, base: str, head: str) -> str:
        """The first of the best common ancestors of two commits, empty for histories that share none."""
        return next(iter(merge_bases(self._scratch.place, base, head)), "")

    def reviewed(self, base: str, tree: str) -> Reviewed:
        """The reviewed change between a commit (empty for none) and a tree, without line counts."""
        with started(self._scratch.place, self._builder.tree_of(base), tree, has_lines=False) as running:
            output = running.finish().output
            settle(running, "diff-tree")
        files = tuple(deltas(output))  # refuses an output that ends in the middle
        return Reviewed(digest(output), files)

    def reviewed_digests(self, base: str, trees: Sequence[str]) -> list[str]:
        """The digests by which the reviewed changes between a commit (empty for none) and some trees are named."""
        return digests(self._scratch.place, self._builder.tree_of(base), trees) if trees else []

    def present(self, commits: Iterable[str]) -> frozenset[str]:
        """Those of the full ids that name a commit which is here."""
        asked = [each for each in dict.fromkeys(commits) if self._is_id(each)]
        return frozenset(found.id for found in self._objects.sizes(asked) if found.kind == "commit")

    def parents(self, commit: str) -> tuple[str, ...]:
        """The parents of a commit, the first one first. Raises ReadError when it is not here."""
        return self._builder.statement(commit).commit.parents

    def difference(self, old: str, new: str) -> tuple[FileDelta, ...]:
        """The raw difference of two commits or trees with line counts."""
        with started(self._scratch.place, self.tree_id(old), self.tree_id(new)) as running:
            output = running.finish().output
            settle(running, "diff-tree")
        return tuple(deltas(output))

    def patch(self, old: str, new: str) -> Iterator[bytes]:
        """The difference of two commits or trees as lines of a patch, without their line ends."""
        return patch(self._scratch.place, self.tree_id(old), self.tree_id(new))

    def line_changes(self, pairs: Iterable[tuple[str, str]]) -> Iterator[TreeChange]:
        """The differences between pairs of commits or trees line by line, renames followed, by one process."""
        from paraph.adapters.git.line_changes import line_changes

        source = iter(pairs)
        first = [*islice(source, 2)]
        if len(first) != 1:
            return line_changes(self._scratch.place, chain(first, source), self._tree_ids)
        # most changes are one commit: what it changed and what the change changes is the same question
        if self._only is None or (self._only.old, self._only.new) != first[0]:
            (self._only,) = line_changes(self._scratch.place, first, self._tree_ids)
        return iter((self._only,))

    def line_origins(self, commit: str, path: str, ranges: tuple[tuple[int, int], ...]) -> Iterator[LineOrigin]:
        """Which commits brought some lines of a file at a commit."""
        from paraph.adapters.git.line_origins import line_origins

        return line_origins(self._scratch.place, commit, path, ranges)

    def commit_records(self, ids: Iterable[str]) -> Iterator[CommitRecord]:
        """The commits of these full ids, in order."""
        return records_of(self._scratch.place, ids)

    def touched(self, commits: Iterable[str]) -> dict[str, frozenset[str]]:
        """The paths that each commit changed against its parent; none for a merge."""
        return touched(self._scratch.place, commits)

    def commits(self, range_: str, *, first_parent: bool = False) -> Iterator[CommitRecord]:
        """Stream commits, newest first, in constant memory."""
        options = ("--first-parent",) if first_parent else ()
        if first_parent or not _is_fixed(range_):
            return records(self._scratch.place, *options, *self._revisions(range_))
        return self._few(range_)

    def _few(self, range_: str) -> Iterator[CommitRecord]:
        """The same between two full ids; a short range that was walked last is not walked again."""
        if range_ not in self._walked:
            found = records(self._scratch.place, *self._revisions(range_))
            first = tuple(islice(found, MOST_WALKED))
            if len(first) == MOST_WALKED:
                yield from chain(first, found)
                return
            self._walked = {range_: first}
        yield from self._walked[range_]

    def landed(
        self, tip: str, *, after: str | None = None, since: int | None = None, limit: int | None = None
    ) -> Iterator[LandedChange]:
        """Stream the first-parent movements of `tip` that `after` has not, newest first, in constant memory."""
        bound = self._commit(after) if after else None
        return landed(self._scratch.place, self._commit(tip), after=bound, since=since, limit=limit)

    def count_landed(self, tip: str, *, since: int | None = None) -> int:
        """How many movements `landed` would give."""
        return count_first_parents(self._scratch.place, self._commit(tip), since)

    def is_movement(self, tip: str, commit: str) -> bool:
        """Whether a commit lies on the first-parent chain of a tip."""
        before = self._builder.statement(commit).commit.parents[:1]
        links = first_parents(self._scratch.place, tip, [f"^{parent}" for parent in before])
        return any(id_ == commit for id_, _ in links)

    def commit_id(self, revision: str) -> str:
        """The full id of the commit that a revision names. Raises InputError for one that names none."""
        return self._commit(revision)

    def tree(self, revision: str) -> Iterator[TreeEntry]:
        """All entries below a commit or tree, recursively."""
        arguments = ("ls-tree", "-r", "-z", "--full-tree", self.tree_id(revision))
        with launch(self._scratch.place, *arguments, limits=LIMITS) as running:
            rest = b""
            for chunk in running.chunks():
                *lines, rest = (rest + chunk).split(b"\0")
                for line in lines:
                    head, _, path = line.partition(b"\t")
                    mode, _, blob = head.decode("ascii").split(" ")
                    yield TreeEntry(decode_path(path), mode, blob)
            settle(running, "ls-tree")

    def tree_id(self, revision: str) -> str:
        """The tree id of a commit; a tree's id stands for itself, nothing for the empty tree."""
        if revision and self._is_id(revision):
            found = next(self._objects.sizes([revision]))
            if found.kind == "tree":
                return revision
        return self._builder.tree_of(self._commit(revision) if revision else "")

    def blobs(self, ids: Iterable[str], *, max_bytes: int) -> Iterator[tuple[str, bytes | None]]:
        """Contents in one batch; None for an object that is absent or larger than `max_bytes`."""
        return self._objects.blobs(ids, max_bytes=max_bytes)

    def read(self, revision: str, path: str, *, max_bytes: int = 4_194_304) -> bytes | None:
        """One file at a revision, None where it is absent. Raises for a symlink or an oversized file."""
        *folders, name = encode_path(path).split(b"/")
        tree: str | None = self.tree_id(revision)
        for folder in folders:
            tree = self._below(tree, folder, path) if tree else None
        entry = self._entry(tree, name) if tree else None
        if entry is None:
            return None
        if not entry.mode.startswith("100"):
            raise not_plain(path, entry)
        return self._objects.one(entry.id, "blob", max_bytes=max_bytes)

    def default_branch(self) -> str:
        """Full name of the ref that policies are read from unless set otherwise. Raises InputError without one."""
        found = default_branch(self._location)
        if found is None:
            what = "there is no branch that is plainly the default"
            raise InputError(Problem("P0505", what, "`git remote set-head origin --auto`, or name the target"))
        return found.name

    def private_area(self) -> str:
        """A directory of the repository's own, outside its tree, where caches may be kept."""
        return os.path.join(self._location.common_folder, "paraph")

    def work_tree(self) -> str:
        """The top folder of the checked-out files, empty in a bare repository."""
        return self._location.work_tree

    def tips(self) -> tuple[Tip, ...]:
        """Branches, here and remote, and tags with the commits they lead to, in the order of their names."""
        found = references(self._location, "refs/heads/", "refs/remotes/", "refs/tags/")
        return tuple(Tip(one.name, one.id) for one in found if not one.symbolic)

    def authors(self, tip: str, *, since: int | None = None) -> list[Author]:
        """Authors below `tip` since an epoch second, as its own mailmap corrects them, most commits first."""
        commit = self._commit(tip)
        return authors(self._scratch.place, commit, self.mailmap(commit), since=since)

    def _tree_ids(self, names: Sequence[str]) -> list[str]:
        """The trees of commits, trees and nothing, asked for together."""
        from paraph.adapters.git.line_changes import trees_of

        ids = [name if not name or self._is_id(name) else self._commit(name) for name in names]
        found = trees_of(self._objects, [id_ for id_ in ids if id_])
        return [found[id_] if id_ else self._builder.tree_of("") for id_ in ids]

    def _is_id(self, revision: str) -> bool:
        return len(revision) == self._location.id_length and not revision.strip("0123456789abcdef")

    def _commit(self, revision: str) -> str:
        return revision if self._is_id(revision) else self._resolver.commits(revision)[0].id

    def _revisions(self, range_: str) -> list[str]:
        span = RANGE.fullmatch(range_)
        if span is None:
            return [self._commit(range_)]
        old, new = (self._commit(span[side] or "HEAD") for side in ("old", "new"))
        return [new, f"^{old}"]

    def _entry(self, tree: str, name: bytes) -> Entry | None:
        entries = self._objects.entries(self._objects.one(tree, "tree"))
        return next((entry for entry in entries if entry.name == name), None)

    def _below(self, tree: str, name: bytes, path: str) -> str | None:
        entry = self._entry(tree, name)
        if entry is None:
            return None
        if entry.mode == "120000":
            raise not_plain(path, entry)
        return entry.id if entry.mode == "040000" else None


def _is_fixed(range_: str) -> bool:
    """Whether a range means the same for ever."""
    return _FIXED.match(range_) is not None


def not_plain(path: str, entry: Entry) -> ReadError:
    """The error for a path that leads through or to something else than a file."""
    kind = {"120000": "a symbolic link", "160000": "a submodule", "040000": "a folder"}.get(entry.mode, entry.mode)
    return ReadError(Problem(NOT_A_FILE, f"{path} is {kind}, where a plain file is needed", "put a plain file there"))
