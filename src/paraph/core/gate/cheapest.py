"""What is the cheapest way to green?"""

from __future__ import annotations

from collections.abc import Iterable

from paraph.core.gate.one_person import shared
from paraph.core.model.decision import Node, Owed, State

_CLOSED = {State.SATISFIED, State.OVERRIDDEN, State.SKIPPED}
_HARDSHIP = {State.PENDING: 0, State.CANNOT_TELL: 1, State.DENIED: 2}
_FIRST = {"fact": 0, "author": 1, "evidence": 2, "person": 3}


def owed_in(node: Node) -> tuple[Owed, ...]:
    """All that is owed below a node, in the order of the policy; of `any`, the branch that costs least."""
    if node.state in _CLOSED:
        return ()
    if node.kind == "any":
        branches = [child for child in node.children if child.state not in _CLOSED]
        return owed_in(min(branches, key=_cost)) if branches else node.owed
    below = [owed for child in node.children for owed in owed_in(child)]
    return tuple(dict.fromkeys((*node.owed, *below)))


def way_to_green(tree: Node) -> tuple[Owed, ...]:
    """What to do, in the order in which to do it: whose turn it is first; then what only needs a line written,
    what the author does alone, what machines do, and last what asks for somebody else's time. One thing that
    several rules ask for stands there once, and sign-offs that one person can give are one step."""
    once: dict[tuple[object, ...], Owed] = {}
    for owed in owed_in(tree):
        key = (owed.what, owed.by, owed.distinct and owed.rule)
        known = once.get(key)
        if known is None:
            once[key] = owed
        elif owed.rule not in known.rule.split(", "):
            once[key] = known._replace(rule=f"{known.rule}, {owed.rule}", is_turn=known.is_turn and owed.is_turn)
    steps = (each for is_turn in (True, False) for each in shared(o for o in once.values() if o.is_turn is is_turn))
    return tuple(sorted(steps, key=lambda owed: (not owed.is_turn, _FIRST[owed.kind], owed.minutes)))


def minutes(owed: Iterable[Owed]) -> int:
    """Minutes of everybody's time together."""
    return sum(each.minutes for each in owed)


def _cost(node: Node) -> tuple[int, int]:
    return _HARDSHIP[node.state], minutes(owed_in(node))
