"""Which records of lines count for a change, and is each of them still what was put down?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from paraph.core.model.attribution import Attribution, Claim, FileLines
from paraph.core.model.decision import Finding
from paraph.core.model.noun import changed
from paraph.core.model.signoff import Signoff
from paraph.ports.attribution import AttributionRecords, Held, LineSource, Recorded
from paraph.ports.ledger import Attributed

_HARMLESS = frozenset({"empty_attestation", "note_twice"})


def last_answer(source: LineSource, signoffs: Iterable[Signoff], hands: Set[str] = frozenset()) -> int | None:
    """The entry of the last approval of just this content by somebody who had no hand in it (`hands` are the ids of
    those who had); None where there is none, where one comes with this push, or where no ledger tells the order."""
    given = [source.entries.get(each.id, 0) for each in signoffs if _is_answer(each, hands)]
    return max(given) if given and all(given) else None


def late_commits(source: LineSource, last: int | None, recorded: Recorded) -> frozenset[str]:
    """The commits whose records came only after the last approval.

    They do not count for it: whoever signed could not see them, and whoever may push a note must not be able to take
    an answer away.
    """
    if last is None:
        return frozenset()
    return source.fresh.union(commit for commit, first in recorded.items() if first.entry > last)


def held_at(source: LineSource, last: int | None) -> Callable[[Sequence[Attributed]], Mapping[str, Held]] | None:
    """How to ask for the records that were in force at the last approval; None where nothing tells."""
    return None if last is None else lambda firsts: source.held(firsts, last)


def _is_answer(signoff: Signoff, hands: Set[str]) -> bool:
    is_whole = bool({"tree", "exact"}.intersection(signoff.holds or ()))
    is_outside = signoff.person not in hands and not signoff.had_hand
    return is_whole and is_outside and signoff.is_approval and not signoff.is_withdrawn and not signoff.is_spent


class CheckedRecords:
    """Records as they count for one change, each beside what was put down for its commit; implements
    `paraph.ports.attribution.AttributionRecords`. `findings` are told once all have been read.

    `held` gives the records that were in force when the change was approved: one that was edited or taken away since
    counts as it was then, so that nobody takes an answer away by it."""

    def __init__(
        self,
        records: AttributionRecords,
        recorded: Recorded,
        late: frozenset[str],
        held: Callable[[Sequence[Attributed]], Mapping[str, Held]] | None = None,
    ) -> None:
        self._records, self._recorded, self._late, self._held = records, recorded, late, held
        self._seen: set[str] = set()
        self._changed: list[str] = []
        self._told: dict[str, int] = {}
        self._unreadable: list[str] = []
        self._proven: dict[Claim, Claim] = {}

    def attributions(self, commits: Iterable[str] | None = None) -> Iterator[Attribution]:
        """The records that count; what they tell is proof where they are, byte for byte, what was put down."""
        asked = None if commits is None else list(commits)
        others: dict[str, str] = {}
        for each in self._records.attributions(asked):
            self._seen.add(each.commit)
            first = self._recorded.get(each.commit)
            if each.commit in self._late:
                continue
            if first is not None and first.digest != each.digest:
                self._changed.append(each.commit)
                if self._held is not None:
                    others[each.commit] = each.digest
                    continue
            looked = self._looked_at(each)
            yield self._as_proof(looked) if first is not None and first.digest == each.digest else looked
        if self._held is not None:
            yield from self._as_held(others, [each for each in asked or () if each not in self._seen])

    def _looked_at(self, record: Attribution) -> Attribution:
        if not record.files and any(odd.kind not in _HARMLESS for odd in record.oddities):
            self._unreadable.append(record.commit)
        return record

    def _as_held(self, others: Mapping[str, str], gone: Iterable[str]) -> Iterator[Attribution]:
        """The records as they were when the change was approved, where they are others now (`others` has the digests
        of these) or are gone."""
        asked = [*others, *(each for each in gone if each in self._recorded and each not in self._late)]
        held = self._held([self._recorded[each] for each in asked]) if asked and self._held else {}
        still = [each for each in others if each not in held or held[each].digest == others[each]]
        for record in self._records.attributions(still) if self._records and still else ():
            yield self._looked_at(record)
        for commit in (each for each in asked if each in held and each not in still):
            was, first = held[commit], self._recorded[commit]
            self._told[commit] = was.ai_lines
            read = was.read() if was.digest else None
            if read is not None and read.digest == was.digest:
                yield self._as_proof(read) if was.digest == first.digest else read

    def lost(self) -> dict[str, int]:
        """The AI-written lines that the first record of a commit gave, where it is gone or is another one now."""
        gone = [*self._changed, *(self._recorded.keys() - self._seen)]
        return {commit: max(self._recorded[commit].ai_lines, self._told.get(commit, 0)) for commit in gone}

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
