"""How do statements travel with a repository? As notes, one envelope a line, which only ever grow."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from paraph.adapters.git.location import Location, locate
from paraph.adapters.git.notes_tree import NotesTree
from paraph.adapters.git.notes_writer import NotesWriter
from paraph.adapters.git.objects import Objects
from paraph.adapters.git.runner import ask, attempt
from paraph.adapters.git.scratch import Scratch
from paraph.core.errors import InputError, Problem
from paraph.core.model.refs import STATEMENTS_REF
from paraph.ports.statements import Carried

Lines = dict[str, set[bytes]]


class GitNotes:
    """The statements of the repository around a folder; implements `paraph.ports.statements.StatementCarrier`.

    Read through the scratch repository, as everything is that a verdict looks at. Written by plumbing of our own: a
    union of lines, sorted as `git notes merge -s cat_sort_uniq` does, put in place only where the ref still is what
    was read, else done again.
    """

    def __init__(self, folder: str = ".", location: Location | None = None) -> None:
        self._location = location or locate(os.path.abspath(folder))
        self._scratch = Scratch(self._location)
        self._objects = Objects(self._scratch.place, self._location.id_length)
        self._tree = NotesTree(self._objects, self._location.id_length)
        self._writer = NotesWriter(folder, self._location, STATEMENTS_REF, "add signed statements")
        self._compared: tuple[tuple[str, str], Lines, Lines] | None = None

    def __enter__(self) -> GitNotes:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process and remove temporary folders."""
        self._objects.close()
        self._scratch.close()

    def tip(self) -> str:
        """The commit that holds the statements now, empty where there are none yet."""
        return self._writer.tip()

    def carried(self, commits: Iterable[str] | None = None) -> Iterator[Carried]:
        """All envelopes, or those at some commits. Raises ReadError where they cannot be read whole."""
        tip = self.tip()
        return self._at(tip, commits) if tip else iter(())

    def is_addition(self, old: str, new: str) -> bool:
        """Whether the notes at `new` hold every line of those at `old`, at the same commits. Empty, or all zeros,
        is no notes at all."""
        if not old.strip("0"):
            return True
        if not new.strip("0"):
            return False
        before, after = self._beside(old, new)
        return all(lines <= after.get(commit, set()) for commit, lines in before.items())

    def added(self, old: str, new: str) -> Iterator[Carried]:
        """The envelopes that the notes at `new` hold and those at `old` do not, at the same commit; only notes that
        differ are read. Empty, or all zeros, is no notes at all."""
        if not old.strip("0"):
            return self._at(new, None)
        before, after = self._beside(old, new)
        return (
            Carried(commit, line)
            for commit, lines in after.items()
            for line in sorted(lines)
            if line not in before.get(commit, ())
        )

    def _beside(self, old: str, new: str) -> tuple[Lines, Lines]:
        """The lines of those notes that differ between two commits of notes, in each of them."""
        if self._compared is None or self._compared[0] != (old, new):
            touched = self._touched(self._root(old), self._root(new))
            before, after = (self._lines(self._root(each), touched) for each in (old, new))
            self._compared = (old, new), before, after
        return self._compared[1], self._compared[2]

    def add(self, new: Iterable[Carried]) -> None:
        """Add envelopes; what somebody else added meanwhile is kept. Raises ReadError when it cannot be done."""
        lines: Lines = {}
        for one in new:
            self._check(one)
            lines.setdefault(one.commit, set()).add(one.envelope)
        if lines:
            self._writer.settle(lambda tip: self._grown(tip, lines, []))

    def absorb(self, theirs: str) -> None:
        """Add all that another commit of notes holds (somebody else's, as fetched), keeping both histories."""
        self._writer.settle(lambda tip: self._joined(tip, theirs))

    def _at(self, commit: str, commits: Iterable[str] | None) -> Iterator[Carried]:
        places = self._tree.places(self._root(commit), commits)
        return (Carried(*each) for each in dict.fromkeys(self._tree.lines(places)))

    def _root(self, commit: str) -> str:
        content = self._objects.one(commit, "commit")
        return content.partition(b"\n")[0].removeprefix(b"tree ").decode("ascii", "replace")

    def _lines(self, tree: str, commits: Iterable[str] | None = None) -> Lines:
        found: Lines = {}
        for commit, line in self._tree.lines(self._tree.places(tree, commits)):
            found.setdefault(commit, set()).add(line)
        return found

    def _touched(self, old: str, new: str) -> set[str]:
        """The commits whose notes differ in any way between two trees, the folders that they stand in included."""
        output = ask(self._scratch.place, "diff-tree", "-r", "-z", "--name-only", "--no-renames", old, new)
        names = (name.replace(b"/", b"").decode("ascii", "replace") for name in output.split(b"\0"))
        return {name for name in names if len(name) == self._location.id_length}

    def _check(self, one: Carried) -> None:
        if len(one.commit) != self._location.id_length or one.commit.strip("0123456789abcdef"):
            raise InputError(Problem("P0751", f"{one.commit!r} is not a full commit id", "give all of its digits"))
        if not one.envelope.strip() or b"\n" in one.envelope or b"\0" in one.envelope:
            raise InputError(Problem("P0752", "an envelope is one line of JSON", "write it on one line"))

    def _grown(self, tip: str, lines: Lines, parents: list[str]) -> str:
        """The commit of notes that holds those of `tip` and these lines; `tip` itself where nothing is new."""
        root = self._root(tip) if tip else ""
        places = self._tree.places(root, lines) if root else []
        before: Lines = {}
        for commit, line in self._tree.lines(places):
            before.setdefault(commit, set()).add(line)
        new = {commit: before.get(commit, set()) | more for commit, more in lines.items()}
        changed = {commit: all_ for commit, all_ in new.items() if all_ != before.get(commit)}
        if not changed and not parents:
            return tip
        notes = {commit: b"".join(line + b"\n" for line in sorted(all_)) for commit, all_ in changed.items()}
        touched = [each for each in places if each.commit in changed]
        return self._writer.commit(root, notes, touched, [*([tip] if tip else []), *parents])

    def _joined(self, tip: str, theirs: str) -> str:
        if not tip or tip == theirs or self._is_behind(tip, theirs):
            return theirs
        if self._is_behind(theirs, tip):
            return tip
        touched = self._touched(self._root(tip), self._root(theirs))
        return self._grown(tip, self._lines(self._root(theirs), touched), [theirs])

    def _is_behind(self, old: str, new: str) -> bool:
        return attempt(self._scratch.place, "merge-base", "--is-ancestor", old, new).status == 0
