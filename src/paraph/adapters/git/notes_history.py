"""How does the history of others' notes become part of ours, so that a push of ours goes on from theirs?"""

from __future__ import annotations

from typing import Literal

from paraph.adapters.git.notes_tree import NotesTree
from paraph.adapters.git.notes_writer import NotesWriter
from paraph.adapters.git.objects import Objects
from paraph.adapters.git.runner import attempt
from paraph.adapters.git.scratch import Scratch

Way = Literal["within", "forward", "joined"]


class NotesHistory:
    """Joins histories of notes as `git merge` does those of branches, but never stops at a conflict: where a commit has
    a note in both, ours stands, and what theirs says more is for the caller to add.
    """

    def __init__(self, scratch: Scratch, objects: Objects, tree: NotesTree, writer: NotesWriter) -> None:
        self._scratch = scratch
        self._objects = objects
        self._tree = tree
        self._writer = writer

    def join(self, theirs: str) -> Way:
        """Make a commit of notes one that ours comes from; notes that only it has are taken as they are.

        Answers `within` where it was one already, `forward` where ours is theirs now, `joined` for a commit of two
        parents. Raises ReadError where our ref cannot be read or moved.
        """
        way: Way = "within"

        def make(tip: str) -> str:
            nonlocal way
            way = self._way(tip, theirs)
            return {"within": tip, "forward": theirs}.get(way) or self._both(tip, theirs)

        self._writer.settle(make)
        return way

    def _way(self, ours: str, theirs: str) -> Way:
        if not ours:
            return "forward"
        if ours == theirs or self._is_behind(theirs, ours):
            return "within"
        return "forward" if self._is_behind(ours, theirs) else "joined"

    def _both(self, ours: str, theirs: str) -> str:
        root = self._root(ours)
        here = {each.commit for each in self._tree.places(root)}
        blobs: dict[str, str] = {}
        for each in self._tree.places(self._root(theirs)):
            if each.commit not in here:
                blobs.setdefault(each.commit, each.blob)
        return self._writer.commit(root, {}, (), (ours, theirs), blobs)

    def _root(self, commit: str) -> str:
        content = self._objects.one(commit, "commit")
        return content.partition(b"\n")[0].removeprefix(b"tree ").decode("ascii", "replace")

    def _is_behind(self, old: str, new: str) -> bool:
        return attempt(self._scratch.place, "merge-base", "--is-ancestor", old, new).status == 0
