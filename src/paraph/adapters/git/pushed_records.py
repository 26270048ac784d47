"""Which records of lines does a push change, and what do they say as it proposes them?"""

from __future__ import annotations

from paraph.adapters.git.attribution_notes import AttributionNotes
from paraph.adapters.git.location import Location
from paraph.adapters.git.notes_tree import NotesTree
from paraph.adapters.git.objects import Objects
from paraph.adapters.git.runner import ask
from paraph.adapters.git.scratch import Scratch
from paraph.ports.attribution import NoteForm


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
        """The commits whose records differ between two commits of notes; empty is none at all."""
        if old and new:
            output = ask(self._scratch.place, "diff-tree", "-r", "-z", "--name-only", "--no-renames", old, new)
        else:
            output = ask(self._scratch.place, "ls-tree", "-r", "-z", "--name-only", new or old)
        names = (name.replace(b"/", b"").decode("ascii", "replace") for name in output.split(b"\0"))
        digits = self._location.id_length
        return sorted({name for name in names if len(name) == digits and not name.strip("0123456789abcdef")})

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
