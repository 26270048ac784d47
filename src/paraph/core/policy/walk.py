"""Which tests and requirements does a policy hold, at any depth?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.model.policy import (
    AllNeeds,
    AnyNeed,
    Condition,
    NotTest,
    Policy,
    Requirement,
    SampleNeed,
    Test,
)


def tests_of(condition: Condition | None) -> Iterator[Test]:
    """Every test of a condition, those under `not` among them."""
    if condition is None:
        return
    if isinstance(condition, Test):
        yield condition
        return
    for child in (condition.child,) if isinstance(condition, NotTest) else condition.children:
        yield from tests_of(child)


def all_tests(policy: Policy) -> Iterator[Test]:
    """Every test of the tiers and the rules."""
    for tier in policy.tiers:
        yield from tests_of(tier.condition)
    for rule in policy.rules:
        yield from tests_of(rule.when)


def requirements_of(requirements: tuple[Requirement, ...]) -> Iterator[Requirement]:
    """Every requirement and what stands inside it, groups before their members."""
    for requirement in requirements:
        yield requirement
        if isinstance(requirement, (AllNeeds, AnyNeed)):
            yield from requirements_of(requirement.children)
        elif isinstance(requirement, SampleNeed):
            yield from requirements_of((requirement.child,))


def said_by(part: object) -> object:
    """What a part of a policy says wherever it stands: its values without their positions, to be compared."""
    if isinstance(part, tuple):
        return tuple(said_by(each) for each in part)
    names: tuple[str, ...] | None = getattr(type(part), "__match_args__", None)
    if names is None:
        return part
    values = tuple(said_by(getattr(part, name)) for name in names if name != "position")
    return (type(part).__name__, *values)
