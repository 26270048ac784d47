from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha1
from itertools import groupby
from zlib import crc32

import pytest

from core.gate.situations import ANYBODY, SENIOR, case, change, facts, person
from paraph.core.gate.asked import in_turn as in_turn_of_rounds
from paraph.core.model.change import ChangedFile
from paraph.core.model.facts import Blast, OwnerGroup, Ownership, TouchedService
from paraph.core.model.person import Directory, Person

TEAM = tuple(person(name) for name in ("ada", "ben", "cyd", "dot", "eve"))


def in_turn(people: Iterable[Person], near: frozenset[str], seed: str, most: int) -> tuple[str, ...]:
    """Ask the people of a directory, by the rounds that a policy makes of them."""
    order = ("junior", "mid", "senior", "staff", "principal")
    ranked = sorted(people, key=lambda one: (order.index(one.level or "junior"), crc32(one.id.encode()), one.id))
    rounds = tuple(tuple(of_level) for _, of_level in groupby(ranked, key=lambda one: one.level))
    return in_turn_of_rounds(rounds, near, seed, most, lambda _: True)


SEEDS = [sha1(str(number).encode(), usedforsecurity=False).hexdigest() for number in range(2_000)]


def test_another_change_asks_somebody_else_first_and_everybody_as_often() -> None:
    first = Counter(in_turn(TEAM, frozenset(), seed, 12)[0] for seed in SEEDS)
    assert set(first) == {"ada", "ben", "cyd", "dot", "eve"}
    assert all(300 < number < 500 for number in first.values())


def test_the_same_change_asks_the_same_people_whatever_the_order_of_the_directory() -> None:
    for seed in SEEDS[:20]:
        assert in_turn(TEAM, frozenset(), seed, 12) == in_turn(TEAM[::-1], frozenset(), seed, 12)


def test_the_lowest_level_stays_first_and_those_who_know_come_first_within_it() -> None:
    mixed = (person("a", "mid"), person("b", "mid"), person("c", "mid"), person("x"), person("y"))
    for seed in SEEDS[:20]:
        order = in_turn(mixed, frozenset({"c", "y"}), seed, 12)
        assert (order[0], {*order[1:3]}, order[3:]) == ("c", {"a", "b"}, ("y", "x"))


def test_the_list_is_cut_after_those_who_know() -> None:
    crowd = tuple(person(f"p{number:02}") for number in range(50))
    for seed in SEEDS[:5]:
        order = in_turn(crowd, frozenset({"p49"}), seed, 12)
        assert (len(order), order[0]) == (12, "p49")


def test_cut_levels_do_not_mix() -> None:
    crowd = tuple(person(f"p{number:02}", "mid") for number in range(3)) + TEAM
    order = in_turn(crowd, frozenset(), "x", 4)
    assert {*order[:3]} == {"p00", "p01", "p02"}
    assert order[3] in {each.id for each in TEAM}


def test_the_last_places_are_for_those_who_know_on_higher_levels() -> None:
    mids = tuple(person(f"p{number:02}", "mid") for number in range(20))
    staff = tuple(person(f"s{number}", "staff") for number in range(6))
    order = in_turn((*mids, *TEAM, *staff), frozenset({"cyd", "s1", "s2", "s3", "s4"}), "x", 12)
    assert (len(order), order[9]) == (12, "cyd")
    assert {*order[10:]} < {"s1", "s2", "s3", "s4"}
    assert all(each.startswith("p") for each in order[:9])
    short = in_turn((*mids[:3], *TEAM), frozenset({"cyd"}), "x", 12)
    assert (len(short), short[3]) == (8, "cyd")


PEOPLE = Directory(
    (*TEAM, person("own"), person("mem", teams=("owners",)), person("exp", domains=("auth",)),
     person("svc", domains=("pricing",)), person("off", domains=("design",)))
)  # fmt: skip
OWNED = (Ownership("a.py", (OwnerGroup(("@own", "@shop/owners", "@stranger")),)),)


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ({"owners": OWNED}, {"own", "mem"}),
        ({"change": change(files=(ChangedFile("a.py", kinds=("auth",)),))}, {"exp"}),
        ({"blast": Blast(services=(TouchedService("pricing"),))}, {"svc"}),
        ({}, set()),
    ],
)
def test_who_knows_what_is_touched(given: dict[str, object], near: set[str]) -> None:
    here = case(replace(facts(people=PEOPLE), **given))  # type: ignore[arg-type]
    assert here.near_ids == near
    if near:
        assert {*here.can_ask(SENIOR)[: len(near)]} == near


def test_staged_work_has_a_seed_too() -> None:
    trees = {case(facts(change(head="", tree=seed), people=PEOPLE)).can_ask(ANYBODY) for seed in SEEDS[:10]}
    assert len(trees) > 1
