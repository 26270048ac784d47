"""What would be decided if the rules that only advise, or are in shadow, were in force?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.gate.algebra import verdict_of, worst
from paraph.core.gate.cheapest import owed_in
from paraph.core.gate.requirement import NO_DRAW
from paraph.core.gate.summary import summary
from paraph.core.model.decision import Decision, Node, Owed, State, Verdict

_BEGINNINGS = {
    Verdict.ALLOW: ("Allowed: ", "it would be allowed: "),
    Verdict.WAIT: ("Waiting for ", "it would wait for "),
    Verdict.DENY: ("Denied: ", "it would be denied: "),
    Verdict.CANNOT_TELL: ("Cannot tell: ", "nobody could tell: "),
}


class Unbound(NamedTuple):
    """What would be said: the verdict, a sentence, the tree, and what would be owed by whom."""

    verdict: Verdict
    said: str
    tree: Node
    missing: tuple[Owed, ...]


def if_enforced(decision: Decision) -> Unbound | None:
    """The decision that a policy without an enforced rule would make with all of its rules in force; None where
    some rule is enforced, or where there is none at all.

    A spot check that advises beside rules in shadow has a mode of its own, and keeps it when the policy comes into
    force: where its draw is unknown, it says nothing of what would be decided."""
    advising = [node for node in decision.would if not (decision.recorded and _is_undrawn(node))]
    rules = (*advising, *decision.recorded)
    if not rules or any(node.kind == "rule" for node in decision.tree.children):
        return None
    children = (*(node for node in decision.tree.children if node.kind != "binding"), *rules)
    if all(node.state is State.SKIPPED for node in rules):
        children = (*children, Node("binding", "", State.CANNOT_TELL, "no rule binds this change"))
    state = worst(children)
    missing = tuple(dict.fromkeys(owed for child in children for owed in owed_in(child)))
    verdict = verdict_of(state)
    words = summary(verdict, children, missing)
    beginning, instead = _BEGINNINGS[verdict]
    said = instead + words.removeprefix(beginning)
    return Unbound(verdict, said, Node("policy", "every rule is met", state, said, children), missing)


def _is_undrawn(node: Node) -> bool:
    if node.kind == "sample" and node.state is State.CANNOT_TELL:
        return any(owed.unblocks == NO_DRAW for owed in node.owed)
    return any(_is_undrawn(child) for child in node.children)
