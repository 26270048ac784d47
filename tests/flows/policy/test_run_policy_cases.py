from __future__ import annotations

import json

import pytest

from paraph.adapters.formats.documents import read_facts
from paraph.core.errors import InputError
from paraph.core.model.facts import Facts
from paraph.core.policy.source import Plain
from paraph.flows.policy.policy_cases import read_cases
from paraph.flows.policy.run_policy_cases import Difference, run_policy_cases
from policy_text import document, read

POLICY = """\
mode: enforce
tiers: {high: {paths: core/**}}
rules:
  - name: review
    require: [{signoff: {count: 1, level: ">= senior"}}, {evidence: tests}]
  - {name: hold, when: {labels: hold}, deny: no}
"""


def facts_of(data: dict[str, Plain], file: str) -> Facts:
    return read_facts(json.dumps(data).encode(), file)


def differences(written: str, policy: str = POLICY) -> list[Difference]:
    cases = read_cases(document(f"cases: [{{name: a, {written}}}]\n"))
    (result,) = run_policy_cases(read(policy), None, cases, facts_of)
    return list(result.differences)


@pytest.mark.parametrize(
    "written",
    [
        "expect: {verdict: wait, tier: medium, assistance: unknown}",
        "files: [core/x.py], expect: {tier: high}",
        "signoffs: [senior], evidence: tests, expect: {verdict: allow, missing: []}",
        "labels: hold, expect: {verdict: deny, rules: {hold: denied, review: pending}}",
        "expect: {missing: [{what: SIGN, by: [senior, staff-2], rule: review}]}",
        "expect: {missing: [{what: 'a passed report of *'}]}",
        "evidence: tests, expect: {missing: [sign-off], nothing_else: true}",
        "expect: {rules: {hold: skipped}}",
        "facts: {people: {people: [{id: z, level: senior}]}}, expect: {missing: [{by: z}]}",
    ],
)
def test_cases_that_pass(written: str) -> None:
    assert differences(written) == []


def test_every_difference_is_told() -> None:
    found = differences("expect: {verdict: allow, tier: low, assistance: none, rules: {review: satisfied, x: pending}}")
    assert found == [
        Difference("verdict", "allow", "wait"),
        Difference("tier", "low", "medium"),
        Difference("assistance", "none", "unknown"),
        Difference("rule review", "satisfied", "pending"),
        Difference("rule x", "pending", "there is no such rule"),
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("missing: [{what: rollback}]", [("rollback", "not owed")]),
        ("missing: [{what: sign-off, by: junior}]", [("sign-off by junior", "not owed")]),
        ("missing: [{rule: hold}]", [("something (hold)", "not owed")]),
        ("missing: ['sign-o*x']", [("sign-o*x", "not owed")]),
    ],
)
def test_what_should_be_owed_and_is_not(written: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.expected, each.got) for each in differences(f"expect: {{{written}}}")] == expected


def test_what_is_owed_and_should_not_be() -> None:
    found = differences("evidence: tests, expect: {missing: []}")
    assert [each.expected for each in found] == ["nothing more"]
    assert found[0].got.startswith("a sign-off")
    assert found[0].got.endswith("(review)")


def test_one_thing_owed_meets_one_expectation() -> None:
    found = differences("evidence: tests, expect: {missing: [sign-off, sign-off]}")
    assert [(each.expected, each.got) for each in found] == [("sign-off", "not owed")]


def test_a_policy_is_tested_before_it_binds() -> None:
    assert differences("labels: hold, expect: {verdict: deny}", POLICY.replace("enforce", "shadow")) == []


@pytest.mark.parametrize("written", ["facts: {chnage: {}}", "facts: {change: {base: x}}", "author: eve"])
def test_a_broken_case_has_its_place(written: str) -> None:
    with pytest.raises(InputError) as caught:
        differences(f"{written}, expect: {{verdict: allow}}")
    assert caught.value.problems[0].position
    assert caught.value.problems[0].position.line == 1
    assert "`a`" in caught.value.problems[0].what


@pytest.mark.parametrize(
    ("address", "assistance"), [("forge@ci.example.test", "autonomous"), ("ada@x.test", "unknown")]
)
def test_commits_of_a_case_are_read_by_the_rows_of_the_policy(address: str, assistance: str) -> None:
    rows = "agents: [{id: forge, tool: forge, kind: email, match: forge@*.example.test}]\n"
    who = f"{{name: x, email: {address}}}"
    commit = f"{{id: '{'2' * 40}', author: {who}, committer: {who}, message: x}}"
    written = f"facts: {{change: {{commits: [{commit}]}}}}, expect: {{assistance: {assistance}}}"
    assert differences(written, POLICY + rows) == []
