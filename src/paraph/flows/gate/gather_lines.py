"""What do records and claims say, line by line, of what a change adds?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from paraph.core.detect.agent_rows import NO_ROWS, AgentRows
from paraph.core.detect.claims import is_claim
from paraph.core.detect.lines.digest import attribution_digest
from paraph.core.detect.lines.tool_names import tool_name
from paraph.core.errors import ReadError
from paraph.core.model.attribution import FileLines, Span
from paraph.core.model.change import Change
from paraph.core.model.decision import Finding
from paraph.core.model.facts import Unreadable
from paraph.core.model.noun import changed
from paraph.core.model.provenance import (
    AI_VALUES,
    NOTE_FINDINGS,
    STRENGTHS,
    LineEvidence,
    NoteFindingKind,
    Oddity,
    PathLines,
    Provenance,
    Strength,
)
from paraph.core.model.signoff import Signoff
from paraph.flows.gate.line_records import CheckedRecords, held_at, last_answer, late_commits
from paraph.flows.provenance.net_authorship import NetAuthorship, net_authorship
from paraph.ports.attribution import NO_RECORDS, LineSource
from paraph.ports.repository import RepositoryReader

MOST_PATHS, MOST_COMMITS, MOST_TOOLS, MOST_ODDITIES = 200, 50, 20, 25
_RECORDS = frozenset({"note", "trace", "capture"})


class Gathered(NamedTuple):
    """A provenance with what its lines tell, and why they could not be read."""

    provenance: Provenance
    unread: tuple[Unreadable, ...] = ()


def gather_lines(
    reader: RepositoryReader,
    source: LineSource,
    change: Change,
    claimed: Provenance,
    signoffs: Iterable[Signoff] = (),
    own: AgentRows = NO_ROWS,
    hands: Set[str] = frozenset(),
) -> Gathered:
    """The provenance by claims alone, joined with what is known line by line. A record only ever adds: the lines that
    the commits' own claims tell are counted whatever a record says of them. `hands` are the ids of those whose answers
    count for nothing, as they had a hand in the change.

    Where there are neither records nor claims nothing is read. Records that cannot be read make the provenance
    unreadable; one bad record among others is a finding, and its commit counts as by its claims.
    """
    if not change.head or not change.commits:
        return Gathered(claimed)
    try:
        recorded = source.recorded([each.id for each in change.commits])
        records = source.records()
        if records is NO_RECORDS and not recorded and not claimed.ai_lines:
            return Gathered(claimed)
        last = last_answer(source, signoffs, hands)
        checked = CheckedRecords(records, recorded, late_commits(source, last, recorded), held_at(source, last))
        tree = change.tree or ""
        told = net_authorship(reader, checked, change.base, change.head, tree, own)
        alone = told
        if claimed.ai_lines and told.covered:
            silent = CheckedRecords(NO_RECORDS, {}, frozenset())
            alone = net_authorship(reader, silent, change.base, change.head, tree, own)
    except ReadError as error:
        problem = error.problems[0]
        why = f"the records of lines could not be read: {problem.what}"
        return Gathered(claimed, (Unreadable("provenance", f"{why} (fix: {problem.fix})" if problem.fix else why),))
    found = joined_with(claimed, told, alone if claimed.ai_lines else None, checked.lost())
    return Gathered(changed(found, oddities=(*found.oddities, *_oddities((*told.findings, *checked.findings())))))


def joined_with(
    claimed: Provenance, told: NetAuthorship, alone: NetAuthorship | None, lost: Mapping[str, int]
) -> Provenance:
    """Claims and lines together. `alone` is what the commits' own claims tell of the lines, None where they claim
    nothing; `lost` how many AI-written lines records told that are gone, or others now: they still count, somewhere."""
    own = frozenset(each.commit for each in claimed.signals if is_claim(each) and each.commit)
    own |= {each.commit for each in claimed.declarations if each.commit and each.assistance in AI_VALUES}
    lines = _evidence(told, own)
    by_claims = _by_path(alone.files if alone else ())
    paths = _joined_paths(_by_path(told.files), by_claims)
    if _is_claimed_whole(claimed):
        total = max(claimed.ai_lines, lines.ai + lines.mixed)
        unplaced = max(0, claimed.ai_lines - sum(each.ai + each.mixed for each in paths))
    else:
        unplaced = _lost(told, own, lost)
        total = claimed.ai_lines + lines.unclaimed + unplaced
    total = max(claimed.ai_lines, min(total, claimed.added_lines))
    is_helped = claimed.is_upper_bound if claimed.ai_lines else bool(lines.mixed)
    if not lines.recorded and not total and not lines.human_attested:
        return claimed
    return changed(
        claimed,
        ai_lines=total,
        claimed_lines=claimed.ai_lines,
        is_upper_bound=is_helped,
        is_claim_bound=claimed.is_upper_bound,
        claimed_paths=by_claims[:MOST_PATHS],
        lines=changed(lines, paths=paths[:MOST_PATHS], more_paths=max(0, len(paths) - MOST_PATHS), unplaced=unplaced),
    )


def _lost(told: NetAuthorship, own: frozenset[str], lost: Mapping[str, int]) -> int:
    """What is missing of lost records in commits that claim nothing themselves."""
    missing = {commit: lines for commit, lines in lost.items() if commit not in own}
    for span in (span for file in told.files for span in file.spans if span.kind in ("ai", "mixed")):
        if span.commit in missing:
            missing[span.commit] -= span.last - span.first + 1
    return sum(lines for lines in missing.values() if lines > 0)


def _is_claimed_whole(claimed: Provenance) -> bool:
    """Whether somebody claims something of the change, and of no commit."""
    return any(each.commit is None and is_claim(each) for each in claimed.signals) or any(
        each.commit is None and each.assistance in AI_VALUES for each in claimed.declarations
    )


def _evidence(told: NetAuthorship, own: frozenset[str]) -> LineEvidence:
    """What all lines together come to; `own` are the commits that claim something themselves."""
    recorded = sure = unclaimed = 0
    tools: dict[str, None] = {}
    commits: dict[str, None] = {}
    strengths: set[Strength] = set()
    for span in (span for file in told.files for span in file.spans if span.kind in ("ai", "mixed")):
        count, claim = span.last - span.first + 1, span.claim
        strengths |= {claim.strength} if claim else set()
        if claim is None or claim.source not in _RECORDS:
            continue
        recorded += count
        sure += count if span.kind == "ai" else 0
        unclaimed += 0 if span.commit in own else count
        tools.update(dict.fromkeys([tool_name(claim.tool)] if claim.tool else []))
        commits[span.commit] = None
    best = [each for each in STRENGTHS if each in strengths]
    return LineEvidence(
        *told.counts,
        recorded=recorded,
        sure=sure,
        unclaimed=unclaimed,
        tools=tuple(tools)[:MOST_TOOLS],
        commits=tuple(filter(None, commits))[:MOST_COMMITS],
        strongest=best[0] if best else None,
        weakest=best[-1] if best else None,
        digest=attribution_digest(told.files),
    )


def _by_path(files: Sequence[FileLines]) -> tuple[PathLines, ...]:
    """The files with AI or mixed lines, those with most of them first."""
    found = [PathLines(path, **_counts(spans)) for path, spans in files]
    return _ordered(each for each in found if each.ai or each.mixed)


def _counts(spans: tuple[Span, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for span in spans:
        counts[span.kind] = counts.get(span.kind, 0) + span.last - span.first + 1
    return counts


def _joined_paths(told: tuple[PathLines, ...], alone: tuple[PathLines, ...]) -> tuple[PathLines, ...]:
    """Of each file what tells of more AI-written lines: records make nothing less that commits claim."""
    found = {each.path: each for each in alone}
    for each in told:
        before = found.get(each.path)
        if before is None or each.ai + each.mixed >= before.ai + before.mixed:
            found[each.path] = each
    return _ordered(found.values())


def _ordered(paths: Iterable[PathLines]) -> tuple[PathLines, ...]:
    return tuple(sorted(paths, key=lambda each: (-each.ai - each.mixed, each.path)))


def _told(finding: Finding) -> str:
    if finding.kind != "note_unadded_lines":
        return finding.text
    return f"the record of lines of {(finding.commit or '')[:12]} {finding.text}; they count for nothing"


def _oddities(findings: Iterable[Finding]) -> tuple[Oddity, ...]:
    """What is odd about records and concerns whoever decides, once a commit; how they are written does not.

    Each kind has room of its own: what is easily made in numbers must not crowd out the one record that was changed.
    """
    found: dict[NoteFindingKind, dict[str | None, Oddity]] = {name: {} for name in NOTE_FINDINGS}
    for each in findings:
        for name in NOTE_FINDINGS:
            if name == each.kind and len(found[name]) < MOST_ODDITIES:
                found[name].setdefault(each.commit, Oddity(name, _told(each), each.commit, each.path))
    return tuple(oddity for of_kind in found.values() for oddity in of_kind.values())
