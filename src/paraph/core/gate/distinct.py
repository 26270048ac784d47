"""Can different people be found for requirements that must not be met by the same ones?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from paraph.core.gate.case import Case
from paraph.core.gate.quotas import Quota, quotas
from paraph.core.model.policy import AllNeeds, Requirement, SampleNeed, SignoffNeed


class Grants(NamedTuple):
    """For each quota (id of the need, its number) the people who answer for it: for certain, and at best."""

    certain: dict[tuple[int, int], tuple[str, ...]]
    possible: dict[tuple[int, int], tuple[str, ...]]
    groups: dict[str, frozenset[str]]


def grants(case: Case) -> Grants:
    """Share people out among all requirements of a `distinct` group, the first rule's first.

    Maximum bipartite matching by augmenting paths (Kuhn 1955): a slot once filled stays filled, so earlier
    requirements keep their people, and an answer more never leaves fewer slots filled.
    """
    if case.grants is None:
        case.grants = Grants({}, {}, {})
        groups: dict[str, list[SignoffNeed]] = {}
        for rule in case.claims():
            for requirement in rule.require:
                for need in _distinct_needs(requirement, case):
                    groups.setdefault(need.distinct or "", []).append(need)
        for name, needs in groups.items():
            _share_out(name, needs, case, case.grants)
    return case.grants


def matched(wishes: Sequence[Sequence[str]]) -> list[str | None]:
    """For each slot one of the people it may have, nobody twice, as many slots filled as can be."""
    holder: dict[str, int] = {}

    def place(slot: int, tried: set[str]) -> bool:
        for person in wishes[slot]:
            if person not in tried:
                tried.add(person)
                if person not in holder or place(holder[person], tried):
                    holder[person] = slot
                    return True
        return False

    for slot in range(len(wishes)):
        place(slot, set())
    result: list[str | None] = [None] * len(wishes)
    for person, slot in holder.items():
        result[slot] = person
    return result


def _share_out(name: str, needs: list[SignoffNeed], case: Case, found: Grants) -> None:
    slots: list[tuple[int, int]] = []
    sure: list[tuple[str, ...]] = []
    best: list[tuple[str, ...]] = []
    for need in needs:
        for number, quota in enumerate(quotas(need, case)):
            for _ in range(_bounded(quota, len(case.facts.signoffs))):
                slots.append((id(need), number))
                sure.append(quota.certain)
                best.append((*quota.certain, *quota.maybe))
    _collect(slots, matched(sure), found.certain)
    _collect(slots, matched(best), found.possible)
    found.groups[name] = frozenset(person for each in slots for person in found.possible.get(each, ()))


def _bounded(quota: Quota, answers: int) -> int:
    """No more slots than could be filled, and one that cannot: a count may be any number."""
    return min(quota.wanted, answers + 1)


def _collect(
    slots: list[tuple[int, int]], people: list[str | None], found: dict[tuple[int, int], tuple[str, ...]]
) -> None:
    for slot, person in zip(slots, people, strict=True):
        if person is not None:
            found[slot] = (*found.get(slot, ()), person)


def _distinct_needs(requirement: Requirement, case: Case) -> Iterator[SignoffNeed]:
    """The requirements of a `distinct` group that are really owed at this stage; compiling refuses them under `any`."""
    if isinstance(requirement, SignoffNeed):
        if requirement.distinct is not None and (requirement.stage == "deploy") == case.is_deploy:
            yield requirement
    elif isinstance(requirement, AllNeeds):
        for child in requirement.children:
            yield from _distinct_needs(child, case)
    elif isinstance(requirement, SampleNeed):
        draw = case.facts.draw
        if draw is None or draw < requirement.share:
            yield from _distinct_needs(requirement.child, case)
