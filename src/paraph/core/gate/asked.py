"""Who of those who could answer is asked first?"""

from __future__ import annotations

from binascii import crc32
from collections.abc import Callable, Iterable

from paraph.core.model.person import Person
from paraph.core.policy.context import Context
from paraph.core.policy.owner_people import people_in

_ABOVE = 3


def in_turn(
    rounds: Iterable[tuple[Person, ...]], near: frozenset[str], seed: str, most: int, may: Callable[[Person], bool]
) -> tuple[str, ...]:
    """Ids of people who `may`, in the order in which to ask, at most `most`. `rounds` come the lowest level first,
    and that order stays. Within a round those in `near` stand first, and whose turn it is follows from `seed`:
    the same everywhere, and somebody else for another change. Where the list is cut, its last places are for
    those in `near` of higher rounds: they are who can answer for more than one requirement.
    """
    found: list[str] = []
    above: list[str] = []
    start = crc32(seed.encode())
    for people in rounds:
        if len(found) >= most:
            above.extend([person.id for person in _turned(people, start) if person.id in near and may(person)])
            continue
        turned = _turned(people, start)
        found.extend([person.id for person in turned if person.id in near and may(person)] if near else ())
        for person in turned:
            if len(found) >= most:
                break
            if person.id not in near and may(person):
                found.append(person.id)
        if len(found) >= most and not near:
            break
    kept = above[:_ABOVE]
    return (*found[: most - len(kept)], *kept)


def _turned(people: tuple[Person, ...], start: int) -> tuple[Person, ...]:
    first = start % len(people)
    return people[first:] + people[:first]


def near_ids(context: Context) -> frozenset[str]:
    """Who knows what the change touches: owners of its paths, and experts of its kinds and services."""
    groups = (group for each in context.facts.owners for group in each.groups)
    owners = {(owner, group.section): group for group in groups for owner in group.owners}
    found = {person.id for (owner, _), group in owners.items() for person in people_in(group, owner, context.people)}
    topics = {service.name for service in context.facts.blast.services} | context.kinds.masks.keys()
    topics = {topic for topic in topics if context.kinds.masks.get(topic, 1)}
    return frozenset(found).union(*[context.people.experts[topic] for topic in topics & context.people.experts.keys()])
