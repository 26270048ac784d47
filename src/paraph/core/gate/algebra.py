"""What do several nodes say together?"""

from __future__ import annotations

from collections.abc import Iterable

from paraph.core.model.decision import Node, State, Verdict

# From best to worst (SEMANTICS, "Verdicts"); overridden counts as satisfied.
_RANK = {State.SATISFIED: 0, State.OVERRIDDEN: 0, State.PENDING: 1, State.CANNOT_TELL: 2, State.DENIED: 3}
_BY_RANK = (State.SATISFIED, State.PENDING, State.CANNOT_TELL, State.DENIED)
_VERDICT = {
    State.SATISFIED: Verdict.ALLOW,
    State.OVERRIDDEN: Verdict.ALLOW,
    State.PENDING: Verdict.WAIT,
    State.DENIED: Verdict.DENY,
}


def worst(nodes: Iterable[Node]) -> State:
    """`all`: the worst child; skipped children vanish, and nothing left is skipped."""
    return _BY_RANK[max(ranks)] if (ranks := _ranks(nodes)) else State.SKIPPED


def best(nodes: Iterable[Node]) -> State:
    """`any`: the best child; skipped children vanish, and nothing left is skipped."""
    return _BY_RANK[min(ranks)] if (ranks := _ranks(nodes)) else State.SKIPPED


def is_met(state: State) -> bool:
    """Whether nothing is owed any more."""
    return state in (State.SATISFIED, State.OVERRIDDEN)


def verdict_of(state: State) -> Verdict:
    """The head of a decision; a tree in which nothing binds cannot tell."""
    return _VERDICT.get(state, Verdict.CANNOT_TELL)


def _ranks(nodes: Iterable[Node]) -> list[int]:
    return [_RANK[node.state] for node in nodes if node.state is not State.SKIPPED]
