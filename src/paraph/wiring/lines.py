"""Which records answer where lines are asked about? Imports stand inside functions."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.adapters.git.reader import GitRepository
    from paraph.flows.provenance.range_lines import RangeLines


def lines_of_range(reader: GitRepository, range_: str) -> RangeLines:
    """Who, or what, wrote the lines that a range adds, by the records that travel with the repository."""
    from paraph.flows.provenance.range_lines import range_lines
    from paraph.wiring.provenance import attribution_records

    with closing(attribution_records(reader)) as records:
        return range_lines(reader, records, range_)
