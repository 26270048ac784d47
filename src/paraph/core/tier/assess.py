"""How much could the change break, and why?

The tier is the highest that a tier rule of the policy or a built-in rule gives; where none does, the
policy's default. What was seen below that tier, and what was measured without any rule asking, is
shown too: a reason is never swallowed by a stronger one.
"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.model import places
from paraph.core.model.decision import Node, Reason, State, Tier
from paraph.core.model.facts import Blast, TouchedService
from paraph.core.model.policy import TIERS
from paraph.core.policy.compile import CompiledTierRule, evaluate
from paraph.core.policy.context import Context
from paraph.core.policy.globs import compile_path_set

_GOVERNED = compile_path_set(tuple(f"/{path}" for path in places.GOVERNED))

_HIDING = {
    "symlink": "a symlink leads elsewhere",
    "gitlink": "a submodule pins code that is not here",
    "bidi": "characters that reorder the shown text",
    "invisible": "characters that cannot be seen",
    "odd_name": "a name that can mislead",
    "alias_name": "a name that some file systems take for another",
    "attributes": "attributes that change how git shows or checks out files",
}
_MODES = {"executable": "becomes executable", "mode_changed": "its mode changes"}
_RANK = {tier: rank for rank, tier in enumerate(TIERS)}
_DOUBTS = ("dependents", "merge", "files")
_MOST_SHOWN = 3


def assess(context: Context) -> Tier:
    """The tier of a change with all its reasons, strongest first. Does not set `context.tier`."""
    matched = list(_by_rules(context))
    reasons = [*matched, *_built_in(context)]
    default = context.policy.policy.default_tier
    if not matched and all(_RANK[reason.tier] < _RANK[default] for reason in reasons):
        reasons.append(Reason(default, "default", "no tier rule matches"))
    value = max((reason.tier for reason in reasons), key=_RANK.__getitem__)
    doubts = [] if value == TIERS[-1] else list(_doubts(context, value))
    reasons.sort(key=lambda reason: -_RANK[reason.tier])
    return Tier(value, (*reasons, *doubts, *_measured(context.facts.blast)), bool(doubts))


def _by_rules(context: Context) -> Iterator[Reason]:
    for rule in context.policy.tiers:
        outcome = evaluate(rule.condition, context)
        if outcome.truth:
            yield Reason(rule.tier, "policy", _told(rule, context), outcome.paths, rule.position)


def _told(rule: CompiledTierRule, context: Context) -> str:
    """The tests that hold, each with what it found."""
    leaves = list(_holding(rule.condition.explain(context)))
    return "; ".join(dict.fromkeys(f"{leaf.title}: {leaf.found}" if leaf.found else leaf.title for leaf in leaves))


def _holding(node: Node) -> Iterator[Node]:
    if node.state is not State.SATISFIED:
        return
    if not node.children or node.kind == "not":
        yield node if not node.children else node._replace(found=node.children[0].title)
        return
    for child in node.children:
        yield from _holding(child)


def _built_in(context: Context) -> Iterator[Reason]:
    """What raises the tier whatever the policy says."""
    governed = context.paths.matching(_GOVERNED)
    for directory in places.GOVERNED_FOLDERS:
        governed |= context.paths.bit(directory)
    if governed:
        yield _raised(context, "critical", "it changes what judges changes", governed)
    for mark, text in _HIDING.items():
        if mark in context.marks:
            yield _raised(context, "high", text, context.marks[mark])
    if len(context.change.merge_bases) > 1:
        count = len(context.change.merge_bases)
        yield Reason("high", "built-in", f"the change and its target have {count} merge bases")
    for mark, text in _MODES.items():
        if mark in context.marks:
            yield _raised(context, "medium", text, context.marks[mark])


def _raised(context: Context, tier: str, text: str, mask: int) -> Reason:
    paths = context.paths.named(mask, _MOST_SHOWN)
    more = mask.bit_count() - len(paths)
    return Reason(tier, "built-in", f"{text}: {', '.join(paths)}" + (f" and {more} more" if more else ""), paths)


def _doubts(context: Context, value: str) -> Iterator[Reason]:
    """Why the tier may be higher: unreadable facts, and stronger rules that could not be answered."""
    unread = context.why_unreadable(*_DOUBTS)
    if unread:
        yield Reason(value, "unread", f"may be higher: {unread}")
    told = unread or ""
    for rule in context.policy.tiers:
        if _RANK[rule.tier] > _RANK[value]:
            outcome = evaluate(rule.condition, context)
            if outcome.truth is None and outcome.found not in told:
                told += outcome.found
                text = f"may be {rule.tier}: {outcome.found}"
                yield Reason(value, "unread", text, outcome.paths, rule.position)


def _measured(blast: Blast) -> Iterator[Reason]:
    """What was measured and raises nothing by itself; policies ask about it."""
    lowest = TIERS[0]
    if blast.dependents:
        example = f", for instance {' imports '.join(blast.examples)}" if blast.examples else ""
        depend = "1 file depends" if blast.dependents == 1 else f"{blast.dependents} files depend"
        text = f"up to {depend} on a changed file{example}"
        yield Reason(lowest, "dependents", text, blast.examples)
    for partner in blast.partners[:_MOST_SHOWN]:
        often = f"{partner.together} of {partner.times} times"
        text = f"{partner.missing} changed together with {partner.path} {often}, and is not in this change"
        yield Reason(lowest, "partners", text, (partner.missing, partner.path))
    for service in blast.services:
        yield Reason(lowest, "services", _service(service), service.via[:_MOST_SHOWN])
    for invariant in blast.invariants:
        text = f"answers for the invariant {invariant.id}: {invariant.text}"
        yield Reason(lowest, "invariants", text, invariant.paths[:_MOST_SHOWN])
    if blast.unread_languages:
        languages = ", ".join(blast.unread_languages)
        text = f"imports of {languages} are not read: what depends on such files is not counted"
        yield Reason(lowest, "languages", text)


def _service(service: TouchedService) -> str:
    weight = f" ({service.criticality})" if service.criticality else ""
    if service.is_direct:
        return f"touches the service {service.name}{weight}"
    where = f" in {service.repository}" if service.repository else ""
    return f"reaches the service {service.name}{weight}{where} over the contract {service.contract}"
