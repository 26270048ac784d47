"""What is surely true when a foreign predicate holds, and what makes it surely hold?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

# A condition as it will be written: {} always holds, None never does.
Condition = dict[str, Any] | None


class Bounds(NamedTuple):
    """`least` implies the predicate, and the predicate implies `most`. Both are the same where it is expressible."""

    least: Condition
    most: Condition

    @property
    def is_exact(self) -> bool:
        """Whether the predicate can be written as it is."""
        return self.least == self.most


ALWAYS = Bounds({}, {})
UNKNOWN = Bounds(None, {})


def exactly(condition: Condition) -> Bounds:
    """A predicate that can be written as it is."""
    return Bounds(condition, condition)


def opposite(bounds: Bounds) -> Bounds:
    """The predicate negated."""
    return Bounds(negated(bounds.most), negated(bounds.least))


def conjoined(all_bounds: Iterable[Bounds]) -> Bounds:
    """All predicates together."""
    found = list(all_bounds)
    return Bounds(both(b.least for b in found), both(b.most for b in found))


def disjoined(all_bounds: Iterable[Bounds]) -> Bounds:
    """Any of the predicates."""
    found = list(all_bounds)
    return Bounds(either(b.least for b in found), either(b.most for b in found))


def negated(condition: Condition) -> Condition:
    """Not the condition."""
    if condition is None:
        return {}
    if not condition:
        return None
    if set(condition) == {"not"}:
        inner: dict[str, Any] = condition["not"]
        return inner
    return {"not": condition}


def both(conditions: Iterable[Condition]) -> Condition:
    """All of the conditions, as one mapping where no key stands twice."""
    parts: list[dict[str, Any]] = []
    for condition in conditions:
        if condition is None:
            return None
        if condition and condition not in parts:
            parts.append(condition)
    keys = [key for part in parts for key in part]
    if len(keys) == len(set(keys)):
        return {key: value for part in parts for key, value in part.items()}
    return {"all": parts}


def either(conditions: Iterable[Condition]) -> Condition:
    """Any of the conditions."""
    parts: list[dict[str, Any]] = []
    for condition in conditions:
        if condition == {}:
            return {}
        if condition is not None and condition not in parts:
            parts.append(condition)
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {"any": parts}
