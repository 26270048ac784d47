from __future__ import annotations

from pathlib import Path

import pytest

from asking_samples import fetch
from office import FIRST, KEY, PEOPLE, Bureau, make_bureau
from paraph.core.errors import ReadError
from paraph.flows.asking.read_people import read_people
from paraph.flows.attend.team_members import Members, read_members
from paraph.ports.forge import Member

TEAMS = PEOPLE + 'teams: {"github:acme/seniors": {level: senior}, "gitlab:acme": {level: senior}}\n'


def kept(bureau: Bureau) -> Members | None:
    return read_members(bureau.board.setting("members:github"))


def test_members_of_the_teams_that_are_named_are_kept(tmp_path: Path) -> None:
    with make_bureau(tmp_path, files={**FIRST, ".paraph/people.yaml": TEAMS}) as bureau:
        fetch(bureau)
        bureau.forge.teams = [Member("github:Eve", "acme/seniors"), Member("github:zoe", "acme/others")]
        read_people(bureau.office, "github")
        assert kept(bureau) == Members(bureau.now, {"github:acme/seniors": ("github:eve",)})


def test_a_forge_that_does_not_answer_is_written_down(tmp_path: Path) -> None:
    with make_bureau(tmp_path, files={**FIRST, ".paraph/people.yaml": TEAMS}) as bureau:
        fetch(bureau)
        read_people(bureau.office, "github")
        then = bureau.now
        bureau.tick(60)
        bureau.forge.down()
        with pytest.raises(ReadError):
            read_people(bureau.office, "github")
        found = kept(bureau)
        assert found is not None
        assert (found.at, found.trouble) == (then, "the forge does not answer")


def test_where_no_team_is_named_the_forge_is_not_asked(bureau: Bureau) -> None:
    read_people(bureau.office, "github")
    assert bureau.forge.calls["members"] == 0
    assert kept(bureau) == Members(bureau.now, {})
    assert KEY in [each.fields["repository"] for each in bureau.told]
