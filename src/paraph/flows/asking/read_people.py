"""Who is in the teams of a forge that directories name, as the forge says now?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.errors import InputError, ReadError
from paraph.core.model.person import Directory
from paraph.flows.attend.errands import attend_job
from paraph.flows.attend.office import Office
from paraph.flows.attend.people import governed_people, operators_people
from paraph.flows.attend.team_members import SETTING, Members, by_team, members_text, read_members
from paraph.ports.board import ChangeQuery, Fence, Setting
from paraph.ports.ledger import Row

MOST_OPEN = 20_000
AT_ONCE = 500


def read_people(office: Office, forge: str, fence: Fence | None = None) -> None:
    """Ask a forge for the members of all teams that the operator's directory and the repositories' name.

    Where somebody came or went, every open change is decided anew. Where it does not answer, that is written down, so
    that until it does nobody takes those of yesterday for all there are; ReadError is raised, and it is to be done
    again.
    """
    names = sorted(_teams(office, forge))
    name = f"{SETTING}{forge}"
    known = read_members(office.board.setting(name))
    try:
        found = [*office.forges[forge].members(names)] if names else []
    except ReadError as error:
        members = Members(known.at if known else 0, known.teams if known else {}, error.problems[0].what)
        _keep(office, Setting(name, members_text(members)), fence)
        raise
    teams = by_team(forge, names, found)
    _keep(office, Setting(name, members_text(Members(office.clock(), teams))), fence)
    if teams != (known.teams if known else {}):
        _decide_anew(office)


def _decide_anew(office: Office) -> None:
    """Whoever left a team must not be counted any longer than it takes to look."""
    rows = [row for row in office.board.changes(ChangeQuery(state="open", most=MOST_OPEN)) if row.kind == "change"]
    jobs = [attend_job(row.repository, row.number) for row in rows]
    for first in range(0, len(jobs), AT_ONCE):
        office.log.record((), jobs[first : first + AT_ONCE])


def _keep(office: Office, setting: Setting, fence: Fence | None) -> None:
    office.log.record((), (), [Row(setting), *([Row(fence)] if fence else [])])


def _teams(office: Office, forge: str) -> set[str]:
    """Names of the teams, without the forge's."""
    return {
        name.partition(":")[2]
        for directory in _directories(office)
        for name in (team.name for team in directory.forge_teams)
        if name.startswith(f"{forge}:")
    }


def _directories(office: Office) -> Iterator[Directory]:
    own = operators_people(office)
    if own is not None:
        yield own
    for repository in office.board.repositories():
        if repository.is_on:
            try:
                found = governed_people(office, repository)
            except (ReadError, InputError) as error:
                office.tell("people", repository=repository.key, trouble=error.problems[0].what)
                continue
            if found is not None:
                yield found
