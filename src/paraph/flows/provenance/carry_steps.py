"""What did each commit of a history add, and what is known of all lines of that history at each of its commits?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from paraph.core.detect.agent_rows import AgentRows
from paraph.core.detect.lines.kinds_of_commit import record_of, spans_of_commit
from paraph.core.detect.lines.spans import Ranges
from paraph.core.detect.message import Reading
from paraph.core.detect.read import read_commit
from paraph.core.model.attribution import Attribution, Spans, TreeChange
from paraph.flows.provenance.carry_state import Added, Known, state_of, within
from paraph.flows.provenance.line_state import State, follow
from paraph.flows.provenance.line_state import Step as Followed
from paraph.ports.attribution import AttributionRecords
from paraph.ports.repository import CommitRecord, RepositoryReader


class History(NamedTuple):
    """A repository, the records beside it, and the tools that its own policy adds to those which everybody knows."""

    reader: RepositoryReader
    records: AttributionRecords
    own: AgentRows


class Step(NamedTuple):
    """One commit: its differences to its parents, the lines that it has from none of them, what its own record says of
    these (empty where it has none), and what is known of them in all: lines that nothing tells of are `unknown`."""

    commit: CommitRecord
    changes: tuple[TreeChange, ...]
    added: Added
    recorded: Known
    known: Known


def steps(history: History, commits: Iterable[CommitRecord]) -> tuple[Step, ...]:
    """Look at some commits, in the order given, with one process for all differences and one reading of the records."""
    asked = tuple(commits)
    if not asked:
        return ()
    recorded = {each.commit: each for each in history.records.attributions([one.id for one in asked])}
    pairs = [(parent, one.id) for one in asked for parent in one.parents or ("",)]
    changes = iter(list(history.reader.line_changes(pairs)))
    return tuple(
        _step(one, read_commit(*one.said, own=history.own), tuple(next(changes) for _ in one.parents or ("",)),
              recorded.get(one.id))
        for one in asked
    )  # fmt: skip


def _step(
    commit: CommitRecord, reading: Reading, changes: tuple[TreeChange, ...], attribution: Attribution | None
) -> Step:
    record = None if record_of(attribution) is None or attribution is None else state_of(attribution.files)

    added: dict[str, Ranges] = {}

    def own(path: str, ranges: Ranges) -> Spans:
        added[path] = ranges
        return spans_of_commit(ranges, None if record is None else record.get(path, ()), reading, commit.id)

    known: State = {}
    nothing: tuple[State, ...] = (known, *({} for _ in changes[1:]))
    follow(Followed(nothing, changes), own)
    return Step(commit, changes, added, within(record or {}, added), known)


def states(taken: Sequence[Step]) -> dict[str, Known]:
    """What is known at the tree of each commit of all lines that these commits, parents first, introduced."""
    found: dict[str, Known] = {}
    for step in taken:
        before = [dict(found.get(parent, {})) for parent in step.commit.parents] or [{}]
        follow(Followed(tuple(before), step.changes), lambda path, _, own=step.known: own[path])  # type: ignore[misc]
        found[step.commit.id] = before[0]
    return found
