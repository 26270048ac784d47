"""What did agents do in a work tree that is not committed yet?"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from paraph.core.detect.lines.line_diff import replaced
from paraph.core.detect.lines.retrace import Mark, Step, known, retrace
from paraph.core.detect.lines.spans import added_ranges
from paraph.core.errors import ParaphError
from paraph.core.model.attribution import LineCounts
from paraph.flows.capture.attribute_commit import FILE_BYTES
from paraph.flows.capture.calls import calls, lines_of, moments, steps, without_absence
from paraph.ports.capture import CaptureJournal, JournalEntry
from paraph.ports.repository import RepositoryReader


class FileWork(NamedTuple):
    """The lines of one session in a file as it stands in the work tree."""

    path: str
    counts: LineCounts


class Uncommitted(NamedTuple):
    """One session: who, when it was last seen (epoch seconds; where git brought its lines along, when it did), and what
    of its work waits for a commit."""

    agent: str
    session: str
    model: str
    at: float
    files: tuple[FileWork, ...]


def uncommitted(reader: RepositoryReader, journal: CaptureJournal) -> tuple[Uncommitted, ...]:
    """The sessions with lines in files of the work tree that differ from HEAD, the one last seen first."""
    entries = journal.entries()
    every = calls(journal, entries)
    found: dict[tuple[str, str], dict[str, Counter[str]]] = {}
    for path in dict.fromkeys(path for entry in entries for path in entry.files):
        held = journal.held(path)
        trail = moments(journal, entries, path) if held is not None else ()
        if held is None or not trail:
            continue
        lines = lines_of(held)
        base = _committed(reader, path)
        committed = lines_of(base)
        done = retrace(committed, [*steps(base, without_absence(base, trail), every), Step(lines)])
        for first, last in added_ranges(replaced(committed, lines)):
            for mark in map(known, done.marks[first - 1 : last]):
                if mark and mark.kind != "human_attested":
                    found.setdefault((mark.agent, mark.session), {}).setdefault(path, Counter())[mark.kind] += 1
    seen = _seen(entries)
    sessions = [Uncommitted(*who, *seen[who], _work(files)) for who, files in found.items() if who in seen]
    return tuple(sorted(sessions, key=lambda one: -one.at))


def _seen(entries: tuple[JournalEntry, ...]) -> dict[tuple[str, str], tuple[str, float]]:
    """The model of each session and when it was last seen; of those whose lines git alone brought, when it did."""
    brought: dict[tuple[str, str], tuple[str, float]] = {}
    for entry in entries:
        marks: set[Mark] = {told.mark for told_here in entry.told.values() for told in told_here}
        brought |= {(mark.agent, mark.session): (mark.model, entry.at) for mark in marks}
    return brought | {(entry.agent, entry.session): (entry.model, entry.at) for entry in entries if entry.agent}


def _work(files: dict[str, Counter[str]]) -> tuple[FileWork, ...]:
    return tuple(FileWork(path, LineCounts(ai=one["ai"], mixed=one["mixed"])) for path, one in files.items())


def _committed(reader: RepositoryReader, path: str) -> bytes:
    try:
        return reader.read("HEAD", path, max_bytes=FILE_BYTES) or b""
    except ParaphError:  # no commit yet, or no plain file there
        return b""
