from __future__ import annotations

from paraph.core.gate.one_person import shared
from paraph.core.model.decision import Owed

MID, SENIOR, EXPERT = (
    f"a sign-off by one person{kind}" for kind in (", mid or above", ", senior or above", " who knows x")
)


def owed(what: str, *by: str, people: int = 1, distinct: str = "", rule: str = "r", minutes: int = 5) -> Owed:
    return Owed(what, "nobody has signed yet", by, "person", rule, minutes=minutes, people=people, distinct=distinct)


def told(*given: Owed) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.what, each.by) for each in shared(given)]


def test_one_person_who_can_give_all_is_one_step_that_costs_one_reading() -> None:
    (step,) = shared([
        owed(MID, "finn", "dan", rule="a", minutes=7), owed(SENIOR, "dan", rule="b"), owed(EXPERT, "dan", rule="c, d")
    ])  # fmt: skip
    assert step.what == "3 sign-offs that one person can give: mid or above; senior or above; who knows x"
    assert (step.by, step.rule, step.minutes, step.kind, step.is_turn) == (("dan",), "a, b, c, d", 7, "person", True)


def test_everybody_who_could_give_all_of_it_is_named_the_best_first() -> None:
    assert told(owed(MID, "finn", "cleo", "dan", "eva"), owed(SENIOR, "eva", "dan", "cleo")) == [
        ("2 sign-offs that one person can give: mid or above; senior or above", ("cleo", "dan", "eva"))
    ]


def test_nobody_counts_twice_within_a_distinct_group() -> None:
    first, second = owed(MID, "dan", "eva", distinct="pair"), owed(SENIOR, "dan", "eva", distinct="pair")
    assert shared([first, second]) == (first, second)
    assert told(first, second, owed(EXPERT, "dan")) == [
        ("2 sign-offs that one person can give: mid or above; who knows x", ("dan",)),
        (SENIOR, ("eva",)),
    ]
    other = owed(SENIOR, "dan", distinct="other")
    assert len(shared([first, other])) == 1


def test_who_is_alone_stays_named_even_when_taken() -> None:
    assert told(owed(MID, "dan", distinct="pair"), owed(SENIOR, "dan", distinct="pair"), owed(EXPERT, "dan"))[1] == (
        SENIOR, ("dan",),
    )  # fmt: skip


def test_what_asks_for_several_people_or_is_no_sign_off_stays() -> None:
    two, manual = owed("sign-offs by two people", "dan", "eva", people=2), owed("do by hand", "dan", people=0)
    assert shared([two, manual, owed(SENIOR, "dan")]) == (two, manual, owed(SENIOR, "dan"))
    assert shared([]) == ()


def test_several_people_share_what_no_one_can_give_alone() -> None:
    assert told(
        owed(MID, "finn"), owed(SENIOR, "dan"), owed(EXPERT, "dan"), owed("a sign-off by one person", "finn")
    ) == [
        ("2 sign-offs that one person can give: mid or above", ("finn",)),
        ("2 sign-offs that one person can give: senior or above; who knows x", ("dan",)),
    ]


def test_sign_offs_of_anybody() -> None:
    anybody = owed("a sign-off by one person", "dan")
    assert told(anybody, owed("a sign-off by one person", "dan", rule="b"))[0][0] == (
        "2 sign-offs that one person can give: anybody"
    )
    assert shared([anybody]) == (anybody,)
