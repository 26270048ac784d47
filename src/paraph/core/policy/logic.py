"""Does one condition say that another holds, or that it cannot? Answered only where it is certain."""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.model.policy import AllTests, AnyTest, Comparison, Condition, NotTest, Test
from paraph.core.policy.globs import Glob, compile_glob
from paraph.core.policy.grammar import GROUPS

_ONE_VALUED = {"assistance", "tier", "sole_author", "signed", "draft", "provenance", "owner_missing"}
_PATTERNS = {"paths", "only_paths", "ai_paths", "target", "source", "repository"}
_WHOLE_NUMBERS = {
    "dependents", "partners_missing", "files", "lines", "added", "deleted", "commits", "ai_lines",
}  # fmt: skip


def conjuncts(condition: Condition | None) -> tuple[Condition, ...]:
    """The conditions that must all hold, taken out of nested `all`."""
    if condition is None:
        return ()
    if isinstance(condition, AllTests):
        return tuple(part for child in condition.children for part in conjuncts(child))
    return (condition,)


def implies(left: Condition, right: Condition) -> bool:
    """Whether `right` certainly holds wherever `left` does. False means nothing is certain."""
    if isinstance(right, AllTests):
        return all(implies(left, part) for part in right.children)
    if isinstance(left, AnyTest):
        return all(implies(part, right) for part in left.children)
    if isinstance(left, AllTests) and any(implies(part, right) for part in left.children):
        return True
    if isinstance(right, AnyTest):
        return any(implies(left, part) for part in right.children)
    if isinstance(left, NotTest) and isinstance(right, NotTest):
        return implies(right.child, left.child)
    if isinstance(right, NotTest):
        return excludes(left, right.child)
    return isinstance(left, Test) and isinstance(right, Test) and _test_implies(left, right)


def excludes(left: Condition, right: Condition) -> bool:
    """Whether the two certainly never hold of one change. False means nothing is certain."""
    if isinstance(left, AnyTest):
        return all(excludes(part, right) for part in left.children)
    if isinstance(right, AnyTest):
        return all(excludes(left, part) for part in right.children)
    if isinstance(left, AllTests):
        return any(excludes(part, right) for part in left.children)
    if isinstance(right, AllTests):
        return any(excludes(left, part) for part in right.children)
    if isinstance(left, NotTest):
        return not isinstance(right, NotTest) and implies(right, left.child)
    if isinstance(right, NotTest):
        return implies(left, right.child)
    return _tests_exclude(left, right)


def words_of(test: Test) -> frozenset[str]:
    """The words of a test, `ai` and `ai-or-unknown` spelt out."""
    words = test.value if isinstance(test.value, tuple) else ()
    return frozenset(part for word in words for part in GROUPS.get(word, (word,)))


def _test_implies(left: Test, right: Test) -> bool:
    if left.name != right.name:
        return False
    if isinstance(left.value, Comparison) and isinstance(right.value, Comparison):
        mine, theirs = _span(left), _span(right)
        return mine is not None and theirs is not None and theirs.low <= mine.low and mine.high <= theirs.high
    if not isinstance(left.value, tuple) or not isinstance(right.value, tuple):
        return left.value == right.value
    mine_out, theirs_out = (
        {word for word in words_of(test) if test.name in _PATTERNS and word.startswith("!")} for test in (left, right)
    )
    return words_of(left) - mine_out <= words_of(right) - theirs_out and theirs_out <= mine_out


def _tests_exclude(left: Test, right: Test) -> bool:
    if {left.name, right.name} in ({"paths", "only_paths"}, {"only_paths"}):
        return _are_apart(left, right)
    if left.name != right.name:
        return False
    if isinstance(left.value, Comparison):
        mine, theirs = _span(left), _span(right)
        return mine is not None and theirs is not None and max(mine.low, theirs.low) > min(mine.high, theirs.high)
    if left.name not in _ONE_VALUED:
        return False
    return left.value != right.value if isinstance(left.value, bool) else words_of(left).isdisjoint(words_of(right))


class _Span(NamedTuple):
    low: float
    high: float


def _span(test: Test) -> _Span | None:
    """The numbers that a comparison admits, ends included; a share's open ends are moved by a hair."""
    value = test.value
    if not isinstance(value, Comparison) or isinstance(value.value, str):
        return None
    step = 1 if test.name in _WHOLE_NUMBERS else 1e-9
    infinity = float("inf")
    return {
        "<": _Span(0, value.value - step),
        "<=": _Span(0, value.value),
        "==": _Span(value.value, value.value),
        ">=": _Span(value.value, infinity),
        ">": _Span(value.value + step, infinity),
    }[value.operator]


def _are_apart(left: Test, right: Test) -> bool:
    """Whether no path can match a pattern of both: each two of them begin differently."""
    mine, theirs = (
        [compile_glob(word) for word in words_of(test) if not word.startswith("!")] for test in (left, right)
    )
    return all(_begin_differently(one, other) for one in mine for other in theirs)


def _begin_differently(one: Glob, other: Glob) -> bool:
    return not (one.prefix.startswith(other.prefix) or other.prefix.startswith(one.prefix))
