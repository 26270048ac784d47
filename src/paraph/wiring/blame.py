"""Who, or what, wrote the lines of a file, from git and the records beside it? Imports stand inside functions."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from paraph.adapters.git.blame import BlameRequest
    from paraph.adapters.git.reader import GitRepository
    from paraph.core.detect.agent_rows import AgentRows
    from paraph.core.detect.lines.line_evidence import LineEvidence
    from paraph.core.model.attribution import Spans
    from paraph.ports.blame import Blamed


class BlamedFile(NamedTuple):
    """The answer of git, what is known of the lines, and what agents wrote that is not committed. `is_cut` where lines
    are laid to the end of a shallow clone."""

    blamed: Blamed
    evidence: LineEvidence
    uncommitted: Spans = ()
    is_cut: bool = False


def blame_file(reader: GitRepository, request: BlameRequest, meanwhile: Callable[[], object] = tuple) -> BlamedFile:
    """Who wrote the lines of one file; `meanwhile` is done while git works, as is what else can be made ready then.

    Raises ParaphError where it cannot be told.
    """
    from paraph.adapters.git.blame import blame
    from paraph.wiring.line_records import opened_records
    from paraph.wiring.own_agents import own_agents

    rows: list[AgentRows] = []

    def make_ready() -> None:
        rows.append(own_agents(reader))
        records.get()
        import_module("paraph.flows.provenance.known_lines")
        meanwhile()

    shallow = reader.location.shallow
    with opened_records(reader) as records:
        blamed = blame(reader, request, make_ready)
        from paraph.flows.provenance.known_lines import known_lines

        evidence = known_lines(reader, records.get(), blamed.heads, shallow, rows[0])
    open_ = not request.contents and any(not commit.strip("0") for commit in blamed.heads)
    return BlamedFile(
        blamed, evidence, _uncommitted(reader, blamed) if open_ else (), not shallow.isdisjoint(blamed.heads)
    )


def unfetched_records(reader: GitRepository, found: BlamedFile) -> str:
    """The remote at which records of these lines may be, where none is here; empty where there is nothing to fetch."""
    from paraph.adapters.git.unfetched_records import unfetched_at
    from paraph.wiring.line_records import has_records

    return "" if found.evidence.recorded or has_records(reader) else unfetched_at(reader.location)


def _uncommitted(reader: GitRepository, blamed: Blamed) -> Spans:
    from paraph.adapters.agents.capture.journal import JOURNAL
    from paraph.adapters.agents.capture.journal_reading import Journal
    from paraph.flows.capture.uncommitted_lines import uncommitted_lines

    journal = Journal(reader.folder)
    if not os.path.exists(f"{journal.place.capture}/{JOURNAL}"):
        return ()
    return uncommitted_lines(journal, blamed.path, reader.read(blamed.commit, blamed.path) or b"")
