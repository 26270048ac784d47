from __future__ import annotations

import json
from dataclasses import replace

import pytest

from paraph.adapters.formats.documents import read_facts
from paraph.core.errors import InputError
from paraph.core.model.facts import Facts
from paraph.core.model.person import Directory, Person
from paraph.core.tier.recognise import recognised
from paraph.flows.policy.case_facts import facts_data, laid_over, sample_directory
from paraph.flows.policy.policy_cases import PolicyCase, read_cases
from policy_text import document

PEOPLE = Directory(
    (
        Person("ada", ("email:ada@example.test",), level="senior"),
        Person("ben", ("github:ben",), level="junior"),
        Person("cy", (), level="junior"),
    )
)


def case(written: str) -> PolicyCase:
    return read_cases(document(f"cases: [{{name: a, {written}expect: {{tier: low}}}}]\n"))[0]


def facts(written: str = "") -> Facts:
    return recognised(read_facts(json.dumps(facts_data(case(written), PEOPLE)).encode()))


def test_the_least_senior_person_with_an_account_writes_it() -> None:
    found = facts()
    assert found.change.opener == "github:ben"
    assert found.change.commits[0].author.email == "ben@users.noreply.github.com"
    assert [file.path for file in found.change.files] == ["src/application.py"]
    assert found.change.files[0].kinds == ("code", "code:python")
    assert found.provenance.declarations == ()


def test_what_a_case_says_is_in_its_facts() -> None:
    found = facts("author: ada, assistance: generated, files: [docs/a.md], labels: x, evidence: tests, checks: build, ")
    assert found.change.commits[0].author.email == "ada@example.test"
    assert (found.provenance.ai_lines, found.provenance.declarations[0].assistance) == (10, "generated")
    assert (found.change.files[0].kinds, found.change.labels) == (("docs",), ("x",))
    assert (found.evidence[0].kind, found.evidence[0].tree) == ("tests", found.change.tree)
    assert (found.checks[0].name, found.checks[0].conclusion) == ("build", "success")


def test_a_declaration_of_none_claims_no_lines() -> None:
    found = facts("assistance: none, ")
    assert (found.provenance.ai_lines, found.provenance.declarations[0].assistance) == (0, "none")


def test_a_signoff_holds_for_exactly_this_content() -> None:
    (found,) = facts("signoffs: [ada], files: [x, y], ").signoffs
    assert (found.person, found.holds, found.owned_paths) == ("ada", ("owned", "tree", "exact"), ("x", "y"))


def test_a_part_of_a_facts_document_is_laid_over() -> None:
    found = facts("facts: {change: {title: t, files: [{path: z, kinds: [auth]}]}, blast: {dependents: 9}}, ")
    assert (found.change.title, found.change.opener, found.blast.dependents) == ("t", "github:ben", 9)
    assert [(file.path, file.kinds) for file in found.change.files] == [("z", ("auth",))]


def test_mappings_are_laid_over_key_by_key() -> None:
    assert laid_over({"a": {"b": 1, "c": [1]}, "d": 1}, {"a": {"c": [2]}, "e": 3}) == {
        "a": {"b": 1, "c": [2]},
        "d": 1,
        "e": 3,
    }


@pytest.mark.parametrize("written", ["author: eve, ", "author: cy, ", "signoffs: [eve], "])
def test_somebody_unknown_breaks_a_case(written: str) -> None:
    with pytest.raises(InputError) as caught:
        facts(written)
    assert (caught.value.problems[0].code, caught.value.problems[0].position) == ("P0172", case(written).position)


def test_nobody_with_an_account_breaks_a_case() -> None:
    with pytest.raises(InputError):
        facts_data(case(""), replace(PEOPLE, people=PEOPLE.people[2:]))


def test_people_to_stand_in_where_there_is_no_directory() -> None:
    found = sample_directory(("low", "high"))
    assert [(person.id, person.level) for person in found.people] == [
        ("low", "low"),
        ("low-2", "low"),
        ("high", "high"),
        ("high-2", "high"),
    ]


def test_a_case_names_paths_that_ai_wrote_and_an_owner() -> None:
    found = facts("ai_paths: [src/a.py], files: [src/a.py, src/b.py], owner: ada, ")
    assert found.owner == "ada"
    assert [file.path for file in found.change.files] == ["src/a.py", "src/b.py"]
    said = found.provenance
    assert (said.ai_lines, said.claimed_lines, said.added_lines) == (10, 0, 20)
    assert said.lines is not None
    assert (said.lines.recorded, said.lines.paths[0].path, said.lines.paths[0].ai) == (10, "src/a.py", 10)
    assert [file.path for file in facts("ai_paths: x.py, ").change.files] == ["x.py"]
    declared = facts("ai_paths: src/a.py, assistance: assisted, files: [src/b.py], ").provenance
    assert (declared.ai_lines, declared.claimed_lines) == (20, 20)


def test_an_owner_must_be_somebody() -> None:
    with pytest.raises(InputError, match="names `zoe`"):
        facts("owner: zoe, ")
