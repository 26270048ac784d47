"""For which content does a signed scope still hold, recomputed in our own hands?

SEMANTICS, "What a sign-off covers". What was signed is named by the digest of its raw difference; a rebase, an amend
of the message or a clean merge of the base leave that as it is, and the signed head still merges to the same tree.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from paraph.core.attest.predicates import Scope
from paraph.core.errors import ParaphError, ReadError
from paraph.core.model.change import Change
from paraph.core.model.signoff import Binding
from paraph.flows.statements.landed_content import FileState, LandedContent
from paraph.ports.repository import FileDelta, RepositoryReader

_SHORT = 12
EMPTY = (
    "",
    "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
)
"""No blob, and the blob without content in either hash of git."""


class Held(NamedTuple):
    """What recomputing found: the bindings that hold (None where it could not be done, with `why`), the changed
    paths that hold what was signed, the signed paths that are not changed any more, whether it has landed, and which
    of the paths that hold what was signed have, in whatever company."""

    holds: tuple[Binding, ...] | None
    owned: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    is_spent: bool = False
    why: str = ""
    landed: frozenset[str] = frozenset()


Side = tuple[FileState, FileState]  # before and after


class SignedContent:
    """One change, against which any number of signed scopes are held; nothing is merged twice."""

    def __init__(self, reader: RepositoryReader, change: Change) -> None:
        self._reader = reader
        self.change = change
        self._files = {each.path: _sides(each.old_mode, each.old_blob, each.new_mode, each.new_blob)
                       for each in change.files}  # fmt: skip
        self._near = frozenset(filter(None, (change.head, *(each.id for each in change.commits))))
        self._landed = LandedContent(reader, change.base)
        self._present: frozenset[str] = frozenset()
        self._merged: dict[str, bool | str] = {}
        self._held: dict[Scope, Held] = {}
        self._signed: dict[Scope, dict[str, Side] | None] = {}

    def prepare(self, scopes: Iterable[Scope]) -> None:
        """Ask once which of the commits that these scopes name are here."""
        commits = {commit for scope in scopes for commit in (scope.base, scope.head) if commit}
        self._present |= self._reader.present(sorted(commits))

    def is_same(self, scope: Scope) -> bool:
        """Whether the reviewed change is the signed one, byte for byte."""
        return bool(self.change.diff) and scope.diff == self.change.diff

    def is_near(self, scope: Scope) -> bool:
        """Whether the signed head is the head of the change, or one of its commits."""
        return scope.head in self._near

    def is_present(self, commit: str) -> bool:
        """Whether a commit that a prepared scope names is here."""
        return commit in self._present

    def overlap(self, scope: Scope, told: tuple[str, ...] = ()) -> int:
        """How many of the signed paths are changed here, or hold content that is put here under another name, in
        percent. Where what was signed cannot be read, `told` are the paths that its signer listed."""
        signed = self._signed_files(scope)
        if signed is None:
            return 100 * len(self._files.keys() & set(told)) // len(told) if told else 0
        put = {after.blob for before, after in self._files.values() if after.blob != before.blob}
        moved = [path for path, sides in signed.items() if path in self._files or self._is_put(sides, put)]
        return 100 * len(moved) // len(signed) if signed else 0

    def is_earlier(self, scope: Scope, percent: int) -> bool:
        """Whether at least so much of what was signed is changed here, too, and none of it has landed as signed."""
        if self.overlap(scope) < percent:
            return False
        signed = self._signed_files(scope) or {}
        before, after = ({path: sides[at] for path, sides in signed.items()} for at in (0, 1))
        return self._landed.has_landed(scope.base, before, after) is False

    def _is_put(self, sides: Side, put: set[str]) -> bool:
        """Whether what was put there is among what is put here; what holds nothing is nowhere."""
        before, after = sides
        return after.blob != before.blob and after.blob in put and after.blob.strip("0") not in EMPTY

    def held(self, scope: Scope) -> Held:
        """What holds of a scope; see `Held`."""
        if scope not in self._held:
            self._held[scope] = self._same(scope) if self.is_same(scope) else self._other(scope)
        return self._held[scope]

    def _same(self, scope: Scope) -> Held:
        every = tuple(self._files)
        if scope.base == self.change.base and scope.head == self.change.head and scope.tree != self.change.tree:
            return Held(None, why="the merge was another tree where it was signed: another git merged it")
        if scope.head == self.change.head:
            holds: tuple[Binding, ...] = ("exact", "tree")
        else:
            merges = self._merges_to_the_same(scope.head)
            if isinstance(merges, str):
                return Held(None, every, why=merges)
            holds = ("tree",) if merges else ("owned",) if every else ()
        return self._unless_landed(scope, self._files, Held(holds, every))

    def _other(self, scope: Scope) -> Held:
        signed = self._signed_files(scope) if self.change.tree is not None else None
        if not signed:
            return Held(())
        owned = tuple(path for path, sides in self._files.items() if signed.get(path) == sides)
        gone = tuple(path for path in signed if path not in self._files)
        if not owned:
            return Held((), (), gone)
        return self._unless_landed(scope, signed, Held(("owned",), owned, gone))

    def _unless_landed(self, scope: Scope, signed: dict[str, Side], held: Held) -> Held:
        """Landing spends a sign-off: a revert and a re-land need a new one."""
        if scope.base == self.change.base:
            return held
        if scope.base not in self._present:
            why = f"the base {scope.base[:_SHORT]} that it was signed on is not here: fetch the target's whole history"
            return held._replace(holds=None, why=why)
        before = {path: sides[0] for path, sides in signed.items()}
        after = {path: sides[1] for path, sides in signed.items()}
        landed = self._landed.has_landed(scope.base, before, after)
        parts = self._landed.landed_paths(scope.base, {path: after[path] for path in held.owned})
        if landed is None or parts is None:
            return held._replace(holds=None, why="what landed since it was signed could not be read")
        return held._replace(is_spent=landed, landed=parts)

    def _merges_to_the_same(self, head: str) -> bool | str:
        """Whether the signed head, merged into the target now, gives what would land; why not known, in words."""
        if head not in self._merged:
            self._merged[head] = self._merge(head)
        return self._merged[head]

    def _merge(self, head: str) -> bool | str:
        if head not in self._present:
            return f"the signed commit {head[:_SHORT]} is not here: push, or fetch, the branch that holds it"
        try:
            merged = self._reader.merged(self.change.base, head)
        except ReadError as error:
            return f"the signed commit {head[:_SHORT]} could not be merged: {error.problems[0].what}"
        if merged.state == "unknown":
            return merged.doubt.why if merged.doubt else "the merge could not be computed"
        return merged.tree is not None and merged.tree == self.change.tree

    def _signed_files(self, scope: Scope) -> dict[str, Side] | None:
        """What was signed, path by path; None where it is not here, or does not come out as it was signed."""
        if scope not in self._signed:
            self._signed[scope] = self._recomputed(scope)
        return self._signed[scope]

    def _recomputed(self, scope: Scope) -> dict[str, Side] | None:
        if not scope.diff or not {scope.base, scope.head} - {""} <= self._present:
            return None
        try:
            tree = self._reader.merged(scope.base, scope.head).tree if scope.base else self._reader.tree_id(scope.head)
            reviewed = self._reader.reviewed(scope.base, tree) if tree else None
        except ParaphError:
            return None
        return by_path(reviewed.files) if reviewed and reviewed.diff == scope.diff else None


def by_path(files: Iterable[FileDelta]) -> dict[str, Side]:
    """Both sides of each path."""
    return {each.path: _sides(each.old_mode, each.old_blob, each.new_mode, each.new_blob) for each in files}


def _sides(old_mode: str, old_blob: str, new_mode: str, new_blob: str) -> Side:
    return FileState(old_mode, old_blob), FileState(new_mode, new_blob)
