"""What do two records of one commit say together?"""

from __future__ import annotations

from paraph.core.detect.lines.spans import laid
from paraph.core.model.attribution import Attribution, FileLines, Span, Spans

RANKS = ("unknown", "weak", "strong", "proof")


def joined_records(old: Attribution, new: Attribution) -> Attribution:
    """Every line of both. On a line of both the new record is believed where it is at least as sure as the old one."""
    before, after = dict(old.files), dict(new.files)
    paths = sorted(before.keys() | after.keys())
    return Attribution(
        new.commit, tuple(FileLines(path, _joined(before.get(path, ()), after.get(path, ()))) for path in paths)
    )


def _joined(old: Spans, new: Spans) -> Spans:
    if not old or not new:
        return old or new
    told: Spans = ()
    for rank in RANKS:
        for spans in (old, new):
            told = laid(told, tuple(span for span in spans if _rank(span) == rank))
    return told


def _rank(span: Span) -> str:
    """How sure a span is; a line that was looked at in vain is less than any claim."""
    if span.kind == "unknown":
        return RANKS[0]
    return span.claim.strength if span.claim else RANKS[1]
