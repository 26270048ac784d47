from __future__ import annotations

from itertools import product

import pytest

from paraph.core.gate.algebra import best, is_met, verdict_of, worst
from paraph.core.model.decision import Node, State, Verdict

S = State
WORST_FIRST = [S.DENIED, S.CANNOT_TELL, S.PENDING, S.SATISFIED]


def nodes(*states: State) -> list[Node]:
    return [Node("x", "x", state) for state in states]


@pytest.mark.parametrize("states", list(product(State, repeat=3)))
def test_all_takes_the_worst_and_any_the_best(states: tuple[State, ...]) -> None:
    seen = [S.SATISFIED if state is S.OVERRIDDEN else state for state in states if state is not S.SKIPPED]
    ranked = sorted(seen, key=WORST_FIRST.index)
    assert worst(nodes(*states)) is (ranked[0] if ranked else S.SKIPPED)
    assert best(nodes(*states)) is (ranked[-1] if ranked else S.SKIPPED)


def test_nothing_is_skipped() -> None:
    assert worst([]) is best([]) is S.SKIPPED


@pytest.mark.parametrize(
    ("state", "verdict", "met"),
    [
        (S.SATISFIED, Verdict.ALLOW, True),
        (S.OVERRIDDEN, Verdict.ALLOW, True),
        (S.PENDING, Verdict.WAIT, False),
        (S.DENIED, Verdict.DENY, False),
        (S.CANNOT_TELL, Verdict.CANNOT_TELL, False),
        (S.SKIPPED, Verdict.CANNOT_TELL, False),
    ],
)
def test_verdicts(state: State, verdict: Verdict, *, met: bool) -> None:
    assert verdict_of(state) is verdict
    assert is_met(state) is met
