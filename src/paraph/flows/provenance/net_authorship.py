"""Who, or what, wrote the lines that a change adds in the end, through all of its commits?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from paraph.core.detect.agent_rows import NO_ROWS, AgentRows
from paraph.core.detect.lines.consistency import record_findings
from paraph.core.detect.lines.kinds_of_commit import record_of, spans_of_commit
from paraph.core.detect.lines.spans import Ranges, added_ranges, clipped, filled, laid, together, uncovered
from paraph.core.detect.lines.tally import counts_of, total_of
from paraph.core.model.attribution import Attribution, FileLines, LineCounts, Span, Spans, TreeChange
from paraph.core.model.decision import Finding
from paraph.flows.provenance.line_order import Member, oldest_first
from paraph.flows.provenance.line_state import Own, State, Step, carry, follow
from paraph.ports.attribution import AttributionRecords
from paraph.ports.repository import RepositoryReader

RECORDS_AT_ONCE = 1024


class NetAuthorship(NamedTuple):
    """The lines that a change adds, file by file in the order of paths, and nothing of lines that it only touched.

    Every added line stands in one span, with the commit of the range that introduced it; the commit is empty where
    none did (a merge of other histories brought it, or the merge that is still to come). `commits` are those of the
    range, parents first. `covered` are those of them that have a record.
    """

    files: tuple[FileLines, ...]
    counts: LineCounts
    findings: tuple[Finding, ...]
    commits: tuple[str, ...]
    covered: frozenset[str] = frozenset()


class Followed(NamedTuple):
    """What is known at the end of a range, and what was odd on the way."""

    state: State
    commits: tuple[str, ...]
    covered: frozenset[str]
    findings: tuple[Finding, ...]


def net_authorship(
    reader: RepositoryReader,
    records: AttributionRecords,
    base: str,
    head: str,
    tree: str = "",
    own: AgentRows = NO_ROWS,
) -> NetAuthorship:
    """What is known of the lines that `tree` (that of `head` unless given: a merge's, say) adds to `base`.

    `base` and `head` are full ids of commits; no base is the empty tree, and the range then is the whole history.
    `own` are the rows that the policy adds to the catalogue.
    Raises `paraph.core.errors.ReadError` when the repository cannot be read.
    """
    found = followed(reader, records, base, head, own=own)
    state, end = found.state, tree or head
    pairs = [(head, end), (base, end)] if tree else [(base, end)]
    *last, net = reader.line_changes(pairs)
    for change in last:
        state = carry(state, change)
    files = tuple(sorted(_added(state, net)))
    total = total_of(counts_of(file.spans) for file in files)
    return NetAuthorship(files, total, found.findings, found.commits, found.covered)


def state_at(reader: RepositoryReader, records: AttributionRecords, base: str, tip: str) -> tuple[FileLines, ...]:
    """What is known at `tip` of the lines that the commits of `base..tip` introduced, in the order of paths.

    Raises `paraph.core.errors.ReadError` when the repository cannot be read.
    """
    return tuple(FileLines(path, spans) for path, spans in sorted(followed(reader, records, base, tip).state.items()))


class Watch(Protocol):
    """Sees a range being followed, commit by commit."""

    def begin(self, members: int) -> None:
        """So many commits there are."""
        ...

    def before(self, member: Member, step: Step) -> None:
        """What is known at the parents of the next commit, and what it changes."""
        ...

    def after(self, member: Member, state: State, added: dict[str, Ranges]) -> None:
        """What is known at it, and the lines that are its own."""
        ...


def followed(
    reader: RepositoryReader,
    records: AttributionRecords,
    base: str,
    head: str,
    watch: Watch | None = None,
    own: AgentRows = NO_ROWS,
) -> Followed:
    """What is known at `head` of the lines that the commits of `base..head` introduced, followed through all of them.

    Raises `paraph.core.errors.ReadError` when the repository cannot be read.
    """
    members = oldest_first(reader, base, head, own)
    if watch:
        watch.begin(len(members))
    inside = {member.id for member in members}
    waiting = Counter(parent for member in members for parent in member.parents if parent in inside)
    changes = reader.line_changes((parent, member.id) for member in members for parent in member.parents or ("",))
    states: dict[str, State] = {}
    findings: list[Finding] = []
    covered: set[str] = set()
    for member, record in _recorded(records, members):
        known: list[State] = []
        for parent in member.parents or ("",):
            waiting[parent] -= 1
            at = states.get(parent, {}) if waiting[parent] > 0 else states.pop(parent, {})
            # the last child goes on with what its first parent knew
            known.append(dict(at) if waiting[parent] > 0 and not known else at)
        step = Step(tuple(known), tuple(next(changes) for _ in known))
        told = record_of(record)
        if watch:
            watch.before(member, step)
        added = follow(step, _of_commit(member, told))
        if watch:
            watch.after(member, known[0], added)
        if record is not None:
            covered.add(member.id)
            brought = _brought(step)
            findings.extend(record_findings(record, brought, member.reading))
            if len(known) > 1 and told:
                _fill(known[0], told, brought)
        states[member.id] = known[0]
    return Followed(states.get(head, {}), tuple(each.id for each in members), frozenset(covered), tuple(findings))


def _recorded(records: AttributionRecords, members: list[Member]) -> Iterator[tuple[Member, Attribution | None]]:
    for start in range(0, len(members), RECORDS_AT_ONCE):
        batch = members[start : start + RECORDS_AT_ONCE]
        found = {record.commit: record for record in records.attributions([member.id for member in batch])}
        for member in batch:
            yield member, found.get(member.id)


def _of_commit(member: Member, told: dict[str, Spans] | None) -> Own:
    def own(path: str, ranges: Ranges) -> Spans:
        return spans_of_commit(ranges, None if told is None else told.get(path, ()), member.reading, member.id)

    return own


def _brought(step: Step) -> dict[str, Ranges]:
    """The lines that a commit adds to a parent of it, be it one of several: of them its record may tell."""
    found: dict[str, Ranges] = {}
    for change in step.changes:
        for file in change.files:
            ranges, others = added_ranges(file.hunks), found.get(file.new_path)
            found[file.new_path] = together(others, ranges) if others else ranges
    return found


def _fill(state: State, told: dict[str, Spans], brought: dict[str, Ranges]) -> None:
    """Believe a merge's record where nothing else is known of the lines that it brought."""
    for path, spans in told.items():
        if path in state:
            state[path] = filled(state[path], clipped(spans, brought.get(path, ())))


def _added(state: State, net: TreeChange) -> Iterator[FileLines]:
    for file in net.files:
        ranges = added_ranges(file.hunks)
        if ranges:
            known = clipped(state.get(file.new_path, ()), ranges)
            unknown = tuple(Span(first, last, "unknown") for first, last in uncovered(known, ranges))
            yield FileLines(file.new_path, laid(unknown, known))
