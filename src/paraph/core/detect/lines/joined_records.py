"""What do two records of one commit say together?"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.core.detect.lines.spans import clipped, laid
from paraph.core.model.attribution import Attribution, FileLines, Span, Spans
from paraph.core.model.digest import sha256_hex

RANKS = ("unknown", "weak", "strong", "proof")


def joined_records(old: Attribution, new: Attribution) -> Attribution:
    """Every line of both. On a line of both the new record is believed where it is at least as sure as the old one."""
    before, after = dict(old.files), dict(new.files)
    paths = sorted(before.keys() | after.keys())
    return Attribution(
        new.commit, tuple(FileLines(path, _joined(before.get(path, ()), after.get(path, ()))) for path in paths)
    )


def rival_records(records: Sequence[Attribution]) -> Attribution:
    """What several records say that all stand at one commit, none of them before the others.

    No record hides that another one tells of AI: its lines are AI's, and `mixed` where another attests them to a
    person; else a line is as the first record says that tells of it. The digest is that of all of theirs, so that it
    is no single one's.
    """
    told = records[0]
    for other in records[1:]:
        before, after = dict(told.files), dict(other.files)
        paths = sorted(before.keys() | after.keys())
        files = tuple(FileLines(path, _rivals(before.get(path, ()), after.get(path, ()))) for path in paths)
        told = Attribution(told.commit, files, (*told.oddities, *other.oddities), stated=told.stated)
    digest = sha256_hex("".join(sorted(each.digest for each in records)).encode("ascii"))
    size = sum(each.size_bytes for each in records)
    return Attribution(told.commit, told.files, told.oddities, digest, size, told.stated)


def _rivals(one: Spans, other: Spans) -> Spans:
    if not one or not other:
        return one or other
    told = laid(other, one)
    for ours, theirs in ((other, one), (one, other)):  # the first one's tool last, so that it is the one named
        made = tuple(span for span in ours if span.kind in ("ai", "mixed"))
        told = laid(told, made)
        denied = tuple((span.first, span.last) for span in theirs if span.kind == "human_attested")
        told = laid(told, tuple(span._replace(kind="mixed") for span in clipped(made, denied)))
    return told


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
