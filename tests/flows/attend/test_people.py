from __future__ import annotations

from pathlib import Path

import pytest

from asking_samples import fetch
from office import FIRST, KEY, PEOPLE, Bureau, make_bureau
from paraph.core.errors import InputError
from paraph.core.model.person import Directory, Key, Person
from paraph.flows.attend.people import FRESH_SECONDS, everybody, everybody_told, people_of
from paraph.flows.attend.team_members import Members, members_text
from paraph.flows.gate.governed_files import Given
from paraph.ports.accounts import Passkey
from paraph.ports.board import Setting
from paraph.ports.documents import SourceText
from paraph.ports.ledger import Row
from paraph.wiring import CachedDocuments

OWN = 'people:\n  - {id: zoe, accounts: ["github:zoe"], roles: [administrator]}\n'
ADAS = ("github:ada", "email:ada@example.test")


def ids(directory: Directory) -> list[str]:
    return [each.id for each in directory.people]


def test_everybody_is_who_the_repositories_name(bureau: Bureau) -> None:
    found = everybody_told(bureau.office)
    assert (ids(found.directory), len(found.troubles)) == ([], 1)
    fetch(bureau)
    bureau.tick(FRESH_SECONDS)
    assert ids(everybody(bureau.office)) == ["ada", "ben", "cleo", "dan"]


def test_it_is_not_read_again_at_once_but_soon(bureau: Bureau) -> None:
    fetch(bureau)
    assert everybody(bureau.office) is everybody(bureau.office)
    bureau.work.commit("eve comes", {".paraph/people.yaml": PEOPLE + "  - {id: eve}\n"})
    fetch(bureau)
    bureau.tick(FRESH_SECONDS)
    assert ids(everybody(bureau.office))[-1] == "eve"


def test_the_operators_people_are_first_and_need_a_reader(bureau: Bureau) -> None:
    fetch(bureau)
    own = Given(people=SourceText("people.yaml", OWN.encode()))
    with pytest.raises(InputError):
        everybody(bureau.office._replace(own=own, documents=None))
    found = everybody(bureau.office._replace(own=own, documents=CachedDocuments(None)))
    assert ids(found) == ["zoe", "ada", "ben", "cleo", "dan"]
    assert found.people[0].roles == ("administrator",)


def test_a_people_file_of_no_use_leaves_the_others(tmp_path: Path) -> None:
    with make_bureau(tmp_path, files={**FIRST, ".paraph/people.yaml": "people: {}\n"}) as bureau:
        fetch(bureau)
        found = everybody_told(bureau.office)
        assert ids(found.directory) == []
        assert KEY in found.troubles[0]


def test_an_evaluation_gets_members_and_passkeys(bureau: Bureau) -> None:
    fetch(bureau)
    bureau.log.record((), rows=[
        Row(Passkey("c1", "ada", "sk-ecdsa AAAA", "phone", 1_772_582_400, accounts=ADAS)),
        Row(Passkey("c2", "eve", "sk-ecdsa BBBB", "phone", 1_772_582_400, accounts=("github:eve-elsewhere",))),
        Row(Setting("members:github", members_text(Members(bureau.now, {"github:acme/seniors": ("github:eve",)})))),
    ])  # fmt: skip
    text = PEOPLE + 'teams: {"github:acme/seniors": {level: senior}}\n'
    governed = CachedDocuments(None).directory(SourceText("people.yaml", text.encode()))
    found = people_of(bureau.office, bureau.repository, governed)
    assert ids(found) == ["ada", "ben", "cleo", "dan", "github.eve"]
    assert found.people[0].keys[-1] == Key("sk-ecdsa AAAA", "2026-03-04", comment="phone")
    assert found.forge_teams == ()


def test_a_passkey_of_somebody_else_is_told(bureau: Bureau) -> None:
    fetch(bureau)
    bureau.log.record((), rows=[Row(Passkey("c1", "ada", "sk-ecdsa AAAA", "phone", 1_772_582_400, accounts=ADAS))])
    other = Directory((Person("ada", ("github:mallory",)),))
    assert people_of(bureau.office, bureau.repository, other).people[0].keys == ()
    assert "shares no account" in bureau.told[-1].fields["trouble"]
