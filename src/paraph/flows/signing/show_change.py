"""Which files and lines does a reader of a change see, and who, or what, is known to have written them?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from paraph.core.detect.agent_rows import NO_ROWS, AgentRows
from paraph.core.detect.claims import is_claim
from paraph.core.model.attribution import LineKind, Spans
from paraph.core.model.change import ChangedFile
from paraph.core.model.facts import Facts
from paraph.core.model.provenance import AI_VALUES, Provenance
from paraph.flows.provenance.net_authorship import net_authorship
from paraph.ports.attribution import AttributionRecords
from paraph.ports.repository import RepositoryReader


class ShownFile(NamedTuple):
    """One changed file and of what kind is all that was added to it: told by `lines` where something is known of them,
    else by whole commits (None)."""

    file: ChangedFile
    kind: LineKind
    lines: Spans | None = None


def lines_of(
    reader: RepositoryReader, records: AttributionRecords, facts: Facts, own: AgentRows = NO_ROWS
) -> Mapping[str, Spans] | None:
    """What is known of each added line of a change, by path; None where nothing is known of any line."""
    change = facts.change
    if facts.provenance.lines is None:
        return None
    found = net_authorship(reader, records, change.base, change.head, change.tree or "", own)
    return dict(found.files)


def shown_files(
    reader: RepositoryReader, facts: Facts, lines: Mapping[str, Spans] | None = None
) -> tuple[ShownFile, ...]:
    """The changed files in their order, told line by line where `lines` is given.

    By lines, a file is `ai` where AI wrote all that was added, `mixed` where it had a hand in some, `human_attested`
    where somebody attests all of it. By commits, `ai`: only commits with an AI claim touched it, or the change as a
    whole is claimed and no commit says more; `mixed`: such commits and others; `human_attested`: only commits that
    declare no AI. What nothing was said of is unknown.
    """
    if lines is not None:
        return tuple(
            ShownFile(each, _by_lines(lines.get(each.path, ())), lines.get(each.path, ()))
            for each in facts.change.files
        )
    said = facts.provenance
    claimed, declined = _claimed(said), _declined(said)
    if not claimed - {None} and None in claimed:
        return tuple(ShownFile(each, "ai") for each in facts.change.files)
    by_path: dict[str, set[str]] = {}
    for commit, paths in reader.touched(each.id for each in facts.change.commits if each.id).items():
        for path in paths:
            by_path.setdefault(path, set()).add(commit)
    return tuple(
        ShownFile(each, _by_commits(by_path.get(each.path, set()), claimed, declined)) for each in facts.change.files
    )


def _by_lines(spans: Spans) -> LineKind:
    kinds = {span.kind for span in spans}
    if kinds & {"ai", "mixed"}:
        return "ai" if kinds == {"ai"} else "mixed"
    return "human_attested" if kinds == {"human_attested"} else "unknown"


def _by_commits(commits: set[str], claimed: set[str | None], declined: set[str | None]) -> LineKind:
    if commits & claimed:
        return "ai" if commits <= claimed else "mixed"
    is_declined = commits <= declined or (None in declined and None not in claimed)
    return "human_attested" if commits and is_declined else "unknown"


def _claimed(said: Provenance) -> set[str | None]:
    clues = {each.commit for each in said.signals if is_claim(each)}
    return clues | {each.commit for each in said.declarations if each.assistance in AI_VALUES}


def _declined(said: Provenance) -> set[str | None]:
    return {each.commit for each in said.declarations if each.assistance == "none"}
