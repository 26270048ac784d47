from __future__ import annotations

from pathlib import Path

import pytest

from asking_samples import fetch, opened, work
from office import FIRST, KEY, MAIN, PEOPLE, Bureau, make_bureau
from paraph.core.errors import ReadError
from paraph.flows.asking.read_people import read_people
from paraph.flows.attend.errands import ask_job
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


def test_who_leaves_a_team_is_counted_no_more(tmp_path: Path) -> None:
    people = PEOPLE.partition("  - {id: ben")[0] + 'teams: {"github:acme/seniors": {level: senior}}\n'
    with make_bureau(tmp_path, files={**FIRST, ".paraph/people.yaml": people}) as bureau:
        bureau.forge.teams = [Member("github:tess", "acme/seniors"), Member("github:eve", "acme/seniors")]
        number = opened(bureau)  # the team is asked for as soon as a change needs it
        assert bureau.row(number).verdict == "wait"
        bureau.forge.review(KEY, number, "github:tess", at=bureau.now)
        bureau.deliver(number=number)
        work(bureau)
        assert bureau.row(number).verdict == "allow"
        bureau.forge.teams.pop(0)
        bureau.deliver("people")
        work(bureau)
        assert (bureau.row(number).verdict, bureau.forge.shown[-1][2].verdict) == ("wait", "wait")


def test_people_of_no_use_keep_nobody_busy(bureau: Bureau) -> None:
    number = opened(bureau)
    bureau.work.commit("broken", {".paraph/people.yaml": "people: 7\n"})
    bureau.deliver("push", ref=MAIN)
    bureau.deliver(number=number)
    bureau.log.record((), [ask_job(KEY, number)])
    work(bureau)
    assert bureau.row(number).verdict == "cannot_tell"
    assert "not_asked" in [each.event for each in bureau.told]
