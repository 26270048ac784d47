from __future__ import annotations

from collections import Counter

import pytest

from flows.history_samples import DAY, NOON, author
from paraph.adapters.directories.files import read_directory
from paraph.adapters.formats.yaml import read_yaml
from paraph.core.model import places
from paraph.core.model.person import Directory, Person
from paraph.core.policy.compile import compile_policy
from paraph.core.policy.read import read_policy
from paraph.flows.draft.draft_setup import GITLAB_TEMPLATE, TEMPLATE, draft_setup, people_text, template_place
from paraph.flows.facts.survey_history import Reach, Survey
from paraph.flows.policy.check_policy import check_policy
from paraph.ports.documents import SourceText

YEAR = 365 * DAY
SURVEY = Survey(
    [Reach(frozenset({"auth"}), is_light=False, dependents=0)] * 3
    + [Reach(frozenset({"docs"}), is_light=True, dependents=0)] * 97,
    {"cleo@example.test": Counter(auth=3)},
    100,
)
AUTHORS = [
    author("Ada Sample", 60, NOON - 2 * YEAR, NOON),
    author("Cleo Sample", 20, NOON - YEAR, NOON - DAY),
    author("Old Sample", 90, NOON - 9 * YEAR, NOON - 5 * YEAR),
]


def drafted(survey: Survey = SURVEY, **more: object) -> dict[str, str]:
    given: dict[str, object] = {"has_owners": True} | more
    return {each.path: each.content for each in draft_setup(survey, AUTHORS, YEAR, **given).files}  # type: ignore[arg-type]


@pytest.mark.parametrize("survey", [SURVEY, Survey()])
@pytest.mark.parametrize("has_owners", [True, False])
def test_every_file_is_one_that_paraph_reads(survey: Survey, has_owners: bool) -> None:
    files = drafted(survey, has_owners=has_owners)
    assert list(files) == [places.POLICY, places.PEOPLE, places.ABSENCE, TEMPLATE]
    policy = read_policy(read_yaml(files[places.POLICY].encode(), places.POLICY))
    compile_policy(policy)
    modes = {rule.name: rule.mode for rule in policy.rules}
    assert (modes.pop("spot check"), {*modes.values()}, policy.mode) == ("advise", {"shadow"}, "shadow")
    people = SourceText(places.PEOPLE, files[places.PEOPLE].encode())
    absence = SourceText(places.ABSENCE, files[places.ABSENCE].encode())
    directory = read_directory(people, absence)
    assert {person.name for person in directory.people} == {"Ada Sample", "Cleo Sample"}
    assert all(person.is_level_assumed for person in directory.people)


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("kinds", [{}, {"ada@example.test": Counter(auth=9, crypto=9, secrets=9)}])
@pytest.mark.parametrize("has_owners", [True, False])
def test_a_small_history_gives_a_policy_that_its_own_people_can_meet(
    number: int, kinds: dict[str, Counter[str]], has_owners: bool
) -> None:
    authors = [author(f"{name} Sample", 3) for name in ("Ada", "Ben", "Cleo")][:number]
    files = {
        each.path: each.content for each in draft_setup(Survey([], kinds), authors, YEAR, has_owners=has_owners).files
    }
    document = read_yaml(files[places.POLICY].encode(), places.POLICY)
    directory = read_directory(SourceText(places.PEOPLE, files[places.PEOPLE].encode()))
    remarks = check_policy(read_policy(document), [document], directory, [])
    assert [remark.problem.what for remark in remarks if remark.severity == "error"] == []


def test_experts_are_asked_where_there_are_some() -> None:
    assert "domain expert for auth" in drafted()[places.POLICY]
    assert "domain expert" not in drafted(Survey())[places.POLICY]


def test_the_template_goes_where_it_is_looked_for() -> None:
    assert GITLAB_TEMPLATE in drafted(template=GITLAB_TEMPLATE)
    assert "AI assistance" in drafted(template=GITLAB_TEMPLATE)[GITLAB_TEMPLATE]


@pytest.mark.parametrize(
    ("folders", "place"),
    [
        ({}, TEMPLATE),
        ({"": [".github", "src"]}, TEMPLATE),
        ({"": [".gitlab-ci.yml"]}, GITLAB_TEMPLATE),
        ({"": [".gitlab"], ".gitlab": ["x"]}, GITLAB_TEMPLATE),
        ({"": [".gitlab"], ".github": ["PULL_REQUEST_TEMPLATE.md"]}, ".github/PULL_REQUEST_TEMPLATE.md"),
        ({"": ["Pull_Request_Template.md", "x"]}, "Pull_Request_Template.md"),
        ({"docs": ["pull_request_template.md"]}, "docs/pull_request_template.md"),
        ({".gitlab/merge_request_templates": ["default.md"]}, ".gitlab/merge_request_templates/default.md"),
        ({".github": ["pull_request_template.txt"]}, TEMPLATE),
    ],
)
def test_where_a_template_stands_or_would(folders: dict[str, list[str]], place: str) -> None:
    assert template_place(lambda folder: folders.get(folder, [])) == place


@pytest.mark.parametrize("name", ["Ada: Sample", 'Ada "A" #1', "Söhne, {x}", "a\\b", "-", "[x]"])
def test_names_of_any_kind_survive_the_file(name: str) -> None:
    directory = Directory(
        (Person("p", ("email:p@example.test",), name, "mid", is_level_assumed=True),), bots=("email:b@x",)
    )
    read = read_directory(SourceText("people.yaml", people_text(directory).encode()))
    assert [(person.name, person.level) for person in read.people] == [(name, "mid")]
    assert read.bots == ("email:b@x",)


def test_what_nobody_can_see_does_not_get_into_the_file() -> None:
    odd = Person("p", ("email:p@example.test", "email:q\u200b@example.test"), "A\u202eda\u2028Sample\x1b", "mid")
    (read,) = read_directory(SourceText("people.yaml", people_text(Directory((odd,))).encode())).people
    assert (read.name, read.accounts) == ("A da Sample", ("email:p@example.test",))


def test_the_most_senior_stand_first() -> None:
    people = tuple(Person(name, level=level) for name, level in (("a", "junior"), ("b", "principal"), ("c", "mid")))
    lines = people_text(Directory(people)).splitlines()
    assert [line.split('"')[1] for line in lines if line.startswith("  - {id")] == ["b", "c", "a"]
    assert "people: []" in people_text(Directory())
