"""What would these policies have asked of the changes that really landed?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from paraph.core.detect.agent_rows import agent_rows
from paraph.core.detect.read import provenance_of
from paraph.core.model.decision import Decision
from paraph.core.model.facts import Facts
from paraph.core.model.noun import changed
from paraph.core.model.policy import Policy
from paraph.core.pipeline import decide
from paraph.core.policy.compile import compile_policy
from paraph.core.policy.lookup import FORGE_ADDRESSES
from paraph.core.policy.modes import all_enforced
from paraph.flows.facts.landed_facts import Surroundings, facts_of
from paraph.flows.replay.replay_tally import Tally
from paraph.ports.progress import Progress
from paraph.ports.repository import LandedChange

DIFFERENCES_KEPT = 200
EXAMPLES_KEPT = 20
_UNRECORDED = frozenset({*FORGE_ADDRESSES, ""})
REVIEWED_BY = re.compile(r"^[ \t]*(?:Reviewed|Acked|Tested)-by:[^<\n]*<([^>\n]+)>", re.IGNORECASE | re.MULTILINE)


class Difference(NamedTuple):
    """One change on which two policies differ: which rules ask for more, which for less, under the second."""

    commit: str
    subject: str
    verdicts: tuple[str, str]
    tiers: tuple[str, str]
    more: tuple[str, ...]
    less: tuple[str, ...]

    @property
    def is_flip(self) -> bool:
        """Whether the verdict itself is another."""
        return self.verdicts[0] != self.verdicts[1]


@dataclass(slots=True)
class Replay:
    """The result: a tally a policy, and where the first and the last policy differ.

    `differences` keeps the newest `DIFFERENCES_KEPT`; the counters count all of them. `alone` counts changes
    in whose history nobody but their own contributors appears, `unrecorded` those that a forge committed
    and where git therefore does not say.
    """

    tallies: tuple[Tally, ...]
    newest: int = 0
    oldest: int = 0
    changes: int = 0
    merges: int = 0
    alone: int = 0
    unrecorded: int = 0
    alone_by_tier: Counter[str] = field(default_factory=Counter)
    alone_examples: list[tuple[str, str]] = field(default_factory=list)
    flips: Counter[tuple[str, str]] = field(default_factory=Counter)
    asks_more: Counter[str] = field(default_factory=Counter)
    asks_less: Counter[str] = field(default_factory=Counter)
    differing: int = 0
    differences: list[Difference] = field(default_factory=list)


def replay(
    landed: Iterable[LandedChange],
    policies: Iterable[tuple[str, Policy]],
    surroundings: Surroundings,
    progress: Progress,
) -> Replay:
    """Judge every landed change by every policy, one at a time, in memory that does not grow with the history."""
    chosen = [(label, compile_policy(all_enforced(policy))) for label, policy in policies]
    result = Replay(tuple(Tally(label) for label, _ in chosen))
    for change in landed:
        facts = facts_of(change, surroundings)
        decisions = [decide(policy, _known_by(policy.policy, facts), is_told=False) for _, policy in chosen]
        for tally, decision in zip(result.tallies, decisions, strict=True):
            tally.add(decision)
        _count(result, change, facts, decisions)
        progress.advance()
    return result


def _known_by(policy: Policy, facts: Facts) -> Facts:
    """The facts, with what a policy's own rows for tools find."""
    if not policy.agents:
        return facts
    return changed(facts, provenance=provenance_of(facts.change, own=agent_rows(policy.agents)))


def _count(result: Replay, change: LandedChange, facts: Facts, decisions: list[Decision]) -> None:
    landing = change.landing
    result.changes += 1
    result.merges += len(landing.parents) > 1
    result.newest = max(result.newest, landing.commit_time)
    result.oldest = min(result.oldest or landing.commit_time, landing.commit_time)
    is_alone = landed_alone(change)
    result.unrecorded += is_alone is None
    if is_alone:
        result.alone += 1
        result.alone_by_tier[decisions[0].tier.value] += 1
        if len(result.alone_examples) < EXAMPLES_KEPT:
            result.alone_examples.append((landing.id, facts.change.title))
    if len(decisions) > 1:
        _compare(result, facts, decisions[0], decisions[-1])


def _compare(result: Replay, facts: Facts, first: Decision, last: Decision) -> None:
    before, after = _asked(first), _asked(last)
    more, less = tuple(sorted(after - before)), tuple(sorted(before - after))
    verdicts, tiers = (first.verdict.value, last.verdict.value), (first.tier.value, last.tier.value)
    if verdicts[0] == verdicts[1] and tiers[0] == tiers[1] and not more and not less:
        return
    result.differing += 1
    if verdicts[0] != verdicts[1]:
        result.flips[verdicts] += 1
    result.asks_more.update(more)
    result.asks_less.update(less)
    if len(result.differences) < DIFFERENCES_KEPT:
        result.differences.append(Difference(facts.change.head, facts.change.title, verdicts, tiers, more, less))


def _asked(decision: Decision) -> set[str]:
    """What is asked by which rule; owners of whichever paths are one thing, or each change would have its own."""
    return {f"{owed.rule}: {owed.what.partition(' by owners ')[0]}" for owed in decision.missing}


def landed_alone(change: LandedChange) -> bool | None:
    """Whether nobody but its contributors appears in a landed change: not as committer of the merge or of the
    landing, not in a `Reviewed-by`, `Acked-by` or `Tested-by` trailer.

    None where a forge committed it: who pressed the button is not in git then.
    """
    commits = (*change.brought, change.landing) if change.brought else (change.landing,)
    authors = {_address(each.author_name, each.author_email) for each in (change.brought or (change.landing,))}
    landing = change.landing
    seen = {_address(landing.committer_name, landing.committer_email)}
    if change.brought:
        seen.add(_address(landing.author_name, landing.author_email))
    for each in commits:
        seen.update(address.lower() for address in REVIEWED_BY.findall(each.message))
    if seen - authors - _UNRECORDED:
        return False
    return None if seen & _UNRECORDED else True


def _address(name: str, email: str) -> str:
    return email.strip().lower() or name.strip().lower()
