"""What does the requested change hold: files, commits, merge, and what could not be read?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from paraph.adapters.git.commits import Statement, parse
from paraph.adapters.git.difference import LIMITS, collected, started
from paraph.adapters.git.location import Location
from paraph.adapters.git.marks import marked
from paraph.adapters.git.merge import merge, merge_bases
from paraph.adapters.git.names import decode_path
from paraph.adapters.git.objects import Objects
from paraph.adapters.git.runner import Place, ask, attempt
from paraph.adapters.git.scratch import Scratch
from paraph.adapters.git.staged import commit_to_be
from paraph.adapters.git.walk import UNKNOWN, Counts, LineCount, Lines, Walk
from paraph.core.errors import InputError, Problem
from paraph.core.model.change import Change, Commit
from paraph.core.model.noun import changed
from paraph.core.model.person import Identity
from paraph.core.model.refs import branch_at_home
from paraph.ports.repository import ChangeRequest, Doubt, FileDelta, Merged

EMPTY_TREE = {
    "sha1": "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "sha256": "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}
DOUBTS_AT_MOST = 20


class Sides(NamedTuple):
    """The two trees that are compared, and the merge behind them."""

    old_tree: str
    new_tree: str
    merged: Merged
    bases: tuple[str, ...]


class ChangeBuilder:
    """Reads one change; the processes it needs run beside each other."""

    def __init__(self, location: Location, scratch: Scratch, objects: Objects) -> None:
        self._location = location
        self._scratch = scratch
        self._place: Place = scratch.place
        self._objects = objects

    def build(
        self, request: ChangeRequest, counts_lines: Callable[[Commit], bool] = bool
    ) -> tuple[Change, tuple[Doubt, ...]]:
        """The change and its doubts; see `RepositoryReader.change`."""
        self._objects.start()
        with Walk(self._place, request.base, request.head) as walk:
            old_tree = self.tree_of(request.base)
            ids = walk.collect()
            # whoever reaches the base does so over a commit of the walk: then there is nothing to merge
            is_ahead = any(request.base in parents for parents in ids.values())
            sides = self._sides(request, old_tree, is_ahead=is_ahead)
            with started(self._place, sides.old_tree, sides.new_tree) as running:
                is_whole = [*ids.values()] == [(request.base,)]
                statements = self._statements(ids)
                single = [one.commit for one in statements if len(one.commit.parents) < 2 and not is_whole]
                with LineCount(self._place, [commit.id for commit in single if counts_lines(commit)]) as count:
                    deltas, doubts, diff = collected(self._place, running, sides.old_tree, sides.new_tree)
                    lines = dict.fromkeys(ids, UNKNOWN if doubts else totals(deltas)) if is_whole else count.collect()
        files, more = marked(
            deltas, sides.merged.tree, self._objects, f"{self._location.common_folder}/lfs", has_lines=not doubts
        )
        doubts += (
            more + repeated(deltas) + merge_doubts(sides) + commit_doubts(statements) + self._cut_off(request, ids)
        )
        commits = tuple(with_lines(one.commit, lines) for one in statements)
        if request.form == "staged":
            made, nobody = commit_to_be(self._location.asked_at, request.base)
            commits = tuple(with_lines(each, {each.id: UNKNOWN if doubts else totals(deltas)}) for each in made)
            doubts += nobody
        return (
            Change(
                base=request.base,
                head=request.head,
                target=branch_at_home(request.target),
                source=branch_at_home(request.source),
                tree=sides.merged.tree,
                merge=sides.merged.state,
                merge_bases=sides.bases,
                files=files,
                commits=commits,
                diff=diff if sides.merged.tree is not None else "",
            ),
            tuple(dict.fromkeys(doubts)),
        )

    def tree_of(self, commit: str) -> str:
        """The tree of a commit, the empty tree for none."""
        return self.statement(commit).tree if commit else EMPTY_TREE[self._location.hash_name]

    def statement(self, commit: str) -> Statement:
        """One commit object. Raises ReadError when it is not here."""
        return parse(commit, self._objects.one(commit, "commit"))

    def merged(self, base: str, head: str) -> tuple[Merged, tuple[str, ...]]:
        """The merge of `head` into `base`, exact for a fast-forward, and their merge bases."""
        bases = merge_bases(self._place, base, head)
        if bases == (base,):
            return Merged("fast_forward", self.tree_of(head)), bases
        if bases == (head,):
            return Merged("clean", self.tree_of(base)), bases
        return merge(self._place, base, head), bases

    def _sides(self, request: ChangeRequest, old_tree: str, *, is_ahead: bool) -> Sides:
        if request.form == "staged":
            tree = self._staged_tree()
            if tree == old_tree:
                raise InputError(Problem("P0505", "nothing is staged", "`git add` what shall go in, or name a change"))
            return Sides(old_tree, tree, Merged("fast_forward", tree), (request.base,) if request.base else ())
        if not request.base or is_ahead:
            tree = self.tree_of(request.head)
            return Sides(old_tree, tree, Merged("fast_forward", tree), (request.base,) if is_ahead else ())
        merged, bases = self.merged(request.base, request.head)
        if merged.tree is not None:
            return Sides(old_tree, merged.tree, merged, bases)
        return Sides(self.tree_of(bases[0]) if bases else old_tree, self.tree_of(request.head), merged, bases)

    def _staged_tree(self) -> str:
        place = self._scratch.with_index(self._location.index_file, self._location.git_folder)
        lines = ask(place, "ls-files", "--unmerged", "-z").split(b"\0")
        if paths := sorted({decode_path(line.partition(b"\t")[2]) for line in lines if line}):
            what = f"a merge is not finished in {', '.join(paths[:5])}"
            raise InputError(Problem("P0509", what, "resolve it, then stage it"))
        return ask(place, "write-tree", "--missing-ok").decode("ascii").strip()

    def _statements(self, ids: Iterable[str]) -> list[Statement]:
        found = self._objects.contents(ids)
        return [parse(one.id, one.content) if one.kind == "commit" else missing_commit(one.id) for one in found]

    def _cut_off(self, request: ChangeRequest, ids: Iterable[str]) -> tuple[Doubt, ...]:
        """Doubts of a shallow clone whose boundary lies within what the change was compared with."""
        boundary = self._location.shallow
        if not boundary or not request.head:
            return ()
        between = [*ids]
        if request.base:
            outcome = attempt(self._place, "rev-list", f"{request.base}...{request.head}", limits=LIMITS)
            between = [*ids, *outcome.output.decode("ascii").split()]
        if boundary.isdisjoint(between):
            return ()
        why = "this clone is shallow, and its boundary lies within the change"
        fix = "`git fetch --unshallow` brings the rest"
        return Doubt("commits", why, fix), Doubt("merge", why, fix), Doubt("provenance", why, fix)


def repeated(files: tuple[FileDelta, ...]) -> tuple[Doubt, ...]:
    """A doubt when a tree holds one path twice: git's commands disagree on which of them counts."""
    if len({one.path for one in files}) == len(files):
        return ()
    return (Doubt("files", "a tree of this change holds the same path twice", "`git fsck` names it"),)


def merge_doubts(sides: Sides) -> tuple[Doubt, ...]:
    """Doubts that follow from a merge without a tree: the files shown are then those of the head alone."""
    if sides.merged.doubt is None:
        return ()
    return sides.merged.doubt, Doubt("files", "what would land is not known", sides.merged.doubt.fix)


def commit_doubts(statements: list[Statement]) -> tuple[Doubt, ...]:
    """Doubts about commits that state too much, too little, or unreadably."""
    doubts: list[Doubt] = []
    for tree, commit, oddity in statements:
        name = commit.id[:12]
        if not tree:
            doubts.append(Doubt("commits", f"commit {name} is missing", "`git fetch --refetch` brings it"))
        elif oddity:
            why = f"commit {name} {oddity}"
            doubts += [Doubt("provenance", why, "make the commit anew"), Doubt("commits", why, "make the commit anew")]
        if len(commit.parents) > 2:
            why = f"commit {name} merges {len(commit.parents) - 1} lines of work at once"
            doubts.append(Doubt("merge", why, "merge them one by one"))
    return tuple(doubts[:DOUBTS_AT_MOST])


def missing_commit(id_: str) -> Statement:
    """What stands for a commit that is not here."""
    nobody = Identity("", "")
    return Statement("", Commit(id_, nobody, nobody), "")


def totals(files: tuple[FileDelta, ...]) -> Counts:
    """Lines added and deleted over all files; binary files have none."""
    counted = [(one.added_lines or 0, one.deleted_lines or 0) for one in files]
    return sum(added for added, _ in counted), sum(deleted for _, deleted in counted)


def with_lines(commit: Commit, lines: Lines) -> Commit:
    """The commit with the lines it changed; those of a merge are unknown."""
    if len(commit.parents) > 1:
        return commit
    added, deleted = lines.get(commit.id, UNKNOWN)
    return changed(commit, added_lines=added, deleted_lines=deleted)
