from __future__ import annotations

import pytest

from paraph.core.policy.read import read_into
from paraph.core.policy.read_names import check_names, same_name
from paraph.core.policy.reading import Reading
from policy_text import document, problems, read

THEIRS = read("mode: enforce\nrules:\n  - {name: Peer review, deny: no}\n  - {name: keys, mode: advise, deny: no}\n")


def codes_beside(rule: str) -> list[tuple[str, int | None]]:
    reading = Reading(document(f"mode: enforce\nrules:\n  - {rule}\n", "repo.yaml"))
    check_names(reading, read_into(reading).rules, THEIRS)
    return [(problem.code, problem.related.line if problem.related else None) for problem in reading.problems]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("{name: mine, deny: no}", []),
        ("{name: Peer review, deny: no}", [("P0142", 3)]),
        ("{name: peer  REVIEW, deny: no}", [("P0142", 3)]),
        ("{name: org/peer review, deny: no}", [("P0140", 3)]),
        ("{name: ORG/peer review, deny: no}", [("P0140", 3)]),
        ("{name: Peer review, mode: shadow, deny: no}", [("P0141", 3)]),
        ("{name: keys, deny: no}", [("P0141", 4)]),
        ("{name: org/keys, mode: advise, deny: no}", [("P0140", 4)]),
        ("{name: org/other, deny: no}", [("P0136", None)]),
        ("{name: repo/other, deny: no}", [("P0136", None)]),
        ("{name: Org/other, deny: no}", [("P0136", None)]),
    ],
)
def test_an_organisations_rules_are_its_own(rule: str, expected: list[tuple[str, int | None]]) -> None:
    assert codes_beside(rule) == expected


def test_prefixes_are_added_not_written() -> None:
    (problem,) = problems("mode: enforce\nrules: [{name: org/a, deny: no}]\n")
    assert problem.code == "P0136"


def test_three_of_a_name_name_the_first() -> None:
    rules = "".join(f"  - {{name: {name}, deny: no}}\n" for name in "aAa")
    found = problems(f"mode: enforce\nrules:\n{rules}")
    assert [(each.code, each.related.line if each.related else 0) for each in found] == [("P0127", 3), ("P0127", 3)]


def test_rules_without_a_name_do_not_share_one() -> None:
    assert {each.code for each in problems("mode: enforce\nrules: [{deny: no}, {deny: no}]\n")} == {"P0122"}


def test_names_that_read_alike_are_the_same() -> None:
    assert same_name("  Peer\tReview ") == same_name("peer review")
    assert same_name("peer review") != same_name("peer-review")


LONG = "a very long name of a rule " * 6
LONGS = read(f"mode: enforce\nrules: [{{name: '{LONG.strip()}', deny: no}}]\n")


@pytest.mark.parametrize("rule", ["", "org/", "mode"])
def test_a_long_name_is_cut_in_what_is_said_of_it(rule: str) -> None:
    mode = "shadow" if rule == "mode" else "enforce"
    name = LONG.strip() if rule == "mode" else rule + LONG.strip()
    reading = Reading(document(f"mode: enforce\nrules: [{{name: '{name}', mode: {mode}, deny: no}}]\n", "repo.yaml"))
    check_names(reading, read_into(reading).rules, LONGS)
    (problem,) = reading.problems
    assert f"`{LONG[:57]}...`" in problem.what
    assert LONG.strip() not in problem.what
