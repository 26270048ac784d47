"""Which change does somebody mean by a branch, a commit, a movement, a statement or an entry?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from paraph.core.errors import InputError, Problem
from paraph.flows.ledger.recorded_movements import Recorded, entries_at, is_nothing, landings_of, recorded_movements
from paraph.ports.ledger import KeptStatement, Ledger
from paraph.ports.repository import RepositoryReader

LEAST_DIGITS = 6
MOST_SPANS = 2_000


class Meant(NamedTuple):
    """A change: its head, where it goes, and every recorded try to land it, the oldest first. Without records it is
    `spec` that says what is meant."""

    spec: str
    head: str = ""
    target: str = ""
    records: tuple[Recorded, ...] = ()
    statement: str = ""

    @property
    def decided(self) -> Recorded | None:
        """The try that landed, else the latest that was decided."""
        tries = [each for each in self.records if each.decision is not None]
        landed = [each for each in tries if each.done is not None]
        return next(reversed(landed or tries), None)


def find_change(reader: RepositoryReader, ledger: Ledger | None, refs: Sequence[str], spec: str) -> Meant:
    """The change that `spec` means: `#12` an entry, `OLD..NEW` a movement, six or more digits of a statement's id, or
    a revision. `refs` are the refs whose movements are on record. Raises InputError where it means nothing."""
    if ledger is None:
        return Meant(spec)
    if spec.removeprefix("#").isdecimal() and (spec.startswith("#") or len(spec) < LEAST_DIGITS):
        return _of_entry(reader, ledger, refs, int(spec.removeprefix("#")), spec)
    records = [each for ref in refs for each in recorded_movements(ledger, ref)]
    old, dots, new = spec.partition("..")
    if dots:
        ends = tuple(_commit(reader, each.removeprefix(".")) or "" for each in (old, new))
        found = [each for each in records if (each.old, each.new) == ends]
        return _with_tries(spec, ends[1], found or _at(reader, records, ends[1]), records)
    commit = _commit(reader, spec)
    if commit is None:
        statement = _statement(ledger, refs, spec)
        return _with_tries(spec, statement.head, _at(reader, records, statement.head), records, statement)
    return _with_tries(spec, commit, _at(reader, records, commit), records)


def _of_entry(reader: RepositoryReader, ledger: Ledger, refs: Sequence[str], index: int, spec: str) -> Meant:
    said = dict(entries_at(ledger, [index] if index < ledger.head().size else []))
    if not said:
        size = ledger.head().size
        raise InputError(Problem("P0870", f"the log has {size:,} entries, and no #{index}", "name one below that"))
    records = [each for ref in refs for each in recorded_movements(ledger, ref)]
    entry = said[index]
    name = entry.get("statement")
    if isinstance(name, str):
        found = ledger.statements(ids=[name])
        if found:
            return _with_tries(spec, found[0].head, _at(reader, records, found[0].head), records, found[0])
    same = [each for each in records if (each.ref, each.old, each.new) == _ends(entry)]
    if not same:
        what = f"entry #{index} ({entry['kind']}) is about no one change"
        raise InputError(Problem("P0871", what, f"`paraph log prove {index}` shows it"))
    return _with_tries(spec, same[-1].new, same, records)


def _ends(entry: dict[str, Any]) -> tuple[object, object, object]:
    return entry.get("ref"), entry.get("old"), entry.get("new")


def _commit(reader: RepositoryReader, spec: str) -> str | None:
    try:
        return reader.commit_id(spec) if spec else None
    except InputError:
        return None


def _statement(ledger: Ledger, refs: Sequence[str], spec: str) -> KeptStatement:
    wanted = spec.strip().lower()
    found = [
        each for ref in refs for each in ledger.statements(target=ref)
        if len(wanted) >= LEAST_DIGITS and each.id.startswith(wanted)
    ]  # fmt: skip
    if len(found) != 1:
        what = f"{len(found)} statements begin with {spec!r}" if found else f"nothing here is called {spec!r}"
        fix = "give more of its digits" if found else "name a branch, a commit, OLD..NEW, #ENTRY or a statement's id"
        raise InputError(Problem("P0872", what, fix))
    return found[0]


def _at(reader: RepositoryReader, records: Sequence[Recorded], commit: str) -> list[Recorded]:
    """The records of a commit: as a new tip, as the head that landed, else as one of the commits that landed."""
    exact = [each for each in records if commit in (each.new, *_heads(each))]
    if exact:
        return exact
    landed = [each for each in records if each.done is not None and not is_nothing(each.new)]
    for record in reversed(landed[-MOST_SPANS:]):
        span = record.new if is_nothing(record.old) else f"{record.old}..{record.new}"
        if not record.is_beginning and any(each.id == commit for each in reader.commits(span)):
            return [record]
    return []


def _heads(record: Recorded) -> list[str]:
    changes = [each.get("change") for each in landings_of(record.decision_entry)]
    return [str(each.get("head")) for each in changes if isinstance(each, dict)]


def _with_tries(
    spec: str, commit: str, found: Sequence[Recorded], records: Sequence[Recorded],
    statement: KeptStatement | None = None,
) -> Meant:  # fmt: skip
    """The change with the other tries to land the same head on the same ref."""
    if not found:
        target = statement.target if statement else ""
        return Meant(spec, commit, target, (), statement.id if statement else "")
    last = found[-1]
    heads = {commit, *_heads(last)} - {""}
    tries = [each for each in records if each.ref == last.ref and (each in found or heads & set(_heads(each)))]
    return Meant(spec, last.head or last.new, last.ref, tuple(tries), statement.id if statement else "")
