"""Which records of lines does a push change, and what do they say as it proposes them?"""

from __future__ import annotations

from collections.abc import Iterable

from paraph.adapters.git.attribution_notes import AttributionNotes
from paraph.adapters.git.location import Location
from paraph.adapters.git.notes_tree import NotesTree
from paraph.adapters.git.objects import Objects
from paraph.adapters.git.runner import ask
from paraph.adapters.git.scratch import Scratch
from paraph.ports.attribution import NoteForm

_NO_NOTE = frozenset({b"000000", b"160000"})  # nothing, and a submodule


class PushedRecords:
    """The records of a repository at any commit of notes; implements `paraph.ports.receiving.ReceivedRecords`."""

    def __init__(self, location: Location, form: NoteForm) -> None:
        self._location, self._form = location, form
        self._scratch = Scratch(location)
        self._objects = Objects(self._scratch.place, location.id_length)
        self._opened: dict[str, AttributionNotes] = {}

    def __enter__(self) -> PushedRecords:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process and remove temporary folders."""
        for each in self._opened.values():
            each.close()
        self._objects.close()
        self._scratch.close()

    def touched(self, old: str, new: str) -> list[str]:
        """The commits whose records differ between two commits of notes; empty is none at all. One that git only moved
        to another folder, as it does when their number grows, is the same."""
        if old and new:
            output = ask(
                self._scratch.place, "diff-tree", "-r", "-z", "--raw", "--full-index", "--no-renames", old, new
            )
            parts = output.split(b"\0")
            return self._differing(zip(parts[::2], parts[1::2], strict=False))
        output = ask(self._scratch.place, "ls-tree", "-r", "-z", "--name-only", new or old)
        return sorted({commit for commit in map(self._commit, output.split(b"\0")) if commit})

    def _differing(self, changes: Iterable[tuple[bytes, bytes]]) -> list[str]:
        """The commits that have other blobs after than before; `changes` are git's raw lines with their paths."""
        blobs: dict[str, tuple[set[bytes], set[bytes]]] = {}
        for raw, path in changes:
            modes_and_ids = raw.removeprefix(b":").split(b" ")
            known = blobs.setdefault(self._commit(path), (set(), set()))
            for side in (0, 1):
                if modes_and_ids[side] not in _NO_NOTE:
                    known[side].add(modes_and_ids[side + 2])
        return sorted(commit for commit, (before, after) in blobs.items() if commit and before != after)

    def _commit(self, path: bytes) -> str:
        """The commit whose note stands at a path, empty where that is none."""
        name = path.replace(b"/", b"").decode("ascii", "replace")
        return name if len(name) == self._location.id_length and not name.strip("0123456789abcdef") else ""

    def size_bytes(self, tip: str, commits: list[str]) -> int:
        """How many bytes the records of some commits have together, without reading them."""
        places = NotesTree(self._objects, self._location.id_length).places(self._root(tip), commits)
        return sum(each.size for each in self._objects.sizes(place.blob for place in places))

    def _root(self, tip: str) -> str:
        content = self._objects.one(tip, "commit")
        return content.partition(b"\n")[0].removeprefix(b"tree ").decode("ascii", "replace")

    def at(self, tip: str) -> AttributionNotes:
        """The records as a commit of notes holds them."""
        if tip not in self._opened:
            self._opened[tip] = AttributionNotes(location=self._location, form=self._form, at=tip)
        return self._opened[tip]
