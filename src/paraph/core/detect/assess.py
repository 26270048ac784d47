"""How far did a machine write this, and does what was declared agree with what was found?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.detect.claims import RANK, declared_level, is_claim, level_of
from paraph.core.model.change import Change
from paraph.core.model.decision import AssistanceFound, Finding
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory
from paraph.core.model.provenance import (
    STRENGTHS,
    Assistance,
    Declaration,
    EvidenceStrength,
    Provenance,
    Signal,
)
from paraph.core.policy.lookup import normal_account

GENERATED_SHARE = 0.5
# What keeps a "none" from being believed. A date is the commit's own claim, and weakens no clue against a claim.
_AGAINST_NONE = frozenset(
    {
        "contradiction", "disguised_trailer", "doubtful_date", "unreadable_declaration",
        "note_changed", "note_stripped", "note_unreadable", "note_twice",
    }
)  # fmt: skip


def assess(
    provenance: Provenance, change: Change, directory: Directory | None = None, generated_share: float = GENERATED_SHARE
) -> tuple[AssistanceFound, tuple[Finding, ...]]:
    """The assistance of a whole change, and what is odd about its traces.

    The strongest claim wins: autonomous, generated, assisted; none only where a declaration covers the
    change and nothing contradicts it; else unknown. `generated_share` is from 0 to 1.
    A clue below proof that rests on an address or login does not count where the directory says that it is a person's.
    """
    signals = _of_tools(provenance, directory)
    value, because = _strongest(provenance, signals, generated_share)
    findings = (*_contradictions(provenance, signals, generated_share), *_oddities(provenance))
    if value is Assistance.UNKNOWN:
        value, because = _none_or_unknown(provenance, change, findings)
    claims = [signal.tool for signal in signals if is_claim(signal)]
    declared = [tool for declaration in provenance.declarations for tool in declaration.tools]
    found = AssistanceFound(
        value=value.value,
        because=because,
        tools=tuple(dict.fromkeys((*claims, *declared, *(provenance.lines.tools if provenance.lines else ())))),
        ai_lines=provenance.ai_lines,
        ai_share=_share(provenance),
        recorded_lines=min(provenance.lines.recorded, provenance.ai_lines) if provenance.lines else 0,
        strength=_strength(provenance, signals),
    )
    return found, findings


def _strength(provenance: Provenance, signals: tuple[Signal, ...]) -> EvidenceStrength:
    """The strength of the best evidence of who wrote it: what somebody declares is as strong as a clue in plain words,
    clues that claim nothing are weak."""
    told: set[str] = {signal.strength if is_claim(signal) else "weak" for signal in signals}
    told |= {"strong"} if provenance.declarations else set()
    told |= {provenance.lines.strongest or "none"} if provenance.lines else set()
    return next((each for each in STRENGTHS if each in told), "none")


def _of_tools(provenance: Provenance, directory: Directory | None) -> tuple[Signal, ...]:
    if directory is None or not directory.people or not provenance.signals:
        return provenance.signals
    people = {normal_account(account) for person in directory.people for account in person.accounts}
    return tuple(signal for signal in provenance.signals if not _is_of_person(signal, people))


def _is_of_person(signal: Signal, people: set[str]) -> bool:
    if signal.strength == "proof":
        return False
    if signal.source == "account":
        return normal_account(signal.text.rpartition(" ")[0]) in people
    if signal.source in {"author", "committer", "trailer"} and "<" in signal.text:
        return normal_account("email:" + signal.text.rpartition("<")[2].partition(">")[0]) in people
    return False


def _strongest(provenance: Provenance, signals: tuple[Signal, ...], generated_share: float) -> tuple[Assistance, str]:
    best, because = Assistance.UNKNOWN, ""
    for signal in signals:
        level = level_of(signal)
        if level and RANK[level] > RANK[best]:
            best, because = level, f"{_kind_of_clue(signal)}: {signal.text}"
    for declaration in provenance.declarations:
        level = declared_level(declaration, generated_share)
        if RANK[level] > max(RANK[best], RANK[Assistance.NONE]):
            best, because = level, f"declared: {declaration.text}"
    level, said = _by_lines(provenance, generated_share)
    if level is Assistance.GENERATED and RANK[best] < RANK[level]:
        return level, said
    return (level, said) if level is not None and best is Assistance.UNKNOWN else (best, because)


def _by_lines(provenance: Provenance, generated_share: float) -> tuple[Assistance | None, str]:
    """What the share of AI-written lines amounts to. Lines that a tool may only have helped with cannot make a change
    generated, those that a record attributes to AI alone can."""
    lines = provenance.ai_lines
    if not lines:
        return None, ""
    recorded = provenance.lines.recorded if provenance.lines else 0
    sure = (provenance.lines.sure if provenance.lines else 0) if provenance.is_upper_bound else lines
    if not sure and not recorded:
        return None, ""
    said = f"{_share_of(sure or lines, provenance):.0%} of the added lines are attributed to AI"
    is_much = _share_of(sure, provenance) >= generated_share
    return (Assistance.GENERATED if sure and is_much else Assistance.ASSISTED), said


def _kind_of_clue(signal: Signal) -> str:
    if signal.is_author:
        return f"an agent's account {'authored' if signal.source == 'author' else 'opened or pushed'}"
    return f"{signal.tool} {signal.role if signal.role in {'wrote', 'helped'} else 'took part'}"


def _none_or_unknown(provenance: Provenance, change: Change, findings: tuple[Finding, ...]) -> tuple[Assistance, str]:
    nothing = [each for each in provenance.declarations if each.assistance is Assistance.NONE]
    if nothing and not any(finding.kind in _AGAINST_NONE for finding in findings):
        covered = {each.commit for each in nothing}
        if None in covered or (change.commits and all(commit.id in covered for commit in change.commits)):
            return Assistance.NONE, f"declared: {nothing[0].text}"
        return Assistance.UNKNOWN, "only some of the commits were declared to be without AI"
    if any(signal.strength == "weak" for signal in provenance.signals):
        return Assistance.UNKNOWN, "nothing was declared, and there are only weak clues"
    return Assistance.UNKNOWN, "nothing was declared, and no tool left a trace"


def _contradictions(provenance: Provenance, signals: tuple[Signal, ...], generated_share: float) -> Iterator[Finding]:
    if not any(declaration.is_exact for declaration in provenance.declarations):
        return
    loudest = _loudest(provenance, signals, generated_share)
    for declaration in provenance.declarations:
        declared = declared_level(declaration, generated_share)
        rival = loudest.get(declaration.commit)
        if declaration.is_exact and rival and RANK[rival[0]] > RANK[declared]:
            text = f"declared {declared.value} ({declaration.text}), but {rival[0].value} by {rival[1]}"
            yield Finding("contradiction", text, commit=rival[2])
        elif declaration.is_exact and (told := _told_otherwise(provenance, declaration, declared, generated_share)):
            yield told


def _told_otherwise(
    provenance: Provenance, declaration: Declaration, declared: Assistance, generated_share: float
) -> Finding | None:
    """Records of lines that say more than was declared."""
    lines = provenance.lines
    if lines is None or not lines.recorded or declaration.commit not in {None, *lines.commits}:
        return None
    level, said = _by_lines(changed(provenance, is_upper_bound=True), generated_share)
    is_none = declared is Assistance.NONE
    if not is_none and (declaration.commit is not None or level is None or RANK[level] <= RANK[declared]):
        return None
    count = f"{lines.recorded} added {'line' if lines.recorded == 1 else 'lines'}"
    by = f" ({', '.join(lines.tools[:3])})" if lines.tools else ""
    what = f"records attribute {count} to AI{by}" if is_none else said
    return Finding("contradiction", f"declared {declared.value} ({declaration.text}), but {what}",
                   commit=declaration.commit or next(iter(lines.commits), None))  # fmt: skip


def _loudest(
    provenance: Provenance, signals: tuple[Signal, ...], generated_share: float
) -> dict[str | None, tuple[Assistance, str, str | None]]:
    """The strongest thing said of each commit, and under None of the change with all its commits."""
    found: dict[str | None, tuple[Assistance, str, str | None]] = {}
    clues = ((level_of(signal), signal.text, signal.commit) for signal in signals)
    words = ((declared_level(each, generated_share), each.text, each.commit) for each in provenance.declarations)
    for level, text, commit in (*clues, *words):
        for scope in {commit, None} if level else ():
            if level and (scope not in found or RANK[level] > RANK[found[scope][0]]):
                found[scope] = (level, text, commit)
    return found


def _oddities(provenance: Provenance) -> Iterator[Finding]:
    for oddity in provenance.oddities:
        yield Finding(oddity.kind, oddity.text, oddity.path, oddity.commit)


def _share(provenance: Provenance) -> float:
    return _share_of(provenance.ai_lines, provenance)


def _share_of(lines: int, provenance: Provenance) -> float:
    if not lines:
        return 0.0
    return min(lines / provenance.added_lines, 1.0) if provenance.added_lines > 0 else 1.0
