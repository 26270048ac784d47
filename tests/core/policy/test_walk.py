from __future__ import annotations

from paraph.core.policy.walk import all_tests, requirements_of, said_by
from paraph.core.policy.walk import tests_of as every_test_of
from policy_text import GOOD, condition, read, requirement


def test_tests_are_found_at_any_depth() -> None:
    found = condition("{draft: true, any: [{not: {signed: true}}, {all: [{labels: a}]}]}")
    assert [test.name for test in every_test_of(found)] == ["draft", "signed", "labels"]
    assert list(every_test_of(None)) == []


def test_a_policys_tests_are_those_of_tiers_and_rules() -> None:
    names = [test.name for test in all_tests(read(GOOD))]
    assert names[:5] == ["paths", "kinds", "kinds", "dependents", "only_kinds"]
    assert names[5:] == ["assistance", "author", "tier", "assistance", "tier", "assistance", "paths"]


def test_requirements_are_found_at_any_depth() -> None:
    found = requirement("{all: [{check: a}, {any: [{sample: {share: 1, check: b}}, {guard: c}]}]}")
    names = [type(each).__name__ for each in requirements_of((found,))]
    assert names == ["AllNeeds", "CheckNeed", "AnyNeed", "SampleNeed", "CheckNeed", "GuardNeed"]


def test_what_is_said_does_not_depend_on_where() -> None:
    rules = read(
        "mode: enforce\nrules:\n  - {name: a, require: [{signoff: {count: 2}}]}\n"
        "  - {name: b, require: [{signoff: {count: 2}}]}\n  - {name: c, require: [{signoff: {count: 1}}]}\n"
    ).rules
    first, second, third = (said_by(rule.require) for rule in rules)
    assert first == second
    assert first != third
