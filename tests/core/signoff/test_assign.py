from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.model.asking import Load
from paraph.core.model.person import Absence, Person
from paraph.core.signoff.assign import Bench, Choice, Want, assign, best, why_nobody

NOW = 1_772_582_400  # 2026-03-04
AWAY = (Absence("2026-03-01", "2026-03-09"),)
IDS = ("ada", "ben", "cy", "dot", "eve")


def bench(
    *people: Person, loads: Sequence[Load] = (), asked: Sequence[str] = (), outside: Sequence[str] = (), most: int = 240
) -> Bench:
    known = {each.id: each for each in people} or {each: Person(each) for each in IDS}
    return Bench(known, {each.person: each for each in loads}, NOW, most, "shop#7", tuple(asked), frozenset(outside))


def persons(choices: Sequence[Choice]) -> list[str]:
    return [each.person for each in choices]


def test_the_fewest_open_minutes_are_asked_then_the_fewest_asks() -> None:
    loads = [Load("ada", 3, 60), Load("ben", 1, 30), Load("cy", 2, 30)]
    (choice,) = assign([Want("two eyes", ("ada", "ben", "cy"), 20)], bench(loads=loads))
    assert choice == Choice(Want("two eyes", ("ada", "ben", "cy"), 20), "ben", "cy", is_new=True)


def test_whoever_is_away_gone_outside_or_full_is_not_asked() -> None:
    people = (Person("ada", away=AWAY), Person("ben", has_left=True), Person("cy"), Person("dot"), Person("eve"))
    at = bench(*people, loads=[Load("dot", 4, 230)], outside=["cy"])
    assert persons(assign([Want("x", IDS, 20)], at)) == ["eve"]
    assert best(Want("x", IDS, 20), at) == ("eve",)
    (nobody,) = assign([Want("x", ("ada", "ben", "cy", "dot", "zoe"), 20)], at)
    assert nobody.person == ""
    assert nobody.why == (
        "of 5 who could, 1 asked already or had a hand in it, 2 away, 1 busy up to their limit, "
        "1 no longer in the directory"
    )
    assert why_nobody(Want("x", ()), at) == "the directory names nobody who could"


def test_whoever_has_nothing_to_read_can_be_asked_for_any_length() -> None:
    assert persons(assign([Want("x", ("ada",), 900)], bench())) == ["ada"]


def test_equals_are_not_chosen_by_the_alphabet() -> None:
    want = [Want("x", IDS, 5)]
    first = {assign(want, bench()._replace(seed=f"shop#{n}"))[0].person for n in range(60)}
    assert first == set(IDS)
    assert persons(assign(want, bench())) == persons(assign([Want("x", tuple(reversed(IDS)), 5)], bench()))


def test_two_people_for_one_requirement_are_two_people() -> None:
    want = Want("two seniors", ("ada", "ben"), 5)
    assert sorted(persons(assign([want, want], bench()))) == ["ada", "ben"]
    alone = Want("two seniors", ("ada",), 5)
    assert sorted(persons(assign([alone, alone], bench()))) == ["", "ada"]


def test_who_can_answer_for_another_does_not_take_it_from_the_only_one() -> None:
    loads = [Load("ben", 1, 10)]
    wants = [Want("senior", ("ada", "ben")), Want("security", ("ada",))]
    assert persons(assign(wants, bench(loads=loads))) == ["ben", "ada"]


def test_one_person_may_give_two_where_nobody_else_is_left() -> None:
    wants = [Want("senior", ("ada",)), Want("security", ("ada",))]
    found = assign(wants, bench())
    assert (persons(found), [each.is_new for each in found]) == (["ada", "ada"], [True, False])
    apart = [each._replace(distinct="g") for each in wants]
    assert persons(assign(apart, bench())) == ["ada", ""]


def test_who_is_asked_already_keeps_it_and_is_not_asked_again() -> None:
    loads = [Load("ada", 5, 500)]
    found = assign([Want("x", ("ben", "ada"), 20)], bench(loads=loads, asked=["ada"]))
    assert found == (Choice(Want("x", ("ben", "ada"), 20), "ada", "ben", is_new=False),)


def oracle(options: list[list[str]], asked: frozenset[str]) -> list[str]:
    """Every way to give wants to different people, the best by the words of `assign`."""
    ways = [
        way for way in product(*([*each, ""] for each in options)) if len({*filter(None, way)}) == sum(map(bool, way))
    ]
    places = [{person: n for n, person in enumerate([*each, ""])} for each in options]
    return list(
        min(
            ways,
            key=lambda way: (
                -sum(person in asked for person in way if person),
                -sum(map(bool, way)),
                [place[person] for place, person in zip(places, way, strict=True)],
            ),
        )
    )


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_it_is_the_best_of_all_ways(data: st.DataObject) -> None:
    subsets = st.lists(st.sampled_from(IDS), unique=True, max_size=5).map(tuple)
    groups = st.sampled_from(["", "g"])
    wants = [
        Want(f"w{n}", data.draw(subsets), data.draw(st.sampled_from([5, 50])), data.draw(groups))
        for n in range(data.draw(st.integers(0, 4)))
    ]
    loads = [Load(each, data.draw(st.integers(0, 3)), data.draw(st.sampled_from([0, 40, 100]))) for each in IDS]
    asked, outside = data.draw(subsets), data.draw(subsets)
    away = data.draw(subsets)
    people = [Person(each, away=AWAY if each in away else ()) for each in IDS]
    at = bench(*people, loads=loads, asked=asked, outside=[each for each in outside if each not in asked], most=120)
    found = assign(wants, at)
    options = []
    for want in wants:
        mine = [each for each in want.by if each in asked]
        alone = {each: assign([want._replace(by=(each,))], at)[0].person for each in want.by}
        free = [each for each in want.by if each not in asked and alone[each]]
        assert not {*free} & {*away, *outside}
        assert all(best(want, at)[n] in free for n in range(len(free)))
        options.append([*_ranked(mine, at), *best(want, at)])
    expected = oracle(options, frozenset(asked))
    for choice, person in zip(found, expected, strict=True):
        if person:
            assert choice.person == person
            assert choice.is_new == (person not in asked)
        else:
            assert not choice.is_new
            assert (choice.person or choice.why) != ""
            assert choice.person == "" or choice.person in choice.want.by
    by_group = [choice.person for choice in found if choice.person and choice.want.distinct]
    assert len(by_group) == len(set(by_group))
    assert all(each.deputy not in (*persons(found), *asked, *outside, *away) or not each.deputy for each in found)


def _ranked(ids: list[str], at: Bench) -> list[str]:
    from paraph.core.model.digest import sha256_hex

    return sorted(ids, key=lambda each: (at.loads[each].minutes, at.loads[each].asks,
                                         sha256_hex(f"{at.seed}\0{each}".encode())))  # fmt: skip
