"""Which records of lines count for a change, and is each of them still what was put down?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paraph.core.model.attribution import Attribution, Claim, FileLines
from paraph.core.model.decision import Finding
from paraph.core.model.noun import changed
from paraph.core.model.signoff import Signoff
from paraph.ports.attribution import AttributionRecords, LineSource, Recorded

_HARMLESS = frozenset({"empty_attestation", "note_twice"})


def late_commits(source: LineSource, signoffs: Iterable[Signoff], recorded: Recorded) -> frozenset[str]:
    """The commits whose records came only after the last approval of just this content.

    They do not count for it: whoever signed could not see them, and whoever may push a note must not be able to take
    an answer away. Only the order of a ledger tells; where there is none, nothing is late.
    """
    given = [source.entries.get(each.id, 0) for each in signoffs if _is_answer(each)]
    if not given or not all(given):
        return frozenset()
    last = max(given)
    return source.fresh.union(commit for commit, first in recorded.items() if first.entry > last)


def _is_answer(signoff: Signoff) -> bool:
    is_whole = bool({"tree", "exact"}.intersection(signoff.holds or ()))
    return is_whole and signoff.is_approval and not signoff.is_withdrawn and not signoff.is_spent


class CheckedRecords:
    """Records as they count for one change, each beside what was put down for its commit; implements
    `paraph.ports.attribution.AttributionRecords` for reading. `findings` are told once all have been read."""

    def __init__(self, records: AttributionRecords | None, recorded: Recorded, late: frozenset[str]) -> None:
        self._records, self._recorded, self._late = records, recorded, late
        self._seen: set[str] = set()
        self._changed: list[str] = []
        self._unreadable: list[str] = []
        self._proven: dict[Claim, Claim] = {}

    def attributions(self, commits: Iterable[str] | None = None) -> Iterator[Attribution]:
        """The records that count; what they tell is proof where they are, byte for byte, what was put down."""
        for each in self._records.attributions(commits) if self._records else ():
            self._seen.add(each.commit)
            first = self._recorded.get(each.commit)
            if each.commit in self._late:
                continue
            if not each.files and any(odd.kind not in _HARMLESS for odd in each.oddities):
                self._unreadable.append(each.commit)
            if first is not None and first.digest != each.digest:
                self._changed.append(each.commit)
            yield self._as_proof(each) if first is not None and first.digest == each.digest else each

    def add(self, new: Iterable[Attribution]) -> None:
        """Nothing is written where something is judged."""
        raise NotImplementedError

    def lost(self) -> dict[str, int]:
        """The AI-written lines that the first record of a commit gave, where it is gone or is another one now."""
        gone = [*self._changed, *(self._recorded.keys() - self._seen)]
        return {commit: self._recorded[commit].ai_lines for commit in gone}

    def findings(self) -> Iterator[Finding]:
        """What became of records since they were put down, and which tell nothing although they say something."""
        for commit in self._unreadable:
            what = f"nothing in the record of lines of {commit[:12]} can be read, so that it counts as it claims itself"
            yield Finding("note_unreadable", f"{what}: `paraph provenance show {commit[:12]}` tells why", commit=commit)
        for commit in self._changed:
            what = f"the record of lines of {commit[:12]} is not what was put down first"
            yield Finding("note_changed", f"{what}: `paraph provenance show {commit[:12]}` shows it", commit=commit)
        for commit in sorted(self._recorded.keys() - self._seen):
            what = f"the record of lines of {commit[:12]} was taken away since it was put down"
            yield Finding("note_stripped", f"{what}: fetch refs/notes/ai from where it still is", commit=commit)

    def _as_proof(self, record: Attribution) -> Attribution:
        files = tuple(
            FileLines(path, tuple(span._replace(claim=self._sure(span.claim)) for span in spans))
            for path, spans in record.files
        )
        return changed(record, files=files)

    def _sure(self, claim: Claim | None) -> Claim | None:
        if claim is None or claim.strength != "strong":
            return claim
        return self._proven.setdefault(claim, changed(claim, strength="proof"))
