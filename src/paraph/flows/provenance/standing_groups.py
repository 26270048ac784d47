"""Where do the lines of each kind stand: in which folders, files of what kind, and tiers?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from paraph.core.model.attribution import LineCounts
from paraph.core.model.change import Change, ChangedFile
from paraph.core.model.decision import AssistanceFound
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.policy import TIERS, Policy
from paraph.core.policy.compile import CompiledPolicy, compile_policy
from paraph.core.policy.context import Context
from paraph.core.tier.assess import assess
from paraph.core.tier.kinds import kinds_of

Groups = dict[str, LineCounts]
ROOT, OTHER = ".", "other"


def by_folder(standing: Mapping[str, LineCounts]) -> Groups:
    """The lines below each folder of the root, those of the root itself as `.`; most AI lines first."""
    return _ordered((path.partition("/")[0] + "/" if "/" in path else ROOT, lines) for path, lines in standing.items())


def by_kind(standing: Mapping[str, LineCounts]) -> Groups:
    """The lines in files of each kind; a file of several kinds counts for each, one of none as `other`."""
    return _ordered((kind, lines) for path, lines in standing.items() for kind in _kinds(path) or (OTHER,))


def by_tier(standing: Mapping[str, LineCounts], policy: Policy | None) -> Groups:
    """The lines in files of each tier, the highest first: that of a change which would touch this file alone. Nothing
    without a policy."""
    if policy is None:
        return {}
    compiled = compile_policy(policy)
    found = _ordered((_tier(compiled, path), lines) for path, lines in standing.items())
    return {tier: found[tier] for tier in reversed(TIERS) if tier in found}


def _tier(compiled: CompiledPolicy, path: str) -> str:
    change = Change("", "", merge="clean", files=(ChangedFile(path, kinds=kinds_of(path)),))
    facts = Facts(Repository(""), change, 0)
    return assess(Context(compiled, facts, AssistanceFound("unknown", ""), is_told=False)).value


def _kinds(path: str) -> tuple[str, ...]:
    return tuple(kind for kind in kinds_of(path) if ":" not in kind)


def _ordered(parts: Iterable[tuple[str, LineCounts]]) -> Groups:
    found: Groups = {}
    for name, lines in parts:
        before = found.get(name, LineCounts())
        found[name] = LineCounts(*(a + b for a, b in zip(before, lines, strict=True)))
    order = sorted(found.items(), key=lambda item: (-item[1].ai - item[1].mixed, -sum(item[1]), item[0]))
    return dict(order)
