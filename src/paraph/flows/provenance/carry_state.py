"""What is known of the lines of a whole tree: of which of them, beside what else, and what is still untold?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from paraph.core.detect.lines.spans import Ranges, clipped, laid, uncovered
from paraph.core.model.attribution import FileLines, Spans

Known = Mapping[str, Spans]
"""The spans of each path of a tree; paths of which nothing is known do not stand in it."""
Added = Mapping[str, Ranges]
"""The lines of each path of a tree that are looked at."""


def state_of(files: Iterable[FileLines]) -> dict[str, Spans]:
    """The files of a record; two entries of one path are joined, the later one is believed."""
    found: dict[str, Spans] = {}
    for file in files:
        found[file.path] = laid(found.get(file.path, ()), file.spans)
    return found


def within(known: Known, added: Added) -> dict[str, Spans]:
    """What is told of some lines."""
    cut = {path: clipped(spans, added[path]) for path, spans in known.items() if path in added}
    return {path: spans for path, spans in cut.items() if spans}


def over(under: Known, upper: Known) -> dict[str, Spans]:
    """Both together; where both tell of a line, `upper` is believed."""
    both = dict(under)
    for path, spans in upper.items():
        both[path] = laid(both.get(path, ()), spans)
    return both


def untold(known: Known, added: Added) -> dict[str, Ranges]:
    """The lines of which nothing is told."""
    left = {path: uncovered(known.get(path, ()), ranges) for path, ranges in added.items()}
    return {path: ranges for path, ranges in left.items() if ranges}


def beyond(known: Known, record: Known) -> dict[str, Spans]:
    """What is told of lines that a record leaves out."""
    lines = {path: tuple((each.first, each.last) for each in spans) for path, spans in known.items()}
    return within(known, untold(record, lines))
