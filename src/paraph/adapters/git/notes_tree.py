"""Which notes does a tree of notes hold, however deep its folders are?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from paraph.adapters.git.objects import Objects
from paraph.core.errors import Problem, ReadError
from paraph.core.model.refs import STATEMENTS_REF

FOLDER, GITLINK = "040000", "160000"
HEX = frozenset(b"0123456789abcdef")
NOTE_BYTES = 1 << 24
NOTE_LINES = 1 << 15


class Place(NamedTuple):
    """Where the note of a commit stands (a path such as `ab/cdef…`), and the blob that it is."""

    commit: str
    path: str
    blob: str


class NotesTree:
    """Reads trees as `git notes` writes them: the name of a note is its commit's id, cut by folders of two digits.

    git moves notes between folders as their number grows, so both forms may stand beside each other, even for one
    commit; what stands under any other name is no note.
    """

    def __init__(self, objects: Objects, id_length: int) -> None:
        self._objects = objects
        self._id_length = id_length

    def places(self, tree: str, commits: Iterable[str] | None = None) -> list[Place]:
        """All notes of a tree object, or those of some commits, one batch of objects for each level of folders."""
        wanted = None if commits is None else frozenset(commits)
        found: list[Place] = []
        folders, seen = 0, frozenset[str]()
        level = [("", "", tree)]
        while level:
            contents = self._objects.contents(one[2] for one in level)
            below: list[tuple[str, str, str]] = []
            for (digits, path, _), stored in zip(level, contents, strict=True):
                if stored.kind != "tree":
                    raise ReadError(Problem("P0750", f"the tree {stored.id} of notes is missing", "run `git fsck`"))
                self._sort(stored.content, digits, path, found, below)
            prefixes = None if wanted is None else {one[: len(below[0][0])] for one in wanted} if below else set()
            level = [one for one in below if prefixes is None or one[0] in prefixes]
            if len(seen := seen.union(one[2] for one in level)) < (folders := folders + len(level)):
                # no two folders hold the same notes; a tree that repeats itself could go on for ever
                raise ReadError(Problem("P0750", "the folders of notes repeat each other", "see who pushed them"))
        return [each for each in found if wanted is None or each.commit in wanted]

    def _sort(
        self, content: bytes, digits: str, path: str, found: list[Place], below: list[tuple[str, str, str]]
    ) -> None:
        for entry in self._objects.entries(content):
            if not HEX.issuperset(entry.name):
                continue
            name = digits + entry.name.decode("ascii")
            place = path + entry.name.decode("ascii")
            if entry.mode == FOLDER:
                if len(entry.name) == 2 and len(name) < self._id_length:
                    below.append((name, f"{place}/", entry.id))
            elif len(name) == self._id_length and entry.mode != GITLINK:
                found.append(Place(name, place, entry.id))

    def lines(self, places: Iterable[Place]) -> Iterator[tuple[str, bytes]]:
        """The lines of notes with their commits, empty ones left out.

        Raises ReadError for a note that is missing, larger than 16 MiB or of more than 32,768 lines: what it says
        could be a veto.
        """
        asked = list(places)
        contents = self._objects.blobs((each.blob for each in asked), max_bytes=NOTE_BYTES)
        for place, (_, content) in zip(asked, contents, strict=True):
            if content is None or content.count(b"\n") > NOTE_LINES:
                most = f"{NOTE_BYTES:,} bytes or {NOTE_LINES:,} lines"
                what = f"the statements at {place.commit[:12]} are missing, or have more than {most}"
                raise ReadError(Problem("P0750", what, f"fetch {STATEMENTS_REF} again"))
            for line in content.split(b"\n"):
                if line.strip():
                    yield place.commit, line.rstrip(b"\r")
