"""Which one person is asked for each sign-off that is owed, and who stands in for them?

The simple form: whoever can be asked and has the fewest open minutes. As many sign-offs as can be get somebody, nobody
two of one change, by augmenting paths (Kuhn 1955); among all ways to do so, the first sign-off gets the best it can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from paraph.core.model.asking import Load
from paraph.core.model.digest import sha256_hex
from paraph.core.model.person import Person
from paraph.core.policy.lookup import is_away

_NOTHING = Load("")


class Want(NamedTuple):
    """One sign-off that is owed. `by` are the ids of who may give it, `minutes` what reading takes; nobody gives two
    of one `distinct` group."""

    requirement: str
    by: tuple[str, ...]
    minutes: int = 0
    distinct: str = ""


class Bench(NamedTuple):
    """Who could be asked, by id, and how busy everybody is.

    `open` are the ids of those who are asked for this change already and have not answered, `outside` of those who must
    not be asked: they had a hand in it, or were asked before. `most_minutes` is the cap of anybody's open minutes;
    whoever has none can always be asked. `seed` names the change.
    """

    people: Mapping[str, Person]
    loads: Mapping[str, Load]
    now: int
    most_minutes: int
    seed: str
    open: tuple[str, ...] = ()
    outside: frozenset[str] = frozenset()


class Choice(NamedTuple):
    """Who answers for a want: `is_new` says that they are to be asked now. Where `person` is empty, `why` says why
    nobody can be."""

    want: Want
    person: str
    deputy: str = ""
    is_new: bool = False
    why: str = ""


def assign(wants: Sequence[Want], bench: Bench) -> tuple[Choice, ...]:
    """One choice for each want, in their order.

    Who is asked already keeps what they are asked for, as far as it is still owed. What finds nobody of its own is
    left to somebody chosen for another sign-off where one person may give both.
    """
    options = [_options(want, bench) for want in wants]
    chosen = _chosen(options, frozenset(bench.open))
    given = _shared(wants, chosen)
    choices = []
    for at, want in enumerate(wants):
        spare = [each for each in options[at] if each not in chosen and each not in bench.open]
        deputy = spare[0] if spare and given[at] else ""
        is_new = bool(chosen[at]) and chosen[at] not in bench.open
        choices.append(Choice(want, given[at], deputy, is_new, "" if given[at] else why_nobody(want, bench)))
    return tuple(choices)


def best(want: Want, bench: Bench) -> tuple[str, ...]:
    """Everybody who could be asked for a want now and is not asked yet, the best first."""
    return tuple(each for each in _options(want, bench) if each not in bench.open)


def why_nobody(want: Want, bench: Bench) -> str:
    """In words, why nobody can be asked for a want."""
    if not want.by:
        return "the directory names nobody who could"
    known = [bench.people[each] for each in want.by if each in bench.people]
    counts = (
        (sum(each.id in bench.outside or each.id in bench.open for each in known), "asked already or had a hand in it"),
        (sum(each.has_left or is_away(each, bench.now) for each in known), "away"),
        (sum(_is_full(each.id, want, bench) for each in known), "busy up to their limit"),
        (len(want.by) - len(known), "no longer in the directory"),
    )
    return f"of {len(want.by)} who could, " + ", ".join(f"{count} {said}" for count, said in counts if count)


def _options(want: Want, bench: Bench) -> list[str]:
    """Who may give it: who is asked already first, then whoever can be asked, the best first."""
    already = [each for each in want.by if each in bench.open]
    fresh = [each for each in want.by if each not in bench.open and _may(each, want, bench)]
    return [*sorted(already, key=lambda each: _rank(each, bench)), *sorted(fresh, key=lambda each: _rank(each, bench))]


def _may(id_: str, want: Want, bench: Bench) -> bool:
    person = bench.people.get(id_)
    if person is None or person.has_left or id_ in bench.outside or is_away(person, bench.now):
        return False
    return not _is_full(id_, want, bench)


def _is_full(id_: str, want: Want, bench: Bench) -> bool:
    minutes = bench.loads.get(id_, _NOTHING).minutes
    return minutes > 0 and minutes + want.minutes > bench.most_minutes


def _rank(id_: str, bench: Bench) -> tuple[int, int, str]:
    load = bench.loads.get(id_, _NOTHING)
    return load.minutes, load.asks, sha256_hex(f"{bench.seed}\0{id_}".encode())


def _chosen(options: Sequence[Sequence[str]], first: frozenset[str]) -> list[str]:
    """For each want one person, nobody twice, empty for nobody: as many of `first` as can be, then as many wants as
    can be, then the best for each want in their order."""
    goal = _most(options, first, frozenset())
    chosen: list[str] = []
    used: frozenset[str] = frozenset()
    done = (0, 0)
    for at, wanted in enumerate(options):
        for person in [*(each for each in wanted if each not in used), ""]:
            gain = (done[0] + (person in first), done[1] + bool(person))
            rest = _most(options[at + 1 :], first, used | {person})
            if (gain[0] + rest[0], gain[1] + rest[1]) == goal:
                break
        chosen.append(person)
        used, done = used | {person}, gain
    return chosen


def _most(options: Sequence[Sequence[str]], first: frozenset[str], used: frozenset[str]) -> tuple[int, int]:
    """How many of `first` can have a want, and how many wants can then be given to anybody at all."""
    holder: dict[str, int] = {}
    for among in (first, None):
        for at in range(len(options)):
            if at not in holder.values():
                _augment(at, options, holder, used, among, set())
    return sum(each in first for each in holder), len(holder)


def _augment(
    at: int, options: Sequence[Sequence[str]], holder: dict[str, int], used: frozenset[str],
    among: frozenset[str] | None, seen: set[str],
) -> bool:  # fmt: skip
    for person in options[at]:
        if person in seen or person in used or (among is not None and person not in among):
            continue
        seen.add(person)
        if person not in holder or _augment(holder[person], options, holder, used, among, seen):
            holder[person] = at
            return True
    return False


def _shared(wants: Sequence[Want], chosen: Sequence[str]) -> list[str]:
    """The same with wants that nobody was left for given to somebody chosen for others, where one may give both."""
    given = list(chosen)
    for at, want in enumerate(wants):
        if not given[at]:
            able = (each for each in given if each and each in want.by and _may_add(want, each, wants, given))
            given[at] = next(able, "")
    return given


def _may_add(want: Want, person: str, wants: Sequence[Want], given: Sequence[str]) -> bool:
    """Whether one more want is not for somebody else: two that are alike are one requirement for several people."""
    own = [other for other, holder in zip(wants, given, strict=True) if holder == person]
    return all(other != want and not (want.distinct and other.distinct == want.distinct) for other in own)
