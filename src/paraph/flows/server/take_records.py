"""Which records of lines does this push bring, change or take away, so that each is put down?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from paraph.core.detect.lines.spans import counted
from paraph.core.errors import ReadError
from paraph.core.model.attribution import Attribution, LineCounts
from paraph.core.model.refs import ATTRIBUTION_REF
from paraph.flows.server.held_records import held_records
from paraph.flows.server.serving import Desk
from paraph.ports.attribution import NO_RECORDS, LineSource, NoRecords
from paraph.ports.ledger import KeptStatement
from paraph.ports.receiving import RefUpdate

MOST_RECORDS, MOST_BYTES = 10_000, 1 << 28


class TakenRecord(NamedTuple):
    """One record of lines as a push leaves it; without a digest it was taken away."""

    commit: str
    digest: str
    counts: LineCounts


class TakenRecords(NamedTuple):
    """The records that a push changes; `tip` is the commit of notes that counts with it, `fresh` the commits that had
    none on record, `wrong` says why the push is refused."""

    records: tuple[TakenRecord, ...] = ()
    tip: str = ""
    fresh: frozenset[str] = frozenset()
    wrong: str = ""
    fix: str = ""


def take_records(desk: Desk, updates: Iterable[RefUpdate]) -> TakenRecords:
    """Read what a push does to the records. Anybody who may push may add, change and take away: what they said first
    stays in the ledger, so none of it goes unseen. Only records that differ are read."""
    now = desk.receiving.value_of(ATTRIBUTION_REF)
    update = next((each for each in updates if each.ref == ATTRIBUTION_REF), None)
    if update is None or desk.records is None:
        return TakenRecords(tip=now)
    if now != update.old:
        return TakenRecords(tip=now, wrong="it has moved since this push began", fix="fetch it, join both, push again")
    try:
        touched = desk.records.touched(update.old, update.new)
        if len(touched) > MOST_RECORDS:
            why = f"it changes {len(touched):,} records of lines at once, more than {MOST_RECORDS:,}"
            return TakenRecords(tip=now, wrong=why, fix="push the notes in several steps")
        if update.new and (size := desk.records.size_bytes(update.new, touched)) > MOST_BYTES:
            why = f"the records of lines that it changes have {size:,} bytes, more than {MOST_BYTES:,}"
            return TakenRecords(tip=now, wrong=why, fix="push the notes in several steps")
        records = read_records(desk, update.new, touched)
    except ReadError as error:
        problem = error.problems[0]
        return TakenRecords(tip=now, wrong=f"its records cannot be read: {problem.what}", fix=problem.fix)
    known = desk.ledger.attributed(touched) if touched else {}
    fresh = frozenset(each.commit for each in records if each.digest and each.commit not in known)
    return TakenRecords(records, update.new, fresh)


def read_records(desk: Desk, tip: str, commits: list[str]) -> tuple[TakenRecord, ...]:
    """What the records of some commits say at a commit of notes (empty for none). Raises ReadError."""
    told = desk.records.at(tip).attributions(commits) if tip and desk.records is not None else ()
    found = {each.commit: _taken(each) for each in told}
    return tuple(found.get(commit) or TakenRecord(commit, "", LineCounts()) for commit in commits)


def _taken(found: Attribution) -> TakenRecord:
    each = (counted(spans, tuple((span.first, span.last) for span in spans)) for _, spans in found.files)
    return TakenRecord(found.commit, found.digest, LineCounts(*map(sum, zip(LineCounts(), *each, strict=True))))


def line_source(desk: Desk, taken: TakenRecords, known: Iterable[KeptStatement]) -> LineSource:
    """The records as a decision on this push reads them, with the place of each statement in the ledger."""
    records = desk.records
    return LineSource(
        held=lambda firsts, last: held_records(desk, firsts, last),
        is_there=_always,
        records=(lambda: records.at(taken.tip)) if records and taken.tip else _none,
        recorded=desk.ledger.attributed,
        entries={each.id: each.entry for each in known},
        fresh=taken.fresh,
    )


def _always() -> bool:
    """What was taken away is known by the ledger alone."""
    return True


def _none() -> NoRecords:
    return NO_RECORDS
