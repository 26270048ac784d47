"""Which circles of people must answer for which of the changed paths?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.gate.case import Case
from paraph.core.gate.words import listed
from paraph.core.model.facts import OwnerGroup
from paraph.core.model.person import Person
from paraph.core.model.policy import SignoffNeed
from paraph.core.policy.owner_people import people_in


class Circle(NamedTuple):
    """People of whom `wanted` must answer for `paths`. `members` None means everybody whom the requirement asks;
    `unknown` are owners whom the directory does not know. `is_rest` marks the paths that nobody owns."""

    words: str
    wanted: int
    paths: frozenset[str]
    members: frozenset[str] | None
    unknown: tuple[str, ...] = ()
    is_rest: bool = False


def circles(need: SignoffNeed, case: Case) -> tuple[Circle, ...]:
    """One circle for a free choice of people; one for each owner group of the touched paths, and one more for
    the paths that no group must answer for, so that every changed path is covered by somebody."""
    paths = case.all_paths
    if need.owners != "touched":
        return (Circle("", need.count, paths, None),)
    groups: dict[tuple[str, tuple[str, ...]], tuple[OwnerGroup, set[str]]] = {}
    covered: set[str] = set()
    for ownership in case.facts.owners:
        if ownership.path not in paths:
            continue
        for group in ownership.groups:
            if not group.is_optional and group.owners:
                key = (group.section, tuple(sorted(group.owners)))
                known, of_group = groups.setdefault(key, (group, set()))
                of_group.add(ownership.path)
                covered.add(ownership.path)
                if group.count > known.count:
                    groups[key] = (group, of_group)
    found = [_circle(group, frozenset(of_group), need, case) for group, of_group in groups.values()]
    rest = paths - covered
    if rest or not found:
        words = f"for {listed(sorted(rest), 1)}, which nobody owns" if rest else "for the change, which touches no file"
        found.append(Circle(words, need.count, rest or paths, None, is_rest=bool(rest)))
    return tuple(found)


def owed_paths(circle: Circle, person: Person | None, case: Case) -> frozenset[str]:
    """The changed paths for which an answer must hold as a whole: an owner's are all that their patterns match, in
    whatever circle."""
    if circle.members is None or person is None:
        return circle.paths
    return circle.paths | {path for path in case.all_paths if person.id in case.owners_of.get(path, ())}


def owed_elsewhere(circle: Circle, person: Person | None, paths: tuple[str, ...], case: Case) -> list[str]:
    """Those of some unchanged paths that are the circle's to answer for; whose owners nobody named may be anybody's."""
    if circle.members is None and not circle.is_rest:
        return sorted(paths)
    who = None if circle.is_rest or person is None else person.id
    return sorted(path for path in paths if _may_be_of(case.owners_of.get(path), who))


def _may_be_of(owners: frozenset[str] | None, who: str | None) -> bool:
    if owners is None:
        return True
    return not owners if who is None else who in owners


def _circle(group: OwnerGroup, paths: frozenset[str], need: SignoffNeed, case: Case) -> Circle:
    members: set[str] = set()
    unknown: list[str] = []
    for owner in group.owners:
        people = people_in(group, owner, case.people)
        members.update(person.id for person in people)
        if not people:
            unknown.append(owner)
    section = f" [{group.section}]" if group.section else ""
    words = f"of the owners of {listed(sorted(paths), 1)}{section} ({listed(group.owners, 3)})"
    return Circle(words, max(need.count, group.count), paths, frozenset(members), tuple(unknown))
