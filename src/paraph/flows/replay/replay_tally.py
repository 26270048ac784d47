"""What do many decisions add up to?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from paraph.core.model.decision import Decision, Owed, Verdict

SECONDS_A_WEEK = 7 * 86_400
REASONS_KEPT = 1_000
OTHER_REASONS = "other reasons"


@dataclass(slots=True)
class Tally:
    """Running totals of one policy over a history; its size does not grow with the history's length.

    `person_share` spreads each owed sign-off evenly over the people who could give it: the load to
    expect where the asking is fair. `unanswerable` counts sign-offs that nobody in the directory could give.
    `reasons` counts, for what keeps an answer from being known, the changes of which nobody can tell; `unblocks`
    has for each reason what would end it, as it was said first.
    """

    label: str
    changes: int = 0
    tiers: Counter[str] = field(default_factory=Counter)
    assistance: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    evidence: Counter[str] = field(default_factory=Counter)
    signoffs: int = 0
    minutes: int = 0
    unanswerable: int = 0
    person_share: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    unblocks: dict[str, str] = field(default_factory=dict)

    def add(self, decision: Decision) -> None:
        """Count one decision in."""
        self.changes += 1
        self.tiers[decision.tier.value] += 1
        self.assistance[decision.assistance.value] += 1
        self.verdicts[decision.verdict.value] += 1
        self.rules.update({owed.rule for owed in decision.missing})
        for owed in decision.missing:
            self._add_owed(owed)
        if decision.verdict is Verdict.CANNOT_TELL:
            for reason, end in _reasons(decision).items():
                self._add_reason(reason, end)

    def _add_reason(self, reason: str, end: str) -> None:
        if reason not in self.reasons and len(self.reasons) >= REASONS_KEPT:
            reason, end = OTHER_REASONS, ""
        self.reasons[reason] += 1
        self.unblocks.setdefault(reason, end)

    def _add_owed(self, owed: Owed) -> None:
        if owed.kind == "evidence":
            self.evidence[owed.what] += 1
        if owed.kind != "person":
            return
        self.signoffs += 1
        self.minutes += owed.minutes
        self.unanswerable += not owed.by
        for person in owed.by:
            self.person_share[person] += 1 / len(owed.by)  # type: ignore[assignment]


def _reasons(decision: Decision) -> dict[str, str]:
    """What keeps the answer from being known, with what would end it; what only follows from that is left out.

    Two that end in one way are one reason, in the longer words: an account is then told with its holder's name.
    """
    facts = [owed for owed in decision.missing if owed.kind == "fact"]
    causes = [owed for owed in facts if owed.unblocks != owed.why] or facts
    by_end: dict[str, str] = {}
    for owed in causes:
        end = owed.unblocks or owed.what
        by_end[end] = max(by_end.get(end, ""), owed.what, key=len)
    return {reason: end for end, reason in by_end.items()} or {decision.summary: ""}


def team_shares(person_share: Mapping[str, float], teams_of: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    """The same load by team; a person of several teams counts in equal parts, one of none as `(no team)`."""
    shares: dict[str, float] = {}
    for person, share in person_share.items():
        teams = teams_of.get(person) or ("(no team)",)
        for team in teams:
            shares[team] = shares.get(team, 0.0) + share / len(teams)
    return shares
