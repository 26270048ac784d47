"""What is the cheapest way to green?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from paraph.core.gate.one_person import shared
from paraph.core.model.decision import Node, Owed, State

_CLOSED = {State.SATISFIED, State.OVERRIDDEN, State.SKIPPED}
_HARDSHIP = {State.PENDING: 0, State.CANNOT_TELL: 1, State.DENIED: 2}
FIRST = {"fact": 0, "author": 1, "evidence": 2, "person": 3}


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
    once: dict[tuple[object, ...], dict[tuple[str, str], Owed]] = {}
    for owed in owed_in(tree):
        alike, name = once.setdefault(_sort(owed), {}), (owed.rule, owed.what)
        alike[name] = owed._replace(is_turn=owed.is_turn and alike.get(name, owed).is_turn)
    told = [_as_one(alike) for alike in once.values()]
    steps = (each for is_turn in (True, False) for each in shared(one for one in told if one.is_turn is is_turn))
    return tuple(sorted(steps, key=lambda owed: (not owed.is_turn, FIRST[owed.kind], owed.minutes)))


def _sort(owed: Owed) -> tuple[object, ...]:
    """What two things must have in common to be one step: one line that mends both, or the same to be given."""
    if owed.unblocks and not owed.by:
        return (owed.kind, owed.unblocks, owed.distinct and owed.rule)
    return (owed.what, owed.by, owed.unblocks, owed.distinct and owed.rule)


def _as_one(alike: Mapping[tuple[str, str], Owed]) -> Owed:
    parts = list(alike.values())
    rules = ", ".join(dict.fromkeys(each.rule for each in parts))
    return parts[0]._replace(what=what_of(parts), rule=rules, is_turn=all(each.is_turn for each in parts))


def what_of(parts: Iterable[Owed]) -> str:
    """What is owed where one thing mends several."""
    whats = list(dict.fromkeys(each.what for each in parts))
    if len(whats) > 1 and all(what.startswith("whether `") for what in whats):
        return "whether these rules bind"
    return "; ".join(whats)


def minutes(owed: Iterable[Owed]) -> int:
    """Minutes of everybody's time together."""
    return sum(each.minutes for each in owed)


def _cost(node: Node) -> tuple[int, int]:
    return _HARDSHIP[node.state], minutes(owed_in(node))
