"""Which tools do the records of lines below a change name, of those that its commits do not?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from paraph.core.detect.lines.tool_names import tool_name
from paraph.ports.attribution import NO_RECORDS, LineSource
from paraph.ports.repository import RepositoryReader

COMMITS_READ = 500


def recorded_tools(reader: RepositoryReader, source: LineSource, base: str, wanted: Iterable[str]) -> tuple[str, ...]:
    """Those of the wanted tools that records of the newest `COMMITS_READ` commits below a base name.

    Only a record that is what was first put down for its commit, and not by this very push, counts: nobody makes a
    tool known by a note of their own. Nothing is read where there are no records, or nothing is wanted. Raises
    ReadError when git does not answer.
    """
    left = {tool.casefold(): tool for tool in wanted}
    if not left or not base or not source.is_there():
        return ()
    below = [one.id for one in islice(reader.commits(base), COMMITS_READ)]
    firsts = source.recorded([each for each in below if each not in source.fresh])
    records = source.records() if firsts else NO_RECORDS
    known: list[str] = []
    for record in records.attributions(list(firsts)):
        if record.digest != firsts[record.commit].digest:
            continue
        claims = {span.claim for file in record.files for span in file.spans if span.claim}
        names = {tool_name(claim.tool).casefold() for claim in claims if claim.polarity == "ai"}
        known += [left.pop(name) for name in names & left.keys()]
        if not left:
            break
    return tuple(sorted(known))
