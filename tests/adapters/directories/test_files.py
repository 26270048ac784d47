from __future__ import annotations

import pytest

from paraph.adapters.directories.files import read_directory
from paraph.core.errors import InputError
from paraph.core.model.person import Absence, Directory, Person
from paraph.ports.documents import SourceText

PEOPLE = """\
schema: paraph/directory/v1
levels: [junior, senior]
people:
  - id: ada
    name: Ada
    level: senior
    assumed: true
    teams: [payments]
    domains: [money]
    accounts: ["email:Ada@Example.test", "github:Ada"]
    roles: [maintainer]
  - id: ben
    left: true
bots: ["github:Relbot[bot]"]
shared: [email:team@example.test]
"""


def people(text: str) -> SourceText:
    return SourceText(".paraph/people.yaml", text.encode())


def absence(text: str) -> SourceText:
    return SourceText(".paraph/absence.yaml", text.encode())


def problems(people_text: str, absence_text: str | None = None) -> list[tuple[str, int, str]]:
    with pytest.raises(InputError) as caught:
        read_directory(people(people_text), absence(absence_text) if absence_text is not None else None)
    assert all(problem.fix and problem.position for problem in caught.value.problems)
    return [(p.code, p.position.line if p.position else 0, p.what) for p in caught.value.problems]


def test_everything_is_read() -> None:
    directory = read_directory(people(PEOPLE), absence("ada:\n  - {from: 2026-03-01, to: 2026-03-09}\n"))
    assert directory == Directory(
        (
            Person(
                "ada",
                ("email:ada@example.test", "github:ada"),
                "Ada",
                "senior",
                is_level_assumed=True,
                teams=("payments",),
                domains=("money",),
                roles=("maintainer",),
                away=(Absence("2026-03-01", "2026-03-09"),),
            ),
            Person("ben", has_left=True),
        ),
        ("junior", "senior"),
        ("github:relbot[bot]",),
        ("email:team@example.test",),
    )


def test_without_files_nobody_is_known() -> None:
    assert read_directory(None) == Directory()
    assert read_directory(None, absence("ada: []\n")) == Directory()
    assert read_directory(people("people: []\n")) == Directory()


@pytest.mark.parametrize(
    ("text", "code", "line", "says"),
    [
        ("people: [{id: a}]\npeopel: []\n", "P0120", 2, "peopel"),
        ("levels: [a]\n", "P0122", 1, "people"),
        ("people: ada\n", "P0121", 1, "must be a list"),
        ("people: [ada]\n", "P0121", 1, "must be a mapping"),
        ("people: [{name: Ada}]\n", "P0122", 1, "id"),
        ("people:\n  - id: a\n    levle: x\n", "P0120", 3, "levle"),
        ("people:\n  - id: a\n    level: wizard\n", "P0124", 3, "wizard"),
        ("people:\n  - id: a b\n", "P0212", 2, "a b"),
        ("people:\n  - id: a\n  - id: a\n", "P0211", 3, "first on line 2"),
        ("people:\n  - id: a\n    left: maybe\n", "P0121", 3, "true or false"),
        ("people:\n  - id: a\n    left: 2020-01-01\n", "P0121", 3, "not the day 2020-01-01"),
        ("people:\n  - id: a\n    accounts: [ada@example.test]\n", "P0213", 3, "is no account"),
        ("people:\n  - id: a\n    accounts: ['email:ada']\n", "P0213", 3, "is no account"),
        ("people:\n  - id: a\n    accounts: ['Unknown:pusher']\n", "P0216", 3, "nobody knows"),
        ("people: []\nbots: ['unknown:pusher']\n", "P0216", 2, "nobody knows"),
        ("people:\n  - id: a\n    teams: [x, x]\n", "P0127", 3, "twice"),
        ("people: []\nschema: paraph/directory/v2\n", "P0124", 2, "v2"),
        ("people: []\npeople: []\n", "P0109", 2, "twice"),
        ("people: &a []\n", "P0107", 1, "anchor"),
        ("[]\n", "P0121", 1, "mapping"),
    ],
)
def test_refused(text: str, code: str, line: int, says: str) -> None:
    found = problems(text)
    assert [(c, at) for c, at, _ in found] == [(code, line)]
    assert says in found[0][2]


@pytest.mark.parametrize(
    "text",
    [
        "people:\n  - id: a\n    accounts: ['github:X']\n  - id: b\n    accounts: ['GitHub:x']\n",
        "people:\n  - id: a\n    accounts: ['email:x@y.test']\nbots:\n\n  - 'email:X@Y.test'\n",
    ],
)
def test_an_account_held_twice_names_both_lines(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_directory(people(text))
    (problem,) = caught.value.problems
    assert problem.code == "P0210"
    assert "on line 3" in problem.what
    assert (problem.position and problem.position.line, problem.related and problem.related.line) in {(5, 3), (6, 3)}


def test_all_problems_come_at_once() -> None:
    text = "people:\n  - id: a\n    level: x\n    left: 3\n  - name: b\nbots: [q]\n"
    assert [code for code, _, _ in problems(text)] == ["P0124", "P0121", "P0122", "P0213"]


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("eve: [{from: 2026-03-01, to: 2026-03-02}]\n", "P0214", "eve"),
        ("ada: [{from: 2026-03-01, to: 2026-02-02}]\n", "P0215", "before it starts"),
        ("ada: [{from: 2026-02-30, to: 2026-03-02}]\n", "P0215", "is no day"),
        ("ada: [{from: 20260201, to: 2026-03-02}]\n", "P0121", "`from`"),
        ("ada: [{from: '20260201', to: 2026-03-02}]\n", "P0215", "is no day"),
        ("ada: [{from: 2026-03-01}]\n", "P0122", "to"),
        ("ada: [{from: 2026-03-01, to: 2026-03-01, why: x}]\n", "P0120", "why"),
        ("ada: {}\n", "P0121", "list"),
        ("- ada\n", "P0121", "mapping"),
    ],
)
def test_absence_refused(text: str, code: str, says: str) -> None:
    found = problems(PEOPLE, text)
    assert [c for c, _, _ in found] == [code]
    assert says in found[0][2]
