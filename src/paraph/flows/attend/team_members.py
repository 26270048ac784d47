"""Who is in the teams of a forge that a directory names, and what does that make of its people?

What the forge said last is kept in the setting `members:<forge>`. A team of which nobody knows the members stays in
the directory as `forge_teams`, so that an evaluation finds its people unreadable, and nobody is left out in silence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from paraph.core.model.noun import changed
from paraph.core.model.person import Directory, ForgeTeam, Person
from paraph.core.policy.lookup import index_people, level_rank, normal_account
from paraph.ports.forge import Member

SETTING = "members:"
MOST_AGE_SECONDS = 86_400
_NOT_ASKED = "the forge has not been asked yet"


class Members(NamedTuple):
    """What one forge said, when, and why it could not be asked since; `teams` are accounts by the team's full name."""

    at: int
    teams: Mapping[str, tuple[str, ...]]
    trouble: str = ""


def members_text(members: Members) -> bytes:
    """What is kept of it."""
    kept = {"at": members.at, "teams": {name: list(found) for name, found in sorted(members.teams.items())}}
    return json.dumps({**kept, "trouble": members.trouble}, sort_keys=True).encode()


def read_members(content: bytes) -> Members | None:
    """What was kept; None where nothing was, or nothing that can be used."""
    try:
        said: Any = json.loads(content or b"null")
        teams = {str(name): tuple(str(each) for each in found) for name, found in said["teams"].items()}
        return Members(int(said["at"]), teams, str(said["trouble"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def by_team(forge: str, asked: Iterable[str], found: Iterable[Member]) -> dict[str, tuple[str, ...]]:
    """The accounts of each team that was asked for, `github:acme/seniors`; one that has nobody stands there, too."""
    teams: dict[str, list[str]] = {f"{forge}:{name}": [] for name in asked}
    for each in found:
        listed = teams.get(f"{forge}:{each.team}")
        if listed is not None:
            listed.append(normal_account(each.account))
    return {name: tuple(dict.fromkeys(accounts)) for name, accounts in teams.items()}


def with_members(directory: Directory, known: Mapping[str, Members | None], now: int) -> Directory:
    """The directory in which members of its forge teams are people with what the team gives them.

    Who holds an account in the directory stays who they are: the team only adds to them. An account of a robot, or one
    that several share, is nobody's. Anybody else gets an id of their own, `github.ada`, that no entry can hold.
    Teams whose members are not known stay, with the reason.
    """
    left: list[ForgeTeam] = []
    for team in directory.forge_teams:
        accounts, why = _accounts(team, known, now)
        why = why or _taken(directory, accounts)
        if why:
            left.append(changed(team, why=why))
        else:
            directory = _joined(directory, team, accounts)
    return changed(directory, forge_teams=tuple(left)) if directory.forge_teams else directory


def _accounts(team: ForgeTeam, known: Mapping[str, Members | None], now: int) -> tuple[tuple[str, ...], str]:
    members = known.get(team.name.partition(":")[0])
    if members is None:
        return (), _NOT_ASKED
    if members.trouble:
        return (), members.trouble
    if now - members.at > MOST_AGE_SECONDS:
        return (), "the forge was asked more than a day ago"
    accounts = members.teams.get(team.name)
    return ((), _NOT_ASKED) if accounts is None else (accounts, "")


def _taken(directory: Directory, accounts: Iterable[str]) -> str:
    """Why a member cannot be told from somebody else of the directory; empty where everybody can."""
    index = index_people(directory)
    for account in accounts:
        if index.holder_of(account) == "unknown" and _stranger(account).id in index.by_id:
            return f"`{account}` belongs to nobody, and the id `{_stranger(account).id}` is taken: map the account"
    return ""


def _joined(directory: Directory, team: ForgeTeam, accounts: Iterable[str]) -> Directory:
    index = index_people(directory)
    people = {person.id: person for person in directory.people}
    for account in accounts:
        if index.holder_of(account) not in ("bot", "shared"):
            person = index.person_of(account) or _stranger(account)
            people[person.id] = _raised(people.get(person.id, person), team, directory.levels)
    return changed(directory, people=tuple(people.values()))


def _stranger(account: str) -> Person:
    kind, _, login = account.partition(":")
    return Person(f"{kind}.{login}"[:64], (account,), login)


def _raised(person: Person, team: ForgeTeam, levels: tuple[str, ...]) -> Person:
    """The person with what the team gives; nobody is lowered by one."""
    own, given = level_rank(person.level, levels), level_rank(team.level, levels)
    is_higher = given is not None and (own is None or given > own)
    name = team.name.partition(":")[2]
    return changed(
        person,
        level=team.level if is_higher else person.level,
        is_level_assumed=False if is_higher else person.is_level_assumed,
        teams=tuple(dict.fromkeys((*person.teams, name))),
        domains=tuple(dict.fromkeys((*person.domains, *team.domains))),
        roles=tuple(dict.fromkeys((*person.roles, *team.roles))),
    )
