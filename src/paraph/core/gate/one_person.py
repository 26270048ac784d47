"""Which of the owed sign-offs can one person give, reading the change once?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from paraph.core.model.decision import Owed

_SIGNED = "a sign-off by "
_ONE = f"{_SIGNED}one person"
ANYBODY = "anybody"


def shared(owed: Iterable[Owed]) -> tuple[Owed, ...]:
    """The same things with sign-offs put together that one person can give, each where its first part stood.

    Greedy set cover (Chvátal 1979): whoever can give most is asked first, the one who is best for the first of
    them where several can. Nobody is counted twice within a `distinct` group, and what asks for several people
    stays as it is.
    """
    left = list(owed)
    while True:
        person, places = _most_useful(left)
        if len(places) < 2:
            return tuple(left)
        merged = _together([left[at] for at in places], person)
        groups = {left[at].distinct for at in places if left[at].distinct}
        left[places[0]] = merged
        left = [_without(each, person, groups) for at, each in enumerate(left) if at not in places[1:]]


def _most_useful(left: Sequence[Owed]) -> tuple[str, list[int]]:
    useful: dict[str, list[int]] = {}
    taken: set[tuple[str, str]] = set()
    for at, each in enumerate(left):
        for person in each.by if each.people == 1 else ():
            if not each.distinct or (person, each.distinct) not in taken:
                taken.add((person, each.distinct))
                useful.setdefault(person, []).append(at)
    return max(useful.items(), key=lambda item: len(item[1]), default=("", []))


def _together(parts: Sequence[Owed], person: str) -> Owed:
    able = [each for each in parts[0].by if each != person and all(each in part.by for part in parts)]
    kinds = dict.fromkeys(part.what.removeprefix(_ONE).removeprefix(_SIGNED).strip(" ,") or ANYBODY for part in parts)
    wanted = [kind for kind in kinds if kind != ANYBODY] or [ANYBODY]
    rules = dict.fromkeys(part.rule for part in parts)
    return Owed(
        what=f"{len(parts)} sign-offs that one person can give: {'; '.join(wanted)}",
        why=parts[0].why,
        by=(person, *able),
        kind="person",
        rule=", ".join(rules),
        is_turn=parts[0].is_turn,
        minutes=max(part.minutes for part in parts),
    )


def _without(owed: Owed, person: str, groups: set[str]) -> Owed:
    """Who answers within a `distinct` group is not asked there again, while there is somebody else."""
    others = tuple(each for each in owed.by if each != person)
    return owed._replace(by=others) if owed.distinct in groups and others else owed
