"""Who of those who could answer is asked first?"""

from __future__ import annotations

from binascii import crc32
from collections.abc import Iterable
from itertools import groupby

from paraph.core.model.person import Person
from paraph.core.policy.context import Context
from paraph.core.policy.owner_people import people_of

_SPREAD = 2_654_435_761  # Knuth's multiplicative hash: neighbours among checksums become strangers


def in_turn(able: Iterable[Person], near: frozenset[str], seed: str, most: int) -> tuple[str, ...]:
    """Ids in the order in which to ask, at most `most`. `able` come the lowest level first, and that order
    stays. Within a level those in `near` stand first; the rest of the order follows from `seed` and the person
    alone, so that it is the same everywhere and yet another one for another change.
    """
    found: list[str] = []
    start = crc32(seed.encode())
    for _, of_level in groupby(able, key=lambda person: person.level):
        turns = [(person.id not in near, _place(start, person.id), person.id) for person in of_level]
        found += [id_ for _, _, id_ in sorted(turns)]
        if len(found) >= most:
            break
    return tuple(found[:most])


def near_ids(context: Context) -> frozenset[str]:
    """Who knows what the change touches: owners of its paths, and experts of its kinds and services."""
    owners = {owner for each in context.facts.owners for group in each.groups for owner in group.owners}
    found = {person.id for owner in owners for person in people_of(owner, context.people) or ()}
    topics = {service.name for service in context.facts.blast.services} | context.kinds.masks.keys()
    topics = {topic for topic in topics if context.kinds.masks.get(topic, 1)}
    return frozenset(found | {person.id for person in context.facts.people.people if topics & {*person.domains}})


def _place(start: int, person_id: str) -> int:
    return (start ^ crc32(person_id.encode("utf-8", "surrogatepass"))) * _SPREAD & 0xFFFFFFFF
