"""What is known of the lines that some commits brought, by their records or by what they claim?"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from paraph.core.detect.agent_rows import NO_ROWS, AgentRows
from paraph.core.detect.lines.kinds_of_commit import kind_of_commit, record_of
from paraph.core.detect.lines.line_evidence import Known, LineEvidence
from paraph.core.detect.read import read_commit
from paraph.ports.attribution import AttributionRecords
from paraph.ports.blame import BlameHead
from paraph.ports.repository import RepositoryReader


def known_lines(
    reader: RepositoryReader,
    records: AttributionRecords,
    heads: Mapping[str, BlameHead],
    shallow: Collection[str] = (),
    own: AgentRows = NO_ROWS,
) -> LineEvidence:
    """The evidence of the commits that a blame named, read in one go.

    Where git stopped at a commit that has parents, or whose parents are not here, lines are laid to it that it may not
    have brought: its claims then say nothing of them, its record what it names. `own` are the rows that the policy
    adds to the catalogue. Raises ReadError when the repository cannot be read.
    """
    commits = [commit for commit in heads if commit.strip("0")]
    found = {each.commit: record_of(each) for each in records.attributions(commits)}
    recorded = {commit: told for commit, told in found.items() if told is not None}
    claimed: dict[str, Known] = {}
    silent = [commit for commit in commits if commit not in recorded]
    for one in reader.commit_records(silent):
        if one.id in shallow or (heads[one.id].is_boundary and one.parents):
            continue
        reading = read_commit(*one.said, own=own)
        claimed[one.id] = kind_of_commit(reading, one.id)
    return LineEvidence(recorded, claimed)
