"""Which tiers and rules would fit this repository, so that few changes are critical and none is free?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from paraph.flows.facts.survey_history import Reach, Survey

CRITICAL_BUDGET = 0.08
HIGH_BUDGET = 0.20
ENOUGH_CHANGES = 50
CRITICAL_KINDS = ("secrets", "crypto", "auth", "infrastructure", "migration")
HIGH_KINDS = ("rollout", "public-api", "pipeline", "shared-library")
FEWEST_DEPENDENTS = 10
USUAL_DEPENDENTS = 25


class TierProposal(NamedTuple):
    """Which kinds go where, with the share of past changes that touches each; `dependents` is the
    bound from which a change is high.

    `is_measured` is False where there was too little history to measure: then nothing was moved down.
    """

    critical: tuple[str, ...]
    high: tuple[str, ...]
    medium: tuple[str, ...]
    dependents: int
    shares: dict[str, float]
    changes: int
    is_measured: bool


def propose_tiers(survey: Survey) -> TierProposal:
    """Fill the critical tier, then the high one, most dangerous kind first, as far as its budget reaches.

    A kind that would push a tier over its budget of past changes goes one tier down: a tier that
    holds everything is read by nobody.
    """
    reaches, is_measured = survey.reaches, len(survey.reaches) >= ENOUGH_CHANGES
    shares = {kind: survey.share(kind) for kind in (*CRITICAL_KINDS, *HIGH_KINDS)}
    if not is_measured:
        return TierProposal(CRITICAL_KINDS, HIGH_KINDS, (), USUAL_DEPENDENTS, shares, len(reaches), is_measured)
    critical, rest = _fill(reaches, CRITICAL_KINDS, (), CRITICAL_BUDGET)
    high, medium = _fill(reaches, (*rest, *HIGH_KINDS), critical, HIGH_BUDGET)
    dependents = _dependents_bound(reaches, critical, high)
    return TierProposal(critical, high, medium, dependents, shares, len(reaches), is_measured)


def _fill(
    reaches: Sequence[Reach], kinds: Iterable[str], above: tuple[str, ...], budget: float
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    taken: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    for kind in kinds:
        if _share_of(reaches, (*taken, kind), above) <= budget:
            taken = (*taken, kind)
        else:
            left = (*left, kind)
    return taken, left


def _share_of(reaches: Sequence[Reach], kinds: Iterable[str], above: Iterable[str]) -> float:
    wanted, higher = frozenset(kinds), frozenset(above)
    return sum(1 for reach in reaches if not reach.kinds & higher and reach.kinds & wanted) / len(reaches)


def _dependents_bound(reaches: Sequence[Reach], critical: tuple[str, ...], high: tuple[str, ...]) -> int:
    """The smallest number of dependents that keeps the high tier within its budget, at least `FEWEST_DEPENDENTS`."""
    higher, wanted = frozenset(critical), frozenset(high)
    by_kind = sum(1 for reach in reaches if not reach.kinds & higher and reach.kinds & wanted)
    others = Counter(reach.dependents for reach in reaches if not reach.kinds & higher and not reach.kinds & wanted)
    room, bound = HIGH_BUDGET * len(reaches) - by_kind, 0
    for dependents in sorted(others, reverse=True):
        room -= others[dependents]
        if room < 0 or dependents < FEWEST_DEPENDENTS:
            return max(bound or dependents + 1, FEWEST_DEPENDENTS)
        bound = dependents
    return max(bound, FEWEST_DEPENDENTS)


def built_in() -> str:
    """The default policy where there is none and nothing was measured: shown, and in shadow."""
    return policy_text(propose_tiers(Survey()), (), has_owners=False)


def policy_text(
    proposal: TierProposal, experts: Sequence[str], *, has_owners: bool, mode: str = "shadow", identity: str = ""
) -> str:
    """The policy file: what `paraph init` writes, and the built-in default where there is none.

    `experts` are the critical kinds for which the directory names a domain expert; the experts of the
    other critical kinds are the owners of the paths, where CODEOWNERS exists. `identity` are 32 random hexadecimal
    digits, empty for what is no one repository's.
    """
    return "\n".join(
        [
            "# What a change owes before it may land. Print the whole language with: paraph schema policy",
            "version: 1",
            f"mode: {mode}  # shadow: recorded only; then advise: shown; then enforce: binding",
            *(
                [f'identity: "{identity}"  # random; what people sign counts for this repository alone']
                * bool(identity)
            ),
            "",
            *_tiers(proposal),
            "",
            "rules:",
            *_AI_RULES,
            *_critical_rules(proposal, experts, has_owners=has_owners),
            *_OTHER_RULES,
            "",
        ]
    )


def _tiers(proposal: TierProposal) -> list[str]:
    basis = (
        f"# Shares are of the last {proposal.changes:,} changes."
        if proposal.is_measured
        else "# Too little history to measure how often each kind is touched; correct these by hand."
    )
    lines = ["# The highest tier that matches wins; nothing matched is medium.", basis, "tiers:"]
    if proposal.critical:
        lines += ["  critical:", "    kinds:", *_kind_lines(proposal.critical, proposal)]
    lines.append("  high:")
    if proposal.high:
        lines += ["    kinds:", *_kind_lines(proposal.high, proposal)]
    lines.append(f'    dependents: ">= {proposal.dependents}"')
    lines += ["  low:", "    only_kinds: [docs, tests]"]
    if proposal.medium:
        lines.append("  # Left at medium, because they are touched too often to be high: " + ", ".join(proposal.medium))
    return lines


def _kind_lines(kinds: Iterable[str], proposal: TierProposal) -> list[str]:
    if not proposal.is_measured:
        return [f"      - {kind}" for kind in kinds]
    return [f"      - {kind}  # {100 * proposal.shares.get(kind, 0.0):.1f} %" for kind in kinds]


_AI_RULES = (
    "  - name: senior sign-off on AI-assisted work",
    "    description: An AI-assisted change by somebody below senior is answered for by a senior.",
    '    when: {assistance: ai, author: {level: "< senior"}, tier: medium}',
    "    require:",
    '      - signoff: {level: ">= senior"}',
    "",
    "  - name: senior sign-off where AI helped or nobody said",
    "    description: The same where the risk is high, and there silence about AI is no way around it.",
    '    when: {assistance: ai-or-unknown, author: {level: "< senior"}, tier: [high, critical]}',
    "    require:",
    '      - signoff: {level: ">= senior", proof: signed}',
    "",
)
_OTHER_RULES = (
    "  - name: what was declared holds",
    "    description: Somebody said how this was written, and the commits say otherwise.",
    "    when: {findings: contradiction}",
    "    require:",
    "      - declaration: true",
    "",
    "  - name: only people sign off",
    "    when: {findings: agent_signed_off}",
    '    deny: "An agent signed off. Only a person can: take its Signed-off-by line out."',
    "",
    "  - name: peer review",
    "    when: {tier: high}",
    "    require:",
    "      - signoff: {count: 1}",
    "",
    "  # Plain git knows no draw, so in force this rule could never be met there: it is shown, and binds nobody.",
    "  # Take `mode: advise` out where a server draws.",
    "  - name: spot check",
    "    mode: advise",
    "    description: One high change in five is read by a senior too; nobody knows beforehand which.",
    "    when: {tier: high}",
    "    require:",
    '      - sample: {share: 20%, signoff: {level: ">= senior"}}',
    "",
    "  - name: standard review",
    "    when: {tier: medium}",
    "    require:",
    "      - signoff: {count: 1, proof: review}",
    "",
    "  - name: tests or a reader",
    "    when: {tier: low}",
    "    require:",
    "      - any:",
    "          - evidence: [tests]",
    "          - signoff: {count: 1}",
)


def _critical_rules(proposal: TierProposal, experts: Sequence[str], *, has_owners: bool) -> list[str]:
    lines = [
        "  # `proof: present` asks for a security key: write it instead of `signed` once those who sign have one.",
        "  - name: critical change",
        "    when: {tier: critical}",
        "    require:",
        "      - declaration: true",
        "      - order:",
        "          # Uncomment once a robot has a key in people.yaml; reports then come with `paraph evidence add`.",
        "          # - evidence: [tests, security]",
        "          - rollback_plan: written",
        '          - signoff: {level: ">= senior", distinct: critical, proof: signed}',
        "",
    ]
    for kind in (kind for kind in proposal.critical if kind in experts):
        lines += [
            f"  - name: domain expert for {kind}",
            f"    when: {{tier: critical, kinds: {kind}}}",
            "    require:",
            f"      - signoff: {{domain: {kind}, distinct: critical, proof: signed}}",
            "",
        ]
    if has_owners:
        lines += [
            "  - name: owners of critical paths",
            "    when: {tier: critical}",
            "    require:",
            "      - signoff: {owners: touched, binding: owned, proof: signed}",
            "",
        ]
    return lines
