"""Who are the people of several directories together, and where do these contradict each other?

A repository's file is in the hands of whoever its policy lets change it, and must not let anybody pass for somebody of
another repository, nor look after the whole server. So the operator's word stands alone where there is one; of the
others only what all of them say that name a person counts, and every contradiction is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from paraph.core.model.noun import changed
from paraph.core.model.person import Directory, Person
from paraph.core.policy.lookup import level_rank, normal_account

SERVER_ROLES = ("auditor", "administrator")
"""Roles that hold for the whole server. Only the operator's directory gives them, or all repositories' together."""


class Named(NamedTuple):
    """A repository by its key, and its directory."""

    key: str
    directory: Directory


class Joined(NamedTuple):
    """One directory of everybody, and in words what was left out of it. `strangers` are keys of repositories with the
    ids under which each of them has somebody else."""

    directory: Directory
    troubles: tuple[str, ...] = ()
    strangers: frozenset[tuple[str, str]] = frozenset()


def joined(own: Directory | None, found: Sequence[Named]) -> Joined:
    """The operator's directory (None where there is none) and those of repositories as one."""
    troubles: list[str] = []
    told: dict[str, list[tuple[str, Person]]] = {}
    for key, directory in found:
        for person in directory.people:
            told.setdefault(person.id, []).append((key, person))
    mine = {person.id: _folded(person) for person in own.people} if own else {}
    people = dict(mine)
    for id_, named in told.items():
        if id_ in mine:
            troubles += _contradicted(mine[id_], named)
        else:
            people[id_] = _agreed(named, troubles, len(found), has_operator=own is not None)
    directories = [*([own] if own else []), *(each.directory for each in found)]
    held = _one_holder_each(people, mine, _nobodys(directories), troubles)
    if own:
        held = tuple(_without(each, _nobodys([own])) if each.id in mine else each for each in held)
    return Joined(_whole(directories, held), tuple(dict.fromkeys(troubles)), _strangers(held, found))


def _strangers(people: Iterable[Person], found: Iterable[Named]) -> frozenset[tuple[str, str]]:
    """Where a repository gives an id accounts of which whoever logs in under it has none: it is somebody else's."""
    mine = {person.id: set(person.accounts) for person in people if person.accounts}
    return frozenset(
        (key, person.id)
        for key, directory in found
        for person in directory.people
        if person.id in mine and person.accounts and mine[person.id].isdisjoint(map(normal_account, person.accounts))
    )


def _folded(person: Person) -> Person:
    return changed(person, accounts=tuple(dict.fromkeys(map(normal_account, person.accounts))))


def _contradicted(mine: Person, named: Iterable[tuple[str, Person]]) -> list[str]:
    """Where a repository gives a person of the operator's an account that the operator does not give."""
    return [
        f"{key} says that `{normal_account(account)}` is {mine.id}, and the operator's directory does not"
        for key, person in named
        for account in person.accounts
        if normal_account(account) not in mine.accounts
    ]


def _agreed(named: list[tuple[str, Person]], troubles: list[str], count: int, *, has_operator: bool) -> Person:
    """What all who name a person say of them; the level is that of the first."""
    people = [_folded(person) for _, person in named]
    first = people[0]
    accounts = tuple(each for each in first.accounts if all(each in other.accounts for other in people))
    if any(set(other.accounts) != set(accounts) for other in people):
        keys = ", ".join(key for key, _ in named)
        troubles.append(f"{keys} give {first.id} different accounts; only those that all of them name count for login")
    roles = [role for role in first.roles if all(role in other.roles for other in people)]
    refused = [role for role in roles if role in SERVER_ROLES and (has_operator or len(named) < count)]
    troubles += [
        f"{named[0][0]} makes {first.id} {role} of the whole server, which only "
        f"{'the operator does' if has_operator else 'all repositories together do'}"
        for role in refused
    ]
    return changed(
        first,
        accounts=accounts,
        roles=tuple(role for role in roles if role not in refused),
        teams=tuple(dict.fromkeys(each for person in people for each in person.teams)),
        domains=tuple(dict.fromkeys(each for person in people for each in person.domains)),
        has_left=any(person.has_left for person in people),
        keys=tuple(dict.fromkeys(each for person in people for each in person.keys)),
    )


def _one_holder_each(
    people: dict[str, Person], mine: dict[str, Person], nobodys: set[str], troubles: list[str]
) -> tuple[Person, ...]:
    """The people without the accounts that somebody else holds too: the operator's people keep theirs."""
    holders: dict[str, list[str]] = {}
    for person in people.values():
        for account in person.accounts:
            holders.setdefault(account, []).append(person.id)
    kept = []
    for person in people.values():
        shared = {each for each in person.accounts if len(holders[each]) > 1}
        if person.id in mine:
            shared = {each for each in shared if sum(holder in mine for holder in holders[each]) > 1}
        troubles += [f"`{each}` is said to be {' and '.join(holders[each])}" for each in sorted(shared)]
        kept.append(_without(person, shared if person.id in mine else shared | nobodys))
    return tuple(kept)


def _without(person: Person, accounts: set[str]) -> Person:
    return changed(person, accounts=tuple(each for each in person.accounts if each not in accounts))


def _nobodys(directories: Sequence[Directory]) -> set[str]:
    """Accounts of robots, and those that several share."""
    return {normal_account(account) for each in directories for account in (*each.bots, *each.shared)}


def _whole(directories: Sequence[Directory], people: tuple[Person, ...]) -> Directory:
    """One directory; its levels are those of the first, and longer orders that hold them all."""
    levels = Directory().levels if not directories else directories[0].levels
    for each in directories[1:]:
        if all(level_rank(level, each.levels) is not None for level in levels):
            levels = each.levels
    return Directory(
        people,
        levels,
        tuple(dict.fromkeys(account for each in directories for account in each.bots)),
        tuple(dict.fromkeys(account for each in directories for account in each.shared)),
        (),
        tuple(dict.fromkeys(team for each in directories for team in each.forge_teams)),
    )
