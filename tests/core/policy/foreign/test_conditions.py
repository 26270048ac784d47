from __future__ import annotations

import pytest

from paraph.core.policy.foreign.conditions import (
    ALWAYS,
    UNKNOWN,
    Bounds,
    Condition,
    both,
    conjoined,
    disjoined,
    either,
    exactly,
    negated,
    opposite,
)

A: Condition = {"paths": ["/a/"]}
B: Condition = {"paths": ["/b/"]}
C: Condition = {"title": ["x*"]}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], {}),
        ([A, {}], A),
        ([A, A], A),
        ([A, None], None),
        ([A, C], {"paths": ["/a/"], "title": ["x*"]}),
        ([A, B], {"all": [A, B]}),
    ],
)
def test_both(parts: list[Condition], expected: Condition) -> None:
    assert both(parts) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [([], None), ([A, None], A), ([A, A], A), ([A, {}], {}), ([A, B], {"any": [A, B]})],
)
def test_either(parts: list[Condition], expected: Condition) -> None:
    assert either(parts) == expected


@pytest.mark.parametrize(("given", "expected"), [({}, None), (None, {}), (A, {"not": A}), ({"not": A}, A)])
def test_negated(given: Condition, expected: Condition) -> None:
    assert negated(given) == expected


def test_bounds() -> None:
    assert opposite(Bounds(None, A)) == Bounds({"not": A}, {})
    assert conjoined([exactly(A), UNKNOWN]) == Bounds(None, A)
    assert disjoined([exactly(A), UNKNOWN]) == Bounds(A, {})
    assert (ALWAYS.is_exact, UNKNOWN.is_exact) == (True, False)
