"""Who, or what, wrote the lines that a range as a person types it adds?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.detect.agent_rows import NO_ROWS, AgentRows
from paraph.flows.provenance.net_authorship import NetAuthorship, net_authorship
from paraph.ports.attribution import AttributionRecords
from paraph.ports.repository import RepositoryReader


class RangeLines(NamedTuple):
    """The lines of one range. `base` is empty where the whole history was asked about; `tree` is what was compared with
    it, and `doubt` says why that is not the merge of both: `base` is then the merge base, where there is one."""

    base: str
    head: str
    tree: str
    net: NetAuthorship
    doubt: str = ""


def range_lines(
    reader: RepositoryReader, records: AttributionRecords, range_: str, own: AgentRows = NO_ROWS
) -> RangeLines:
    """The lines that `A..B` adds: those of the merge of B into A that A has not; where they do not merge, those that B
    has added since their merge base. Of a single revision, all its lines.

    Raises InputError for what names no commit, ReadError when the repository cannot be read.
    """
    old, dots, new = range_.partition("..")
    base = reader.commit_id(old or "HEAD") if dots else ""
    head = reader.commit_id((new.removeprefix(".") or "HEAD") if dots else range_)
    merged = reader.merged(base, head) if base else None
    tree, doubt = merged.tree if merged else None, ""
    if merged and merged.doubt and not tree:
        fork = reader.merge_base(base, head)
        how = f"from the merge base {fork[:12]}" if fork else "as they stand"
        base, doubt = fork or base, f"{merged.doubt.why}: compared {how}"
    tree = tree or reader.tree_id(head)
    return RangeLines(base, head, tree, net_authorship(reader, records, base, head, tree, own), doubt)
