"""What is known of the lines that stand in the work tree and in no commit yet, because git put them there?

A reset gives back what it took from the history, `merge --squash` and `cherry-pick -n` put the work of commits into
the files, a stash what was set aside. What was known of these lines is told to the journal, for files as they are now:
what a person types later is not in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from paraph.core.detect.lines.spans import added_ranges
from paraph.core.model.attribution import LineKind, Spans
from paraph.flows.provenance.carry_rewrite import MOST_COMMITS, Source, in_order, range_of_commits
from paraph.flows.provenance.carry_state import over, state_of, within
from paraph.flows.provenance.carry_steps import History, states, steps
from paraph.flows.provenance.line_state import carry
from paraph.ports.attribution import AttributionRecords
from paraph.ports.repository import CommitRecord, RepositoryReader
from paraph.ports.work_tree import WorkTree


class ToldLines(NamedTuple):
    """Neighbouring lines of a file in the work tree, and who is known to have written them: an agent, whom `person`
    asked where that is known, or `person` themselves."""

    first: int
    last: int
    kind: LineKind
    agent: str
    session: str
    model: str
    person: str = ""
    strength: str = ""


def told_in_work(
    reader: RepositoryReader, work: WorkTree, head: str, sources: Sequence[Source]
) -> dict[str, tuple[ToldLines, ...]]:
    """What is known of lines that the work tree has and `head` (empty for none) has not, by path.

    `sources` are the trees that the lines may come from, the one that is believed most first.
    Raises ReadError where git fails.
    """
    paths = sorted({path for source in sources for path in source.known})
    if not paths:
        return {}
    tree = work.tree(paths)
    net, *changes = reader.line_changes([(head, tree), *((source.tree, tree) for source in sources)])
    added = {file.new_path: added_ranges(file.hunks) for file in net.files if file.new_path and not file.is_binary}
    found: dict[str, Spans] = {}
    for source, change in zip(sources, changes, strict=True):
        found = over(within(carry(source.known, change), added), found)
    told = {path: _told(spans) for path, spans in found.items()}
    return {path: lines for path, lines in told.items() if lines}


def of_range(history: History, base: str, tip: str, *, most: int = MOST_COMMITS) -> list[Source]:
    """What is known at a tip of the lines that it has beyond a base; nothing where `most` commits would not do."""
    commits = range_of_commits(history.reader, base, tip, most=most + 1)
    known = states(steps(history, commits)) if len(commits) <= most else {}
    return [Source(tip, known[tip])] if tip in known else []


def of_commits(history: History, commits: Iterable[CommitRecord]) -> list[Source]:
    """What is known of the lines that some commits added, the last one first."""
    taken = steps(history, in_order(list(commits)))
    return [Source(step.commit.id, step.known) for step in reversed(taken)]


def of_stash(stashed: AttributionRecords, commits: Iterable[str]) -> list[Source]:
    """What was known of the work that stands in some commits of a stash."""
    return [Source(each.commit, state_of(each.files)) for each in stashed.attributions(list(commits))]


def _told(spans: Spans) -> tuple[ToldLines, ...]:
    return tuple(
        ToldLines(
            span.first, span.last, span.kind, span.claim.tool, span.claim.session, span.claim.model,
            span.claim.person, span.claim.strength,
        )
        for span in spans
        if span.kind != "unknown" and span.claim
    )  # fmt: skip
