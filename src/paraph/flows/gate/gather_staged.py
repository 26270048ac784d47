"""What do agents' hooks know of the lines that are staged, before any commit has a record of them?"""

from __future__ import annotations

from paraph.core.detect.lines.tally import counts_of, total_of
from paraph.core.errors import ReadError
from paraph.core.model.change import Change
from paraph.core.model.facts import Unreadable
from paraph.core.model.provenance import Provenance
from paraph.flows.gate.gather_lines import Gathered, joined_with
from paraph.flows.provenance.net_authorship import NetAuthorship
from paraph.ports.attribution import LineSource


def gather_staged(source: LineSource, change: Change, claimed: Provenance) -> Gathered:
    """The provenance by claims, joined with what is captured of the staged lines, so that the next commit owes no more
    than was said before it. What cannot be read makes the provenance unreadable."""
    try:
        files = source.staged(change)
    except ReadError as error:
        why = f"what agents did could not be read: {error.problems[0].what}"
        return Gathered(claimed, (Unreadable("provenance", why),))
    if not files:
        return Gathered(claimed)
    told = total_of(counts_of(file.spans) for file in files)
    unknown = max(0, claimed.added_lines - sum(told))
    counts = told._replace(unknown=told.unknown + unknown)
    found = joined_with(claimed, NetAuthorship(files, counts, (), ()), None, {})
    return Gathered(found)
