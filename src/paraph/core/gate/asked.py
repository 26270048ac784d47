"""Who of those who could answer is asked first?"""

from __future__ import annotations

from binascii import crc32
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from paraph.core.model.person import Person
from paraph.core.policy.context import Context
from paraph.core.policy.owner_people import people_in

_SPREAD = 2_654_435_761  # Knuth's multiplicative hash: neighbours among checksums become strangers
_PLACES = 0xFFFFFFFF
_ABOVE = 3


def in_turn(able: Iterable[Person], near: frozenset[str], seed: str, most: int) -> tuple[str, ...]:
    """Ids in the order in which to ask, at most `most`. `able` come the lowest level first, and that order
    stays. Within a level those in `near` stand first; the rest of the order follows from `seed` and the person
    alone, so that it is the same everywhere and yet another one for another change. Where the list is cut, its
    last places are for those in `near` of higher levels: they are who can answer for more than one requirement.
    """
    found: list[str] = []
    above: list[str] = []
    start = crc32(seed.encode())
    for _, of_level in groupby(able, key=attrgetter("level")):
        ids = [person.id for person in of_level if len(found) < most or person.id in near]
        turns = [((id_ not in near) << 32 | (start ^ _checksum(id_)) * _SPREAD & _PLACES, id_) for id_ in ids]
        (found if len(found) < most else above).extend([id_ for _, id_ in sorted(turns)])
        if len(found) >= most and not near:
            break
    kept = above[:_ABOVE]
    return (*found[: most - len(kept)], *kept)


def near_ids(context: Context) -> frozenset[str]:
    """Who knows what the change touches: owners of its paths, and experts of its kinds and services."""
    groups = (group for each in context.facts.owners for group in each.groups)
    owners = {(owner, group.section): group for group in groups for owner in group.owners}
    found = {person.id for (owner, _), group in owners.items() for person in people_in(group, owner, context.people)}
    topics = {service.name for service in context.facts.blast.services} | context.kinds.masks.keys()
    topics = {topic for topic in topics if context.kinds.masks.get(topic, 1)}
    return frozenset(found).union(*[context.people.experts[topic] for topic in topics & context.people.experts.keys()])


@lru_cache(maxsize=4096)
def _checksum(person_id: str) -> int:
    return crc32(person_id.encode("utf-8", "surrogatepass"))
