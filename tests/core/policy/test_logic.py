from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.model.policy import AllTests, AnyTest, Comparator, Comparison, Condition, NotTest, Position
from paraph.core.model.policy import Test as OneTest
from paraph.core.policy.logic import conjuncts, excludes, implies
from paraph.core.policy.lookup import compare
from policy_text import condition

HERE = Position("f", 1, 1)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("{tier: high}", "{tier: [high, critical]}", True),
        ("{tier: [high, critical]}", "{tier: high}", False),
        ("{assistance: generated}", "{assistance: ai}", True),
        ("{assistance: ai}", "{assistance: ai-or-unknown}", True),
        ("{assistance: ai-or-unknown}", "{assistance: ai}", False),
        ("{draft: true}", "{draft: true}", True),
        ("{draft: true}", "{draft: false}", False),
        ("{lines: '> 10'}", "{lines: '>= 11'}", True),
        ("{lines: '>= 10'}", "{lines: '> 10'}", False),
        ("{lines: '== 5'}", "{lines: '<= 5'}", True),
        ("{ai_share: '> 50%'}", "{ai_share: '>= 50%'}", True),
        ("{ai_share: '>= 50%'}", "{ai_share: '> 50%'}", False),
        ("{lines: '> 10'}", "{files: '> 10'}", False),
        ("{paths: a}", "{paths: [a, b]}", True),
        ("{paths: [a, '!c']}", "{paths: [a, b]}", True),
        ("{paths: a}", "{paths: [a, '!c']}", False),
        ("{paths: [a, '!c']}", "{paths: [a, b, '!c']}", True),
        ("{draft: true, tier: low}", "{tier: low}", True),
        ("{tier: low}", "{draft: true, tier: low}", False),
        ("{any: [{tier: low}, {tier: high}]}", "{tier: [low, high]}", True),
        ("{tier: low}", "{any: [{tier: low}, {draft: true}]}", True),
        ("{not: {tier: [low, high]}}", "{not: {tier: low}}", True),
        ("{not: {tier: low}}", "{not: {tier: [low, high]}}", False),
        ("{tier: low}", "{not: {tier: high}}", True),
        ("{author: {team: a}}", "{author: {team: a}}", True),
        ("{author: {team: a}}", "{author: {team: b}}", False),
        ("{draft: true}", "{signed: true}", False),
    ],
)
def test_implication(left: str, right: str, expected: bool) -> None:
    assert implies(condition(left), condition(right)) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("{tier: low}", "{tier: [high, critical]}", True),
        ("{tier: [low, high]}", "{tier: [high, critical]}", False),
        ("{assistance: unknown}", "{assistance: ai}", True),
        ("{assistance: unknown}", "{assistance: ai-or-unknown}", False),
        ("{draft: true}", "{draft: false}", True),
        ("{labels: a}", "{labels: b}", False),
        ("{paths: a}", "{paths: b}", False),
        ("{lines: '> 10'}", "{lines: '<= 10'}", True),
        ("{lines: '> 10'}", "{lines: '< 12'}", False),
        ("{ai_share: '< 50%'}", "{ai_share: '>= 50%'}", True),
        ("{only_paths: docs/**}", "{paths: src/**}", True),
        ("{paths: src/**}", "{only_paths: [docs/**, src/**]}", False),
        ("{only_paths: docs/**}", "{paths: '*.md'}", False),
        ("{only_paths: docs/a/**}", "{only_paths: docs/b/**}", True),
        ("{not: {draft: true}}", "{draft: true}", True),
        ("{draft: true}", "{not: {draft: true}}", True),
        ("{not: {draft: true}}", "{not: {draft: false}}", False),
        ("{not: {tier: [low, high]}}", "{tier: low}", True),
        ("{any: [{tier: low}, {tier: medium}]}", "{tier: high}", True),
        ("{any: [{tier: low}, {tier: high}]}", "{tier: high}", False),
        ("{tier: high}", "{any: [{tier: low}, {tier: medium}]}", True),
        ("{tier: low, draft: true}", "{tier: high}", True),
        ("{tier: high}", "{tier: low, draft: true}", True),
    ],
)
def test_exclusion(left: str, right: str, expected: bool) -> None:
    assert excludes(condition(left), condition(right)) is expected


def test_what_must_hold_is_taken_out_of_nested_all() -> None:
    found = conjuncts(condition("{draft: true, all: [{tier: low, labels: a}, {any: [{files: '> 1'}]}]}"))
    assert [part.name if isinstance(part, OneTest) else type(part).__name__ for part in found] == [
        "draft",
        "tier",
        "labels",
        "AnyTest",
    ]
    assert conjuncts(None) == ()


OPERATORS: tuple[Comparator, ...] = ("<", "<=", "==", ">=", ">")
TIERS = ("low", "medium", "high", "critical")
LEAVES = (
    st.lists(st.sampled_from(TIERS), min_size=1, max_size=3).map(lambda tiers: OneTest("tier", tuple(tiers), HERE))
    | st.booleans().map(lambda value: OneTest("draft", value, HERE))
    | st.tuples(st.sampled_from(OPERATORS), st.integers(0, 3)).map(
        lambda pair: OneTest("files", Comparison(pair[0], pair[1]), HERE)
    )
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllTests(tuple(parts), HERE))
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyTest(tuple(parts), HERE))
        | inner.map(lambda part: NotTest(part, HERE))
    ),
    max_leaves=6,
)
World = tuple[str, bool, int]


def worlds() -> Iterator[World]:
    return ((tier, draft, files) for tier in TIERS for draft in (True, False) for files in range(5))


def holds(part: Condition, world: World) -> bool:
    if isinstance(part, AllTests):
        return all(holds(child, world) for child in part.children)
    if isinstance(part, AnyTest):
        return any(holds(child, world) for child in part.children)
    if isinstance(part, NotTest):
        return not holds(part.child, world)
    tier, draft, files = world
    if isinstance(part.value, Comparison):
        bound = int(part.value.value)
        return compare(files, part.value.operator, bound)
    return tier in part.value if isinstance(part.value, tuple) else draft is part.value


@settings(max_examples=150)
@given(CONDITIONS, CONDITIONS)
def test_what_is_certain_is_true_in_every_world(left: Condition, right: Condition) -> None:
    if implies(left, right):
        assert all(holds(right, world) for world in worlds() if holds(left, world))
    if excludes(left, right):
        assert not any(holds(left, world) and holds(right, world) for world in worlds())
    assert all(holds(left, world) == all(holds(part, world) for part in conjuncts(left)) for world in worlds())
