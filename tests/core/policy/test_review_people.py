from __future__ import annotations

import pytest

from paraph.core.model.person import Directory, Person
from paraph.core.policy.review_people import review_people
from policy_text import read

PEOPLE = Directory(
    (
        Person("ada", level="senior", teams=("pay",), domains=("tax",)),
        Person("ben", level="senior"),
        Person("cy", level="junior", teams=("pay",)),
        Person("gone", level="principal", teams=("old",), has_left=True),
    )
)


def codes(requirements: str, when: str = "", directory: Directory = PEOPLE) -> list[str]:
    text = f"mode: enforce\nrules:\n  - name: a\n    {when}\n    require: {requirements}\n"
    found = review_people(read(text), directory)
    assert all(problem.position and problem.fix for problem in found)
    return [problem.code for problem in found]


@pytest.mark.parametrize(
    ("requirements", "expected"),
    [
        ("[{signoff: {count: 2}}]", []),
        ("[{signoff: {count: 3}}]", ["P0155"]),
        ("[{signoff: {count: 3, independent: false}}]", []),
        ("[{signoff: {count: 4}}]", ["P0154"]),
        ("[{signoff: {count: 4, relief: {evidence: x, spares: 1}}}]", ["P0155"]),
        ("[{signoff: {level: '>= principal'}}]", ["P0154"]),
        ("[{signoff: {level: '>= senior'}}]", []),
        ("[{signoff: {team: pay, level: '>= senior'}}]", ["P0155"]),
        ("[{signoff: {domain: none}}]", ["P0154"]),
        ("[{signoff: {person: dee}}]", ["P0154"]),
        ("[{any: [{signoff: {count: 4}}, {check: b}]}]", ["P0155"]),
        ("[{any: [{signoff: {count: 4}}]}]", ["P0154"]),
        ("[{all: [{sample: {share: 5%, signoff: {count: 4}}}]}]", ["P0154"]),
        ("[{manual: {names: x, team: ops}}]", ["P0154"]),
        ("[{manual: x}]", []),
        ("[{owner: {level: '>= staff'}}]", ["P0154"]),
        ("[{owner: {}}]", []),
        ("[{signoff: {count: 2, distinct: g}}, {signoff: {count: 2, distinct: g}}]", ["P0155"]),
        ("[{signoff: {count: 1, distinct: g}}, {signoff: {count: 2, distinct: g}}]", []),
        ("[{signoff: {count: 2, distinct: g}}, {signoff: {count: 2, distinct: h}}]", []),
    ],
)
def test_people_there_must_be(requirements: str, expected: list[str]) -> None:
    assert codes(requirements) == expected


def test_who_is_meant_is_said() -> None:
    (problem,) = review_people(
        read("mode: enforce\nrules: [{name: a, require: [{signoff: {count: 3, level: '>= senior'}}]}]\n"), PEOPLE
    )
    assert "three people, senior or above; the directory has 2 (ada, ben)" in problem.what


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("{author: {team: pay}}", []),
        ("{author: {team: [pay, pya]}}", ["P0160"]),
        ("{contributor: {person: dee}}", ["P0160"]),
        ("{only_contributors: {domain: law}}", ["P0160"]),
        ("{contributor: {team: old}}", []),
    ],
)
def test_names_that_nobody_has(test: str, expected: list[str]) -> None:
    assert codes("[{check: b}]", f"when: {test}") == expected


def test_an_empty_directory_is_one_problem() -> None:
    assert codes("[{signoff: {count: 4}}]", directory=Directory()) == ["P0155"]


def test_levels_of_two_files_must_be_one_list() -> None:
    text = "mode: enforce\nlevels: [junior, boss]\nrules: [{name: a, require: [{check: b}]}]\n"
    (problem,) = review_people(read(text), PEOPLE)
    assert (problem.code, "2 (ada, ben)" in problem.what) == ("P0160", True)


@pytest.mark.parametrize(
    ("who", "code"),
    [("team: pya", "P0154"), ("team: [pay, pya]", "P0160"), ("person: adda", "P0154")],
)
def test_a_slip_in_a_name_is_told_once_with_what_was_meant(who: str, code: str) -> None:
    rules = f"mode: enforce\nrules: [{{name: a, require: [{{signoff: {{count: 1, {who}}}}}]}}]\n"
    (problem,) = [each for each in review_people(read(rules), PEOPLE) if each.code != "P0155"]
    meant = "ada" if "adda" in who else "pay"
    assert (problem.code, problem.fix) == (code, f"did you mean `{meant}`?")
