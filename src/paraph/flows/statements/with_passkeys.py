"""Whose key is each passkey that somebody enrolled on a server, by the directory of one repository?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from paraph.core.attest.timestamps import day_of
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory, Key
from paraph.core.policy.lookup import normal_account
from paraph.ports.accounts import Passkey


class Enrolled(NamedTuple):
    """The directory with the passkeys as keys; `strangers` are ids under which it has somebody else than whoever
    enrolled."""

    directory: Directory
    strangers: tuple[str, ...] = ()


def with_passkeys(directory: Directory, passkeys: Sequence[Passkey]) -> Enrolled:
    """Add each passkey to the person of its id, where that person holds an account of whoever enrolled it.

    A key that the directory holds already, whoever's it is there, stays as it is there.
    """
    if not passkeys:
        return Enrolled(directory)
    mine: dict[str, list[Passkey]] = {}
    for passkey in passkeys:
        mine.setdefault(passkey.person, []).append(passkey)
    held = {_material(key.public) for each in directory.people for key in each.keys}
    people, strangers = [], []
    for person in directory.people:
        accounts = {normal_account(account) for account in person.accounts}
        found = mine.get(person.id, [])
        same = [each for each in found if accounts & {normal_account(one) for one in each.accounts}]
        strangers += [person.id] if len(same) < len(found) else []
        fresh = tuple(key_of(each) for each in same if _material(each.public) not in held)
        people.append(changed(person, keys=(*person.keys, *fresh)) if fresh else person)
    return Enrolled(changed(directory, people=tuple(people)), tuple(strangers))


def key_of(passkey: Passkey) -> Key:
    """A passkey as a key of the directory: it counts from the day on which it was enrolled, and not at all from the
    day of its revocation."""
    revoked = day_of(passkey.revoked_at) if passkey.revoked_at else ""
    return Key(passkey.public, day_of(passkey.made_at), "", revoked, passkey.name)


def _material(public: str) -> tuple[str, ...]:
    return tuple(public.split()[:2])
