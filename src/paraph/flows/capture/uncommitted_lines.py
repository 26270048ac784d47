"""Which lines of a file that are not committed yet did an agent write?"""

from __future__ import annotations

from paraph.core.detect.lines.retrace import Step, known, retrace
from paraph.core.detect.lines.spans import joined
from paraph.core.model.attribution import Span, Spans
from paraph.flows.capture.calls import calls, claim_of, lines_of, moments, steps, without_absence
from paraph.ports.capture import CaptureJournal


def uncommitted_lines(journal: CaptureJournal, path: str, committed: bytes) -> Spans:
    """What the journal tells of the lines of a file as it stands in the work tree, committed ones included.

    `committed` is what HEAD holds of it, nothing where it has no such file.
    """
    entries = journal.entries()
    held = journal.held(path)
    trail = moments(journal, entries, path) if held is not None else ()
    if held is None or not trail:
        return ()
    lines = lines_of(held)
    done = retrace(
        lines_of(committed),
        [*steps(committed, without_absence(committed, trail), calls(journal, entries)), Step(lines)],
    )
    spans = []
    for number, mark in enumerate(map(known, done.marks), 1):
        if mark and mark.kind != "unseen":
            spans.append(Span(number, number, mark.kind, claim_of(mark)))
    return joined(spans)
