"""Which records answer where lines are asked about? Imports stand inside functions."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.adapters.git.reader import GitRepository
    from paraph.flows.provenance.range_lines import RangeLines


def lines_of_range(reader: GitRepository, range_: str) -> RangeLines:
    """Who, or what, wrote the lines that a range adds, by the records that travel with the repository.

    Raises InputError for what names no commit, ReadError when the repository cannot be read, or has not all of the
    range: the last commits of a shallow clone would seem to have brought everything.
    """
    from paraph.core.errors import Problem, ReadError
    from paraph.flows.provenance.range_lines import range_lines
    from paraph.wiring.own_agents import own_agents
    from paraph.wiring.provenance import attribution_records

    with closing(attribution_records(reader)) as records:
        found = range_lines(reader, records, range_, own_agents(reader))
    cut = sorted(reader.location.shallow.intersection(found.net.commits))
    if cut:
        what = f"this clone is shallow: what came before {cut[0][:12]} is not here, so its lines cannot be told"
        raise ReadError(Problem("P1001", what, "`git fetch --unshallow`"))
    return found
