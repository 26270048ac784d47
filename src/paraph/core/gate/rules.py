"""What does each rule say of this change?"""

from __future__ import annotations

from paraph.core.gate.algebra import worst
from paraph.core.gate.case import Case
from paraph.core.gate.requirement import judge
from paraph.core.gate.turns import authors_first
from paraph.core.model.decision import Node, Owed, State
from paraph.core.policy.compile import CompiledRule

MINUTES_TO_CHANGE = 30
_SILENT = Node("rule", "", State.SKIPPED)


def binds(compiled: CompiledRule, case: Case) -> bool | None:
    """Whether a rule binds; None where that is unknown."""
    return True if compiled.when is None else compiled.when.outcome(case.context).truth


def rule_node(compiled: CompiledRule, case: Case) -> Node:
    """The node of one rule: skipped where it does not bind, cannot tell where that is unknown."""
    rule, when = compiled
    if when is None:
        return _bound(compiled, case, ())
    if not case.context.is_told and when.outcome(case.context).truth is False:
        return _SILENT
    node = when.explain(case.context)
    shown, found = (node,), node.found
    if node.state is State.SKIPPED:
        return Node("rule", rule.name, State.SKIPPED, _why_not(node), shown, (), rule.position)
    if node.state is State.CANNOT_TELL:
        owed = Owed(f"whether `{rule.name}` binds", found, (), "fact", rule.name, unblocks=found)
        return Node("rule", rule.name, State.CANNOT_TELL, f"not known whether it binds: {found}", shown, (owed,),
                    rule.position)  # fmt: skip
    return _bound(compiled, case, shown)


def _why_not(node: Node) -> str:
    """Which condition keeps a rule from binding, and what was found instead."""
    while node.kind in ("all", "when") and node.children:
        node = next((child for child in node.children if child.state is State.SKIPPED), node.children[-1])
    if node.children:
        return f"does not bind here: {node.found}"
    return f"binds only where {node.title}" + (f" (here: {node.found})" if node.found else "")


def _bound(compiled: CompiledRule, case: Case, shown: tuple[Node, ...]) -> Node:
    rule = compiled.rule
    if rule.deny is not None:
        owed = case.author_owes("a change that this rule does not refuse", rule.deny, rule.name, MINUTES_TO_CHANGE)
        return Node("rule", rule.name, State.DENIED, rule.deny, shown, (owed,), rule.position)
    needs = authors_first(tuple([judge(need, case, rule.name) for need in rule.require]))
    state = worst(needs)
    return Node("rule", rule.name, state, _said(needs, state), (*shown, *needs), (), rule.position)


def _said(needs: tuple[Node, ...], state: State) -> str:
    if state is State.SKIPPED:
        return "nothing is asked at this stage" if needs else "it asks for nothing"
    if state is State.SATISFIED:
        return "all that it asks is there"
    worst_need = next(need for need in needs if need.state is state)
    return f"{worst_need.title}: {worst_need.found}"
