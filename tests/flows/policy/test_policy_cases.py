from __future__ import annotations

import pytest

from paraph.core.errors import InputError
from paraph.core.model.policy import Position
from paraph.flows.policy.policy_cases import Expectation, ExpectedOwed, read_cases
from policy_text import document

FULL = """\
cases:
  - name: a
    author: ben
    assistance: generated
    files: [x, y]
    labels: urgent
    signoffs: [ada]
    evidence: tests
    checks: [build]
    facts: {blast: {dependents: 3}}
    expect:
      verdict: wait
      tier: high
      assistance: generated
      missing: [sign-off, {what: "*test*", by: ada, rule: review}]
      nothing_else: true
      rules: {review: pending}
"""


def codes(text: str) -> list[tuple[str, int]]:
    with pytest.raises(InputError) as caught:
        read_cases(document(text, "cases.yaml"))
    return [(problem.code, problem.position.line if problem.position else 0) for problem in caught.value.problems]


def test_a_whole_case() -> None:
    (case,) = read_cases(document(FULL, "cases.yaml"))
    assert case[:8] == ("a", "ben", "generated", ("x", "y"), ("urgent",), ("ada",), ("tests",), ("build",))
    assert (case.facts, case.position) == ({"blast": {"dependents": 3}}, Position("cases.yaml", 2, 5))
    owed = (ExpectedOwed("sign-off", (), ""), ExpectedOwed("*test*", ("ada",), "review"))
    assert case.expect == Expectation("wait", "high", "generated", owed, (("review", "pending"),), True)


def test_what_a_case_leaves_out() -> None:
    (case,) = read_cases(document("cases: [{name: a, expect: {verdict: allow}}]\n"))
    assert (case.author, case.assistance, case.files, case.facts) == (None, "unknown", (), {})
    assert case.expect == Expectation("allow", None, None, None, ())


def test_nothing_missing_is_nothing_at_all() -> None:
    (case,) = read_cases(document("cases: [{name: a, expect: {missing: []}}]\n"))
    assert (case.expect.missing, case.expect.is_all_missing) == ((), True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", [("P0122", 1)]),
        ("cases: []", [("P0122", 1)]),
        ("[a]", [("P0121", 1)]),
        ("cases:\n  - {name: a}", [("P0122", 2)]),
        ("cases:\n  - {expect: {tier: low}}", [("P0122", 2)]),
        ("cases:\n  - {name: a, expect: {}}", [("P0122", 2)]),
        ("cases:\n  - {name: a, expect: wait}", [("P0121", 2)]),
        ("cases:\n  - {name: a, expect: {verdict: maybe}}", [("P0124", 2)]),
        ("cases:\n  - {name: a, expect: {verdict: wait, missing: x}}", [("P0121", 2)]),
        ("cases:\n  - {name: a, expect: {missing: [3]}}", [("P0121", 2)]),
        ("cases:\n  - {name: a, expect: {missing: [{who: x}]}}", [("P0120", 2)]),
        ("cases:\n  - {name: a, expect: {rules: {x: open}}}", [("P0124", 2)]),
        ("cases:\n  - {name: a, expect: {rules: [x]}}", [("P0121", 2)]),
        ("cases:\n  - {name: a, facts: x, expect: {tier: low}}", [("P0121", 2)]),
        ("cases:\n  - {name: a, fcats: {}, expect: {tier: low}}", [("P0120", 2)]),
        ("cases:\n  - {name: a, expect: {tier: low}}\n  - {name: a, expect: {tier: low}}", [("P0127", 3)]),
    ],
)
def test_broken_cases_have_their_place(text: str, expected: list[tuple[str, int]]) -> None:
    assert codes(text) == expected
