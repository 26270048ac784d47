"""Which of the lines that a commit added did an agent write, by what its hooks saw it do?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from paraph.core.detect.lines.retrace import Lines, Marks, Removed, Step, retrace, return_blocks
from paraph.core.detect.lines.spans import Ranges, added_ranges, clipped, joined
from paraph.core.model.attribution import Attribution, Claim, FileLines, Span, Spans
from paraph.flows.capture.calls import Call, Moment, calls, claim_of, lines_of, moments, steps, without_absence
from paraph.ports.capture import CaptureJournal, JournalEntry
from paraph.ports.repository import FileDelta, RepositoryReader

MOST_FILES = 500
FILE_BYTES = 3_000_000
PLAIN = "100"


class _Changed(NamedTuple):
    """A plain file that the commit holds otherwise than its first parent: where it came from, what it held, and holds,
    and the lines that are new against every parent."""

    path: str
    old_path: str
    old: bytes
    new: bytes
    added: Ranges


class _Past:
    """What each file held; kept in memory of those that are gone only, for the others are large and asked for once."""

    def __init__(self, journal: CaptureJournal, entries: tuple[JournalEntry, ...], gone: frozenset[str]) -> None:
        self._journal, self._entries, self._gone = journal, entries, gone
        self._kept: dict[str, tuple[Moment, ...]] = {}

    def __getitem__(self, path: str) -> tuple[Moment, ...]:
        if path in self._kept:
            return self._kept[path]
        found = moments(self._journal, self._entries, path)
        if path in self._gone:
            self._kept[path] = found
        return found


class _Traced(NamedTuple):
    path: str
    lines: Lines
    marks: Marks
    removed: tuple[Removed, ...]
    added: Ranges


def attribute_commit(reader: RepositoryReader, journal: CaptureJournal, commit: str) -> Attribution | None:
    """The lines of agents among those that a commit added against its first parent (a merge: against every parent).

    None where there are none. Raises ReadError where the repository cannot be read.
    """
    entries = journal.entries()
    watched = frozenset(path for entry in entries for path in entry.files)
    if not any(entry.kind == "after" or entry.told for entry in entries):
        return None
    parents = reader.parents(commit)
    changed = _changed(reader, commit, parents, watched)
    made = tuple(
        FileLines(each.path, spans)
        for each in _traced(journal, entries, changed)
        if (spans := _spans(each, commit))
    )  # fmt: skip
    return Attribution(commit, tuple(sorted(made))) if made else None


def _changed(
    reader: RepositoryReader, commit: str, parents: tuple[str, ...], watched: frozenset[str]
) -> list[_Changed]:
    first = parents[0] if parents else ""
    deltas = {each.path: each for each in reader.difference(first, commit)}
    added: dict[str, Ranges] = {}
    came_from: dict[str, str] = {}
    for number, change in enumerate(reader.line_changes([(parent, commit) for parent in parents] or [("", commit)])):
        here = {each.new_path: added_ranges(each.hunks) for each in change.files if each.new_path}
        if number == 0:
            came_from = {each.new_path: each.old_path for each in change.files if each.new_path and each.old_path}
            added = here
        else:
            added = {path: _common(ranges, here.get(path, ())) for path, ranges in added.items()}
    # the others matter only for blocks that were moved between them and those
    wanted = [each for each in deltas if len(deltas) <= MOST_FILES or {each, came_from.get(each)} & watched]
    asked = [_side(deltas, path) for path in wanted]
    asked += [_side(deltas, came_from.get(path, path), old=True) for path in wanted]
    blobs = _contents(reader, asked)
    found: list[_Changed] = []
    for path in wanted:
        old_path = came_from.get(path, path)
        new = blobs.get(_side(deltas, path)) or b""
        old = blobs.get(_side(deltas, old_path, old=True)) or b""
        found.append(_Changed(path, old_path, old, new, added.get(path, ())))
    return found


def _side(deltas: Mapping[str, FileDelta], path: str, *, old: bool = False) -> str:
    """The blob of a plain file before or after, empty where there is none."""
    delta = deltas.get(path)
    if delta is None:
        return ""
    mode, blob = (delta.old_mode, delta.old_blob) if old else (delta.new_mode, delta.new_blob)
    return blob if mode.startswith(PLAIN) else ""


def _contents(reader: RepositoryReader, ids: Iterable[str]) -> dict[str, bytes | None]:
    wanted = [each for each in dict.fromkeys(ids) if each]
    return dict(reader.blobs(wanted, max_bytes=FILE_BYTES))


def _common(one: Ranges, other: Ranges) -> Ranges:
    whole: Spans = tuple(Span(first, last, "ai") for first, last in one)
    return tuple((span.first, span.last) for span in clipped(whole, other))


def _traced(journal: CaptureJournal, entries: tuple[JournalEntry, ...], changed: list[_Changed]) -> list[_Traced]:
    every = calls(journal, entries)
    watched = dict.fromkeys(path for entry in entries for path in entry.files)
    here = {each.path for each in changed if each.new}
    gone = [path for path in watched if path not in here and journal.held(path) is None]
    past = _Past(journal, entries, frozenset(gone))
    found: list[_Traced] = []
    for each in changed:
        trail = _trail(each, past, gone)
        is_held = lines_of(journal.held(each.path) or b"") == lines_of(each.new)
        found.append(_retraced(each, trail, every, is_held=is_held))
    removed = [part for each in found for part in each.removed]
    removed += [part for path in watched if path not in here for part in _left(journal, past[path], every)]
    return [each._replace(marks=return_blocks(each.lines, each.marks, removed)) for each in found if each.added]


def _trail(changed: _Changed, past: _Past, gone: list[str]) -> list[Moment]:
    """What a file held, under the names that it had before, too: git says where it was renamed from, and a file that
    is gone and held the very same text was moved here."""
    names = list(dict.fromkeys((changed.path, changed.old_path)))
    while True:
        trail = sorted(moment for name in names for moment in past[name])
        earliest = next((moment.content for moment in trail if moment.content), changed.new)
        more = [
            name
            for name in gone
            if name not in names and earliest and any(moment.content == earliest for moment in past[name])
        ]
        if not more and not trail and not changed.old:
            more = _alike(changed.new, past, gone)
        if not more:
            break
        names += more
    return without_absence(changed.old, trail)


def _alike(content: bytes, past: _Past, gone: list[str]) -> list[str]:
    """The file that is gone and held most of the lines of this one last, at least half of those of either; none where
    two did."""
    lines = Counter(lines_of(content))
    found: list[tuple[int, str]] = []
    for name in gone:
        last = next((moment.content for moment in reversed(past[name]) if moment.content), b"")
        others = Counter(lines_of(last))
        shared = (lines & others).total()
        if 2 * shared >= max(lines.total(), others.total(), 1):
            found.append((shared, name))
    most = max(found, default=(0, ""))[0]
    return best if len(best := [name for shared, name in found if shared == most]) == 1 else []


def _retraced(changed: _Changed, trail: list[Moment], every: tuple[Call, ...], *, is_held: bool) -> _Traced:
    lines, base = lines_of(changed.new), lines_of(changed.old)
    past = list(steps(changed.old, trail, every))
    done = retrace(base, [*past, Step(lines)]) if is_held else retrace(base, past, lines)
    return _Traced(changed.path, lines, done.marks, done.removed, changed.added)


def _left(journal: CaptureJournal, trail: tuple[Moment, ...], every: tuple[Call, ...]) -> Iterable[Removed]:
    """What once stood in a watched file that the commit leaves as it was, or that is there no more."""
    if not trail:
        return ()
    base = trail[0].content
    held = journal.held(trail[0].path) or b""
    return retrace(lines_of(base), [*steps(base, without_absence(base, trail), every), Step(lines_of(held))]).removed


def _spans(traced: _Traced, commit: str) -> Spans:
    claims: dict[object, Claim] = {}
    found: list[Span] = []
    for number, mark in enumerate(traced.marks, 1):
        if mark is None or mark.kind == "unseen":
            continue
        claim = claims.get(mark)
        if claim is None:
            claim = claims[mark] = claim_of(mark, commit)
        found.append(Span(number, number, mark.kind, claim, commit))
    return clipped(joined(found), traced.added)
