"""Can different people be found for requirements that must not be met by the same ones?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from paraph.core.gate.case import Case
from paraph.core.gate.quotas import Quota, quotas
from paraph.core.model.policy import AllNeeds, Requirement, SampleNeed, SignoffNeed


class Grants(NamedTuple):
    """For each quota (id of the need, its number) the people who answer for it: for certain, and at best."""

    certain: dict[tuple[int, int], tuple[str, ...]]
    possible: dict[tuple[int, int], tuple[str, ...]]
    groups: dict[str, frozenset[str]]


class _Slot(NamedTuple):
    """Room for one person: of which quota, and how much its rule weighs, what weighs most first."""

    key: tuple[int, int]
    rank: int
    need: SignoffNeed
    quota: Quota


def grants(case: Case) -> Grants:
    """Share people out among all requirements of a `distinct` group, the first rule's first.

    Maximum bipartite matching by augmenting paths (Kuhn 1955): a slot once filled stays filled, so earlier
    requirements keep their people, and an answer more never leaves fewer slots filled. Of requirements whose rules
    weigh the same, those stay open for which there is still somebody to ask.
    """
    if case.grants is None:
        case.grants = Grants({}, {}, {})
        groups: dict[str, list[tuple[int, SignoffNeed]]] = {}
        for rank, rule in case.claims():
            for requirement in rule.require:
                for need in _distinct_needs(requirement, case):
                    groups.setdefault(need.distinct or "", []).append((rank, need))
        for name, needs in groups.items():
            _share_out(name, needs, case, case.grants)
    return case.grants


def matched(wishes: Sequence[Sequence[str]]) -> list[str | None]:
    """For each slot one of the people it may have, nobody twice, as many slots filled as can be."""
    holder: dict[str, int] = {}
    _fill(range(len(wishes)), wishes, holder)
    return _by_slot(holder, len(wishes))


def left_open_for(
    wishes: Sequence[Sequence[str]], hopes: Sequence[Sequence[str]], ranks: Sequence[int]
) -> list[str | None]:
    """As `matched`, with the same people and as many slots filled of each rank, but of one rank those slots stay
    open, as far as can be, that different people of `hopes` can still fill. `hopes` holds nobody whom `matched`
    gives a slot, and the lowest rank stands first.

    Whoever could still fill a slot is matched too, after all who have answered, and leaves it open.
    """
    holder: dict[str, int] = {}
    _fill(range(len(wishes)), wishes, holder)
    for rank in sorted(set(ranks)):
        wider = [(*wish, *hope) if own == rank else wish for wish, hope, own in zip(wishes, hopes, ranks, strict=True)]
        filled = set(holder.values())
        _fill(
            [at for at, own in enumerate(ranks) if own == rank and at not in filled], wider, holder, takes_latest=True
        )
        holder = {person: slot for person, slot in holder.items() if person in wishes[slot]}
    return _by_slot(holder, len(wishes))


def _fill(
    slots: Iterable[int], wishes: Sequence[Sequence[str]], holder: dict[str, int], *, takes_latest: bool = False
) -> None:
    """Give each of the slots a person where that can be. Nothing that a search in vain has seen can help a later
    one, so all such searches together look at each wish once."""
    in_vain: set[str] = set()
    for slot in slots:
        _place(slot, wishes, holder, in_vain, takes_latest=takes_latest)


def _place(
    start: int, wishes: Sequence[Sequence[str]], holder: dict[str, int], in_vain: set[str], *, takes_latest: bool
) -> None:
    """Whoever is free goes to the first slot found that wants them or, with `takes_latest`, to the last one of all
    where `start` itself wants none of them."""
    wanted_by: dict[str, int] = {}
    given: dict[int, str] = {}
    ends: dict[int, str] = {}
    queue = [start]
    for slot in queue:
        free = next((person for person in wishes[slot] if person not in holder), None)
        if free is not None:
            ends[slot] = free
            if not takes_latest or slot == start:
                break
        for person in wishes[slot]:
            if person in holder and person not in in_vain and person not in wanted_by:
                wanted_by[person] = slot
                given[holder[person]] = person
                queue.append(holder[person])
    if ends:
        wanted_by[ends[max(ends)]] = max(ends)
        _hand_on(ends[max(ends)], start, wanted_by, given, holder)
    else:
        in_vain.update(wanted_by)


def _hand_on(person: str, start: int, wanted_by: dict[str, int], given: dict[int, str], holder: dict[str, int]) -> None:
    """Each slot on the way gets the person it wanted, and gives up the one it had."""
    slot = holder[person] = wanted_by[person]
    while slot != start:
        person = given[slot]
        slot = holder[person] = wanted_by[person]


def _by_slot(holder: dict[str, int], count: int) -> list[str | None]:
    result: list[str | None] = [None] * count
    for person, slot in holder.items():
        result[slot] = person
    return result


def _share_out(name: str, needs: list[tuple[int, SignoffNeed]], case: Case, found: Grants) -> None:
    slots = [
        _Slot((id(need), number), rank, need, quota)
        for rank, need in needs
        for number, quota in enumerate(quotas(need, case))
        for _ in range(_bounded(quota, len(case.facts.signoffs)))
    ]
    sure: list[tuple[str, ...]] = [slot.quota.certain for slot in slots]
    best = [(*slot.quota.certain, *slot.quota.maybe) for slot in slots]
    certain, possible = matched(sure), matched(best)
    # Where an answer may or may not count, which slot is open decides between wait and cannot tell: it stays.
    if sure == best and None in certain:
        hopes = _hopes(slots, frozenset(filter(None, certain)), case)
        certain = possible = left_open_for(sure, hopes, [slot.rank for slot in slots])
    _collect(slots, certain, found.certain)
    _collect(slots, possible, found.possible)
    found.groups[name] = frozenset(filter(None, possible))


def _hopes(slots: list[_Slot], taken: frozenset[str], case: Case) -> list[tuple[str, ...]]:
    """For each slot some of the people who could still answer for it: those who would be asked."""
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for slot in slots:
        if slot.key not in found:
            need = slot.need
            outside = taken | (case.context.contributors.ids if need.is_independent else frozenset())
            found[slot.key] = case.can_ask(need.who, outside=outside, among=slot.quota.circle.members)
    return [found[slot.key] for slot in slots]


def _bounded(quota: Quota, answers: int) -> int:
    """No more slots than could be filled, and one that cannot: a count may be any number."""
    return min(quota.wanted, answers + 1)


def _collect(slots: list[_Slot], people: list[str | None], found: dict[tuple[int, int], tuple[str, ...]]) -> None:
    for slot, person in zip(slots, people, strict=True):
        if person is not None:
            found[slot.key] = (*found.get(slot.key, ()), person)


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
