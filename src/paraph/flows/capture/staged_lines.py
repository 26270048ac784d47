"""Which of the lines that are staged did an agent write, by what its hooks saw it do?"""

from __future__ import annotations

from paraph.core.detect.lines.line_diff import replaced
from paraph.core.detect.lines.retrace import Step, known, retrace
from paraph.core.detect.lines.spans import added_ranges, clipped, joined
from paraph.core.model.attribution import FileLines, Span, Spans
from paraph.core.model.change import Change, ChangedFile
from paraph.flows.capture.attribute_commit import FILE_BYTES, PLAIN
from paraph.flows.capture.calls import calls, claim_of, lines_of, moments, steps, without_absence
from paraph.ports.capture import CaptureJournal
from paraph.ports.repository import RepositoryReader


def staged_lines(reader: RepositoryReader, journal: CaptureJournal, change: Change) -> tuple[FileLines, ...]:
    """What the journal tells of the lines that staged work adds to its base, of the files that it names.

    A file that an agent wrote under another name is not followed: its commit will be. Raises ReadError where the
    repository or the journal cannot be read.
    """
    entries = journal.entries()
    watched = frozenset(path for entry in entries for path in entry.files)
    files = [each for each in change.files if each.path in watched and each.new_mode.startswith(PLAIN)]
    if not files:
        return ()
    every = calls(journal, entries)
    found: list[FileLines] = []
    for each in files:
        trail = moments(journal, entries, each.path)
        old, new = _old(reader, each), _content(reader, each.new_blob)
        base, lines = lines_of(old), lines_of(new)
        past = list(steps(old, without_absence(old, trail), every))
        is_held = lines_of(journal.held(each.path) or b"") == lines
        done = retrace(base, [*past, Step(lines)]) if is_held else retrace(base, past, lines)
        marks = enumerate(map(known, done.marks), 1)
        told: Spans = tuple(
            Span(number, number, mark.kind, claim_of(mark)) for number, mark in marks if mark and mark.kind != "unseen"
        )
        if spans := clipped(joined(told), added_ranges(replaced(base, lines))):
            found.append(FileLines(each.path, spans))
    return tuple(sorted(found))


def _old(reader: RepositoryReader, file: ChangedFile) -> bytes:
    return _content(reader, file.old_blob) if file.old_mode.startswith(PLAIN) else b""


def _content(reader: RepositoryReader, blob: str) -> bytes:
    ((_, content),) = reader.blobs([blob], max_bytes=FILE_BYTES)
    return content or b""
