"""What does each test of the language ask of the facts? One table of all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from paraph.core.model.policy import TIERS, Test, TestValue
from paraph.core.policy.context import Context, Outcome, unknown
from paraph.core.policy.grammar import GROUPS
from paraph.core.policy.predicates_files import FILE_TESTS
from paraph.core.policy.predicates_numbers import NUMBER_TESTS
from paraph.core.policy.predicates_people import PEOPLE_TESTS
from paraph.core.policy.predicates_provenance import PROVENANCE_TESTS
from paraph.core.policy.predicates_words import WORD_TESTS, either, words_of

Run = Callable[[Context], Outcome]


class Predicate(NamedTuple):
    """One test made ready: what it looks at, in words, and the question itself."""

    title: str
    run: Run


def predicate(test: Test) -> Predicate:
    """Make one test ready. Raises ValueError, in words, where the key or what stands behind it is unknown."""
    maker = TESTS.get(test.name)
    if maker is None:
        raise ValueError(f"there is no test `{test.name}`")
    title, run = maker(test.value)
    return Predicate(title, run)


def assistance_test(value: TestValue) -> tuple[str, Run]:
    """`assistance`: the value is one of those named; `unknown` only where it is named."""
    names = words_of(value)
    wanted = frozenset(member for name in names for member in GROUPS.get(name, (name,)))

    def run(context: Context) -> Outcome:
        unread = context.why_unreadable("provenance")
        if unread:
            return unknown(unread)
        return Outcome(context.assistance.value in wanted, context.assistance.value)

    return f"the assistance is {either(names)}", run


def tier_test(value: TestValue) -> tuple[str, Run]:
    """`tier`: unknown where the tier may be higher and the answer would depend on it."""
    names = words_of(value)
    wanted = frozenset(names)

    def run(context: Context) -> Outcome:
        possible = context.possible_tiers
        hits = [tier in wanted for tier in possible]
        if len(possible) == 1:
            return Outcome(hits[0], possible[0])
        truth = hits[0] if all(hits) or not any(hits) else None
        return Outcome(truth, f"at least {possible[0]}, maybe higher: something could not be read")

    return f"the tier is {either(tuple(t for t in TIERS if t in wanted) or names)}", run


TESTS: dict[str, Callable[[TestValue], tuple[str, Run]]] = {
    "assistance": assistance_test,
    "tier": tier_test,
    **FILE_TESTS,
    **NUMBER_TESTS,
    **PEOPLE_TESTS,
    **PROVENANCE_TESTS,
    **WORD_TESTS,
}
