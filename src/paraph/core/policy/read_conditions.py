"""When does a rule bind, and what puts a change into a tier? Tests on facts, as written in a policy."""

from __future__ import annotations

from collections.abc import Callable

from paraph.core.model.policy import TIERS, AllTests, AnyTest, Condition, NotTest, Test, TestValue, TierRule
from paraph.core.policy import read_values as values
from paraph.core.policy.grammar import TEST, TIER, Key, Shape
from paraph.core.policy.reading import Field, Reading, described, did_you_mean, shortened
from paraph.core.policy.source import Mapping, Sequence, Tree

_PLAIN: dict[Shape, Callable[[Reading, Tree, str], TestValue | None]] = {
    "flag": values.flag,
    "words": values.words,
    "globs": values.globs,
    "number_comparison": values.comparison,
    "share_comparison": values.share_comparison,
    "table": values.person,
}


def read_condition(reading: Reading, node: Tree, whose: str, depth: int = 1) -> Condition | None:
    """A mapping of tests, all of which must hold; None where something in it was reported."""
    if reading.is_too_deep(node, depth):
        return None
    fields = reading.fields(node, TEST, whose)
    if fields is None:
        return None
    if not fields:
        reading.report_empty(node, whose, "write a test, or delete the key")
        return None
    children = [_one(reading, name, TEST[name], field, depth) for name, field in fields.items()]
    good = tuple(child for child in children if child is not None)
    if len(good) < len(children):
        return None
    return good[0] if len(good) == 1 else AllTests(good, reading.at(node))


def read_tiers(reading: Reading, node: Tree) -> tuple[TierRule, ...]:
    """The rules of `tiers`: one for each key, because the keys of a tier stand in for one another."""
    if not isinstance(node, Mapping):
        reading.report("P0121", node, f"`tiers` must be a mapping, not {described(node)}", "write `critical:` under it")
        return ()
    rules: list[TierRule] = []
    for tier, (key, value) in reading.open_fields(node).items():
        if tier not in TIERS:
            reading.report("P0124", key, f"there is no tier `{shortened(tier)}`", did_you_mean(tier, TIERS))
            continue
        blocks = reading.items(value, f"the tier `{tier}`") if isinstance(value, Sequence) else (value,)
        for block in blocks:
            rules.extend(_tier_rules(reading, block, tier))
    return tuple(rules)


def _tier_rules(reading: Reading, node: Tree, tier: str) -> list[TierRule]:
    fields = reading.fields(node, TIER, f"the tier `{tier}`")
    if fields is not None and not fields:
        reading.report_empty(node, f"the tier `{tier}`", "write `paths` or another test, or delete it")
    found = []
    for name, field in (fields or {}).items():
        condition = _one(reading, name, TIER[name], field, 1)
        circle = _names_tier(condition) if condition else None
        if circle:
            reading.report_at("P0132", circle.position, "a tier cannot depend on the tier", "test something else")
        elif condition:
            found.append(TierRule(tier, condition, reading.at(field.key)))
    return found


def _names_tier(condition: Condition) -> Test | None:
    """The first test of the tier inside a condition, which would make a tier depend on itself."""
    if isinstance(condition, Test):
        return condition if condition.name == "tier" else None
    children = (condition.child,) if isinstance(condition, NotTest) else condition.children
    return next((found for child in children if (found := _names_tier(child))), None)


def _one(reading: Reading, name: str, key: Key, field: Field, depth: int) -> Condition | None:
    position = reading.at(field.key)
    if name == "not":
        child = read_condition(reading, field.value, "`not`", depth + 1)
        return None if child is None else NotTest(child, position)
    if name in {"all", "any"}:
        return _several(reading, name, key, field, depth)
    value = _value(reading, name, key, field.value)
    return None if value is None else Test(name, value, position)


def _several(reading: Reading, name: str, key: Key, field: Field, depth: int) -> Condition | None:
    position = reading.at(field.key)
    if key.shape == "one_or_list" and isinstance(field.value, Mapping):
        nodes: tuple[Tree, ...] = (field.value,)
    else:
        nodes = reading.items(field.value, f"`{name}`")
    children = [read_condition(reading, node, f"an entry of `{name}`", depth + 1) for node in nodes]
    good = tuple(child for child in children if child is not None)
    if not good or len(good) < len(children):
        return None
    return AllTests(good, position) if name == "all" else AnyTest(good, position)


def _value(reading: Reading, name: str, key: Key, node: Tree) -> TestValue | None:
    if key.shape == "choices":
        return values.choices(reading, node, name, key.choices)
    return _PLAIN[key.shape](reading, node, name)
