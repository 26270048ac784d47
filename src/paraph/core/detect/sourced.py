"""Where does a change come from, where whoever gathered the facts did not say?"""

from __future__ import annotations

from paraph.core.detect.agent_rows import AgentRows
from paraph.core.detect.read import provenance_of
from paraph.core.model.facts import Facts
from paraph.core.model.noun import changed
from paraph.core.model.provenance import NOTE_FINDINGS, LineEvidence, Provenance

_LEFT_OUT = Provenance()


def sourced(facts: Facts, own: AgentRows) -> Facts:
    """The facts with a provenance; one that was left out is read from the change's own commits and text, by the
    catalogue and the rows that a policy adds to it."""
    if facts.provenance != _LEFT_OUT:
        return facts
    return changed(facts, provenance=provenance_of(facts.change, own=own))


def without_records(facts: Facts) -> Facts:
    """The facts as the change's own claims and declarations tell them: these very facts where records of lines add
    nothing."""
    provenance = facts.provenance
    oddities = tuple(each for each in provenance.oddities if each.kind not in NOTE_FINDINGS)
    is_same = provenance.ai_lines == provenance.lines_by_claims and not (provenance.lines and provenance.lines.recorded)
    if is_same and oddities == provenance.oddities:
        return facts
    lines = provenance.lines
    claimed = changed(
        provenance,
        ai_lines=provenance.lines_by_claims,
        claimed_lines=None,
        is_upper_bound=provenance.is_claim_bound,
        lines=lines and LineEvidence(
            paths=provenance.claimed_paths, more_paths=lines.more_paths,
            unplaced=min(lines.unplaced, provenance.lines_by_claims)),
        oddities=oddities,
    )  # fmt: skip
    return changed(facts, provenance=claimed)
