"""Which rules bind, what is still owed, by whom: what is the verdict?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from paraph.core.gate.algebra import is_met, verdict_of, worst
from paraph.core.gate.breakglass import Glass
from paraph.core.gate.case import Case
from paraph.core.gate.cheapest import owed_in
from paraph.core.gate.landing import LANDED, has_landed, landing, nothing_left
from paraph.core.gate.requirement import LATER
from paraph.core.gate.rules import binds, rule_node
from paraph.core.gate.summary import summary
from paraph.core.gate.veto import vetoes
from paraph.core.model.decision import Decision, Node, Owed, State, Tier, Verdict
from paraph.core.model.policy import Mode, Rule
from paraph.core.policy.compile import CompiledRule
from paraph.core.policy.context import Context


def gate(context: Context) -> Decision:
    """Judge one change whose assistance and tier are known. Total and deterministic: same facts, same answer."""
    case = Case(context)
    glass = Glass(case)
    rules = context.policy.rules
    case.claims = lambda: _order_claims(rules, case, glass)
    enforced, later = _enforced(rules, case, glass)
    children = (landing(case), *vetoes(case), *_around(enforced, case, glass), *enforced)
    state = worst(children)
    verdict = verdict_of(state)
    missing = tuple(dict.fromkeys(owed for child in children for owed in owed_in(child)))
    said = summary(verdict, children, missing)
    policy, change = context.policy.policy, context.change
    return Decision(
        verdict=verdict,
        summary=said,
        tier=context.tier or Tier(case.tier, may_be_higher=True),
        assistance=context.assistance,
        findings=context.findings,
        missing=missing,
        tree=Node("policy", "every enforced rule that binds is met", state, said, children),
        would=_of_mode(rules, "advise", case),
        recorded=_of_mode(rules, "shadow", case),
        later=(*later, *(_asked_at_deploy(enforced) if context.policy.asks_at_deploy else ())),
        waits_for=_waits_for(missing) if verdict is Verdict.WAIT else (),
        target=change.target,
        base=change.base,
        head=change.head,
        policy_digest=policy.digest,
        policy_sources=policy.sources,
        at=context.facts.now,
        is_enforced=any(rule.mode == "enforce" for rule in policy.rules),
    )


def _order_claims(rules: Sequence[CompiledRule], case: Case, glass: Glass) -> list[tuple[int, Rule]]:
    """Who may claim people first: what forms the verdict, then what is overridden, advised, and only recorded.

    A rule that cannot change the verdict never takes a person from one that can.
    """
    ranks = {"enforce": 0, "advise": 2, "shadow": 3}
    binding = [
        (ranks[rule.mode] + (rule.mode == "enforce" and glass.of(rule) is not None), rule)
        for rule in (compiled.rule for compiled in rules if compiled.rule.require and binds(compiled, case))
    ]
    binding.sort(key=lambda claim: claim[0])
    return binding


def _enforced(rules: Sequence[CompiledRule], case: Case, glass: Glass) -> tuple[list[Node], list[Owed]]:
    nodes, follow_ups = [], []
    for compiled in rules:
        if compiled.rule.mode != "enforce":
            continue
        node = rule_node(compiled, case)
        override = glass.of(compiled.rule)
        if override is not None:
            node = glass.over(node, override)
            if node.state is State.OVERRIDDEN:
                follow_ups.append(glass.follow_up(compiled.rule.name, override))
        nodes.append(node)
    return nodes, follow_ups


def _around(enforced: list[Node], case: Case, glass: Glass) -> Iterator[Node]:
    """What the tree holds beside landing, vetoes and rules: overrides, and that some rule must bind."""
    yield from glass.nodes([node for node in enforced if not is_met(node.state) and node.state is not State.SKIPPED])
    if case.is_deploy or not all(_is_loose(node) for node in enforced):
        return
    title = "at least one enforced rule binds"
    if enforced and has_landed(case):
        yield Node("binding", title, State.CANNOT_TELL, LANDED, (), (nothing_left("policy"),))
    else:
        found = f"none of {len(enforced)} enforced rules binds this change" if enforced else "no rule is enforced"
        fix = "add a rule to the policy" if enforced else "give a rule of the policy `mode: enforce`"
        owed = Owed("a rule that binds this change", found, (), "fact", "policy", unblocks=fix)
        yield Node("binding", title, State.CANNOT_TELL, found, (), (owed,))


def _is_loose(rule: Node) -> bool:
    """Whether a rule binds nothing: it is skipped, or overridden though nobody knows that it binds. Broken glass
    must not turn a change that no rule binds into one that is allowed."""
    when = next((child for child in rule.children if child.kind == "when"), None)
    is_unknown = when is not None and when.state is State.CANNOT_TELL
    return rule.state is State.SKIPPED or (rule.state is State.OVERRIDDEN and is_unknown)


def _of_mode(rules: Iterable[CompiledRule], mode: Mode, case: Case) -> tuple[Node, ...]:
    return tuple([rule_node(compiled, case) for compiled in rules if compiled.rule.mode == mode])


def _asked_at_deploy(rules: Iterable[Node]) -> tuple[Owed, ...]:
    """What the binding rules will ask at deploy."""
    return tuple([
        Owed(node.title, LATER, (), "person" if node.kind in ("signoff", "manual", "owner") else "evidence", rule.title,
             is_turn=False)
        for rule in rules
        for node in _leaves(rule)
        if node.found == LATER
    ])  # fmt: skip


def _leaves(node: Node) -> Iterator[Node]:
    if not node.children:
        yield node
    for child in node.children:
        yield from _leaves(child)


def _waits_for(missing: Iterable[Owed]) -> tuple[Literal["person", "evidence"], ...]:
    kinds = {each.kind for each in missing}
    waits: list[Literal["person", "evidence"]] = []
    if kinds & {"person", "author"}:
        waits.append("person")
    if "evidence" in kinds:
        waits.append("evidence")
    return tuple(waits)
