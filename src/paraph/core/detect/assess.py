"""How far did a machine write this, and does what was declared agree with what was found?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.detect.claims import RANK, declared_level, is_claim, level_of
from paraph.core.model.change import Change
from paraph.core.model.decision import AssistanceFound, Finding
from paraph.core.model.person import Directory
from paraph.core.model.provenance import Assistance, Provenance, Signal
from paraph.core.policy.lookup import normal_account

GENERATED_SHARE = 0.5
# What keeps a "none" from being believed. A date is the commit's own claim, and weakens no clue against a claim.
_AGAINST_NONE = frozenset({"contradiction", "disguised_trailer", "doubtful_date", "unreadable_declaration"})


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
        tools=tuple(dict.fromkeys((*claims, *declared))),
        ai_lines=provenance.ai_lines,
        ai_share=_share(provenance),
    )
    return found, findings


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
    share = _share(provenance)
    if provenance.ai_lines and not provenance.is_upper_bound and RANK[best] < RANK[Assistance.GENERATED]:
        if share >= generated_share:
            return Assistance.GENERATED, f"{share:.0%} of the added lines are attributed to AI"
        if best is Assistance.UNKNOWN:
            return Assistance.ASSISTED, f"{share:.0%} of the added lines are attributed to AI"
    return best, because


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
        yield Finding(oddity.kind, oddity.text, commit=oddity.commit)


def _share(provenance: Provenance) -> float:
    if not provenance.ai_lines:
        return 0.0
    return min(provenance.ai_lines / provenance.added_lines, 1.0) if provenance.added_lines > 0 else 1.0
