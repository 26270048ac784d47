"""At which commits do the traces of a store belong?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol

from paraph.core.detect.lines.joined_records import joined_records
from paraph.core.detect.lines.trace_commit import Trace, commits_of
from paraph.core.model.attribution import Attribution, LineCounts
from paraph.core.model.noun import changed


class _Reader(Protocol):
    """Tells which paths commits changed."""

    def touched(self, commits: Iterable[str]) -> dict[str, frozenset[str]]:
        """The paths of each."""
        ...


class Placed(NamedTuple):
    """The records by commit, and the traces that belong to no commit that is here."""

    records: list[Attribution]
    homeless: list[Trace]


def place_traces(reader: _Reader, traces: list[Trace], descent: Callable[[], Iterator[tuple[str, ...]]]) -> Placed:
    """Each trace at the commits that it can speak of; of two that name a line the later one is believed."""
    named = {trace.revision for trace in traces if trace.revision}
    children: dict[str, list[str]] = {}
    here: set[str] = set()
    for commit, *parents in descent() if named else ():
        if commit in named:
            here.add(commit)
        if parents and parents[0] in named:
            children.setdefault(parents[0], []).append(commit)
    asked = sorted(here.union(*children.values()))
    touched = reader.touched(asked) if asked else {}
    records: dict[str, Attribution] = {}
    homeless: list[Trace] = []
    for trace in traces:
        commits = commits_of(trace, children, touched)
        if not commits:
            homeless.append(trace)
        for commit in commits:
            records[commit] = _joined(records.get(commit), trace.at(commit))
    return Placed([records[commit] for commit in sorted(records)], homeless)


def _joined(before: Attribution | None, new: Attribution) -> Attribution:
    if before is None:
        return new
    return changed(
        joined_records(before, new),
        oddities=before.oddities + new.oddities,
        size_bytes=before.size_bytes + new.size_bytes,
        stated=LineCounts(*(one + other for one, other in zip(before.stated, new.stated, strict=True))),
    )
