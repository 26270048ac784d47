"""Which records of lines travel with a repository, and how do more join them?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from paraph.adapters.git.broken_ref import refuse_broken
from paraph.adapters.git.location import Location, locate
from paraph.adapters.git.notes_history import NotesHistory, Way
from paraph.adapters.git.notes_tree import NotesTree, Place
from paraph.adapters.git.notes_writer import NotesWriter
from paraph.adapters.git.objects import Objects
from paraph.adapters.git.runner import ask
from paraph.adapters.git.scratch import Scratch
from paraph.core.detect.lines.joined_records import joined_records, rival_records
from paraph.core.detect.lines.note_oddities import OddityList
from paraph.core.errors import InputError, Problem
from paraph.core.model.attribution import Attribution
from paraph.core.model.noun import changed
from paraph.core.model.refs import ATTRIBUTION_REF, REMOTE_ATTRIBUTION_SPACE
from paraph.ports.attribution import NoteForm

AT_ONCE = 256
WINDOW = 64
RECORD_BYTES = 1 << 23  # the largest that is known has 3.2 MB


class AttributionNotes:
    """The records of the repository around a folder; implements `paraph.ports.attribution.AttributionStore`.

    `refs` are notes refs, or name spaces of them that end in a slash, nearest first: where the first has no note of a
    commit the next is asked. Notes of one commit that are equally near (of several remotes, or in folders of different
    depth) are read together, so that none hides another. Written is only the first. Only the commit of notes `at` is
    read where one is given. All are read through one process, a note at a time.
    """

    def __init__(
        self,
        folder: str = ".",
        location: Location | None = None,
        *,
        form: NoteForm,
        refs: tuple[str, ...] = (ATTRIBUTION_REF, REMOTE_ATTRIBUTION_SPACE),
        at: str = "",
    ) -> None:
        self._location = location or locate(os.path.abspath(folder))
        self._form = form
        self._refs = refs
        self._at = at
        self._scratch = Scratch(self._location)
        self._objects = Objects(self._scratch.place, self._location.id_length)
        self._tree = NotesTree(self._objects, self._location.id_length)
        self._folder = folder
        self._writer = NotesWriter(folder, self._location, refs[0], "tell who wrote which lines")

    def __enter__(self) -> AttributionNotes:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process and remove temporary folders."""
        self._objects.close()
        self._scratch.close()

    def attributions(
        self, commits: Iterable[str] | None = None, *, watch: Callable[[str, bytes], object] | None = None
    ) -> Iterator[Attribution]:
        """The records at some commits, or all, one for a commit; `watch` sees each note as it is stored.

        Raises ReadError where the refs cannot be read.
        """
        rivals: list[Attribution] = []
        for commit, content, left in self.contents(commits):
            if content is not None and watch is not None:
                watch(commit, content)
            is_here = content is not None
            found = self._form.read(commit, content or b"") if is_here else _told(Attribution(commit), "note_missing")
            if left or rivals:
                rivals.append(found)
            if not left:
                yield _told(rival_records(rivals), "note_twice") if rivals else found
                rivals.clear()

    def contents(self, commits: Iterable[str] | None = None) -> Iterator[tuple[str, bytes | None, int]]:
        """The notes as stored (None for one that is missing or larger than 8 MiB), and how many that differ still
        follow of the same commit."""
        waiting = (
            (commit, blob, left) for commit, here in self._places(commits).items() for blob, left in _blobs(here)
        )
        while window := list(islice(waiting, WINDOW)):  # few at a time: notes are large
            contents = self._objects.blobs((blob for _, blob, _ in window), max_bytes=RECORD_BYTES)
            for (commit, _, left), (_, content) in zip(window, contents, strict=True):
                yield commit, content, left

    def commits(self) -> frozenset[str]:
        """The commits that have a note, of which none is read. Raises ReadError where the refs cannot be read."""
        return frozenset(self._places(None))

    def _places(self, commits: Iterable[str] | None) -> dict[str, list[Place]]:
        wanted = None if commits is None else set(commits)
        found: dict[str, list[Place]] = {}
        for tips in self._tips():
            if wanted is not None and not wanted:
                break
            here: dict[str, list[Place]] = {}
            for place in (place for tip in tips for place in self._tree.places(self._root(tip), wanted)):
                here.setdefault(place.commit, []).append(place)
            found = here | found
            if wanted is not None:
                wanted -= here.keys()
        return found

    def _tips(self) -> list[list[str]]:
        """The commits of the refs that there are, nearest first; those of one name space are equally near."""
        if self._at:
            return [[self._at]]
        words = ("for-each-ref", "--format=%(refname) %(objectname)", *(ref.rstrip("/") for ref in self._refs))
        listed = [line.rpartition(" ") for line in ask(self._location.asked_at, *words).decode().splitlines()]
        names = {name for name, _, _ in listed}
        for ref in self._refs:
            if not ref.endswith("/") and ref not in names:
                refuse_broken(self._location, ref)
        return [
            list(dict.fromkeys(id_ for name, _, id_ in sorted(listed) if name == ref or _is_below(name, ref)))
            for ref in self._refs
        ]

    def _root(self, commit: str) -> str:
        content = self._objects.one(commit, "commit")
        return content.partition(b"\n")[0].removeprefix(b"tree ").decode("ascii", "replace")

    def join(self, theirs: str) -> Way:
        """Make the history of other notes, by the full id of their commit, part of ours; see `NotesHistory.join`."""
        writer = NotesWriter(self._folder, self._location, self._refs[0], "join the records of others")
        return NotesHistory(self._scratch, self._objects, self._tree, writer).join(theirs)

    def add(self, new: Iterable[Attribution]) -> None:
        """Write records, each joined with what stands at its commit already.

        Raises InputError for records whose commit has a note that cannot be joined (all others are written), ReadError
        where it cannot be done.
        """
        source = iter(new)
        left: dict[str, None] = {}
        while batch := list(islice(source, AT_ONCE)):
            left |= dict.fromkeys(self._add(batch))
        if left:
            raise InputError(*(_unjoined(commit) for commit in left))

    def _add(self, batch: list[Attribution]) -> list[str]:
        records: dict[str, Attribution] = {}
        for each in batch:
            self._check(each.commit)
            before = records.get(each.commit)
            records[each.commit] = joined_records(before, each) if before else each
        left: list[str] = []

        def make(tip: str) -> str:
            nonlocal left
            made, left = self._grown(tip, records)
            return made

        self._writer.settle(make)
        return left

    def _grown(self, tip: str, records: dict[str, Attribution]) -> tuple[str, list[str]]:
        """The commit of notes that holds those of `tip` and these, and the commits whose notes could not be joined."""
        root = self._root(tip) if tip else ""
        places = self._tree.places(root, records) if root else []
        before = self._standing(records, places)
        left = [commit for commit, content in before.items() if content is None]
        notes: dict[str, bytes] = {}
        for commit, record in records.items():
            old = before.get(commit)
            note = None if commit in left else self._form.written(record, old)
            if note is None and commit not in left:
                left.append(commit)
            elif note is not None and note != old:
                notes[commit] = note
        if not notes:
            return tip, left
        touched = [each for each in places if each.commit in notes]
        return self._writer.commit(root, notes, touched, [tip] if tip else []), left

    def _standing(self, records: dict[str, Attribution], places: list[Place]) -> dict[str, bytes | None]:
        """The notes that stand at the commits of some records: here, else as fetched from elsewhere."""
        found: dict[str, bytes | None] = {}
        stored = self._objects.blobs((each.blob for each in places), max_bytes=RECORD_BYTES)
        for place, (_, content) in zip(places, stored, strict=True):
            found.setdefault(place.commit, content)
        if len(self._refs) > 1 and (rest := records.keys() - found.keys()):
            for commit, content, _ in self.contents(rest):
                found.setdefault(commit, content)
        return found

    def _check(self, commit: str) -> None:
        if len(commit) != self._location.id_length or commit.strip("0123456789abcdef"):
            raise InputError(Problem("P1021", f"{commit!r} is not a full commit id", "give all of its digits"))


def _is_below(name: str, space: str) -> bool:
    return space.endswith("/") and name.startswith(space)


def _blobs(places: list[Place]) -> Iterator[tuple[str, int]]:
    """The notes of one commit that differ, each with the number of those that follow."""
    blobs = list(dict.fromkeys(place.blob for place in places))
    return zip(blobs, range(len(blobs) - 1, -1, -1), strict=True)


def _told(found: Attribution, kind: str) -> Attribution:
    odd = OddityList(found.commit)
    odd.add(kind)
    return changed(found, oddities=(*odd.told(), *found.oddities))


def _unjoined(commit: str) -> Problem:
    what = f"the note at {commit[:12]} cannot be read whole, and was left as it is"
    return Problem("P1022", what, "`paraph provenance import --dry-run` tells why")
