from __future__ import annotations

import pytest

from paraph.core.model.person import Directory, Key, Person, Robot
from paraph.core.policy.review_keys import review_keys
from policy_text import read

SOFT = Key("ssh-ed25519 AAAA")
HARD = Key("sk-ssh-ed25519@openssh.com AAAA")
NOBODY = Directory((Person("ada", keys=(SOFT,)),))
PRESENT = "[{signoff: {count: 1, proof: present}}]"
SILENT = "[{signoff: {count: 1}}]"


def codes(requirements: str, when: str = "", mode: str = "", directory: Directory = NOBODY) -> list[str]:
    text = f"mode: enforce\nrules:\n  - name: a\n    {mode}\n    {when}\n    require: {requirements}\n"
    found = review_keys(read(text), directory)
    assert all(problem.position and problem.fix and "`a`" in problem.what for problem in found)
    return [problem.code for problem in found]


@pytest.mark.parametrize(
    ("requirements", "when", "expected"),
    [
        (PRESENT, "when: {tier: low}", ["P0165"]),
        (SILENT, "", ["P0165"]),
        (SILENT, "when: {tier: critical}", ["P0165"]),
        (SILENT, "when: {paths: a}", ["P0165"]),
        (SILENT, "when: {any: [{tier: critical}, {tier: low}]}", ["P0165"]),
        (SILENT, "when: {tier: [medium, high]}", []),
        (SILENT, "when: {not: {tier: critical}}", []),
        ("[{signoff: {count: 1, proof: signed}}]", "", []),
        ("[{order: [{declaration: true}, {signoff: {count: 1}}]}]", "", ["P0165"]),
        ("[{any: [{signoff: {count: 1}}, {check: b}]}]", "", []),
        ("[{any: [{signoff: {count: 1}}]}]", "", ["P0165"]),
        ("[{sample: {share: 5%, signoff: {count: 1}}}]", "", ["P0165"]),
        ("[{evidence: [tests, security]}]", "", ["P0166"]),
        ("[{any: [{evidence: tests}, {signoff: {count: 1}}]}]", "", []),
        ("[{signoff: {count: 2, proof: signed, relief: {evidence: x, spares: 1}}}]", "", []),
        ("[{evidence: tests}, {signoff: {count: 1}}]", "", ["P0165", "P0166"]),
        ("[{check: b}]", "", []),
    ],
)
def test_what_nobody_has_a_key_for(requirements: str, when: str, expected: list[str]) -> None:
    assert sorted(codes(requirements, when)) == expected


@pytest.mark.parametrize(
    ("directory", "expected"),
    [
        (Directory(), ["P0165", "P0166"]),
        (Directory((Person("ada", keys=(SOFT, HARD)),)), ["P0166"]),
        (Directory((Person("ada", keys=(Key(HARD.public, revoked="2026-01-01"),)),)), ["P0165", "P0166"]),
        (Directory((Person("ada", keys=(HARD,), has_left=True),)), ["P0165", "P0166"]),
        (Directory((Person("ada"),), robots=(Robot("ci"),)), ["P0165", "P0166"]),
        (Directory((Person("ada"),), robots=(Robot("ci", (SOFT,)),)), ["P0165"]),
        (Directory((Person("ada", keys=(HARD,)),), robots=(Robot("ci", (SOFT,)),)), []),
    ],
)
def test_whose_keys_count(directory: Directory, expected: list[str]) -> None:
    assert sorted(codes("[{evidence: tests}, {signoff: {count: 1}}]", directory=directory)) == expected


@pytest.mark.parametrize(
    ("own", "general", "expected"),
    [
        ("", "enforce", ["P0165"]),
        ("", "shadow", ["P0165"]),
        ("", "advise", ["P0165"]),
        ("mode: enforce", "shadow", ["P0165"]),
        ("mode: advise", "enforce", []),
        ("mode: shadow", "advise", []),
    ],
)
def test_a_rule_that_stays_out_of_force_locks_nobody_out(own: str, general: str, expected: list[str]) -> None:
    rule = f"{{name: a, {own + ', ' if own else ''}require: {PRESENT}}}"
    text = f"mode: {general}\nrules: [{rule}]\n"
    assert [problem.code for problem in review_keys(read(text), NOBODY)] == expected


def test_all_rules_are_one_remark_at_the_first() -> None:
    rules = "".join(f"  - {{name: {name}, require: {PRESENT}}}\n" for name in "abcde")
    (problem,) = review_keys(read(f"mode: enforce\nrules:\n{rules}"), NOBODY)
    assert problem.what.startswith("`a`, `b`, `c` and 2 more rules can ask for the proof `present`")
    assert problem.position is not None
    assert problem.position.line == 3
