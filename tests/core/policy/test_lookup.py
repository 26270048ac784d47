from __future__ import annotations

import pytest

from paraph.core.model.person import Absence, Directory, Identity, Person
from paraph.core.model.policy import Comparison, PersonTest
from paraph.core.policy.lookup import (
    accounts_of,
    can_be_asked,
    index_people,
    is_away,
    level_rank,
    meets,
    meets_level,
    normal_account,
)

LEVELS = ("junior", "mid", "senior")
ADA = Person(
    "ada",
    ("email:Ada@Example.test", "github:Ada"),
    level="senior",
    teams=("payments",),
    domains=("money",),
    roles=("maintainer",),
    away=(Absence("2026-11-20", "2026-11-21"),),
)
BEN = Person("ben", ("email:ben@example.test", "gitlab:ben"), level=None, teams=("shop/web",))
DIRECTORY = Directory((ADA, BEN), LEVELS, bots=("github:relbot[bot]",), shared=("email:team@example.test",))


@pytest.mark.parametrize(
    ("account", "normal"),
    [
        ("email:Ada@Example.TEST", "email:ada@example.test"),
        ("GitHub:Ada ", "github:ada"),
        ("key:SHA256:AbC", "key:SHA256:AbC"),
        ("email:K\u00c9Y@Example.test", "email:k\u00c9y@example.test"),
        ("email:\u212aen@example.test", "email:\u212aen@example.test"),
    ],
)
def test_normal_account(account: str, normal: str) -> None:
    assert normal_account(account) == normal


@pytest.mark.parametrize(
    ("email", "accounts"),
    [
        ("Ada@example.test", ("email:ada@example.test",)),
        ("12+Ada@users.noreply.github.com", ("email:12+ada@users.noreply.github.com", "github:ada")),
        ("ada@users.noreply.github.com", ("email:ada@users.noreply.github.com", "github:ada")),
        ("7-ben-x@users.noreply.gitlab.com", ("email:7-ben-x@users.noreply.gitlab.com", "gitlab:ben-x")),
        ("@users.noreply.github.com", ("email:@users.noreply.github.com",)),
        ("7-ben@example.test", ("email:7-ben@example.test",)),
        ("7+ben@example.test", ("email:7+ben@example.test",)),
        ("  ", ()),
    ],
)
def test_accounts_of(email: str, accounts: tuple[str, ...]) -> None:
    assert accounts_of(Identity("any", email)) == accounts


@pytest.mark.parametrize(
    ("who", "person", "holder"),
    [
        ("github:ADA", ADA, "person"),
        (Identity("whoever", "ADA@example.test"), ADA, "person"),
        (Identity("whoever", "1+ada@users.noreply.github.com"), ADA, "person"),
        ("github:relbot[bot]", None, "bot"),
        ("email:Team@example.test", None, "shared"),
        ("github:eve", None, "unknown"),
        (Identity("Ada", ""), None, "unknown"),
    ],
)
def test_person_and_holder(who: str | Identity, person: Person | None, holder: str) -> None:
    assert index_people(DIRECTORY).person_of(who) == person
    assert index_people(DIRECTORY).holder_of(who) == holder


def test_an_account_listed_as_shared_is_nobodys() -> None:
    directory = Directory((Person("x", ("email:x@example.test",)),), shared=("email:X@example.test",))
    assert index_people(directory).person_of("email:x@example.test") is None


def test_level_rank_knows_only_listed_levels() -> None:
    assert [level_rank(level, LEVELS) for level in ("junior", "senior", "wizard", None)] == [0, 2, None, None]


@pytest.mark.parametrize(
    ("operator", "expected"),
    [("<", [True, False, False]), ("<=", [True, True, False]), ("==", [False, True, False]),
     (">=", [False, True, True]), (">", [False, False, True])],
)  # fmt: skip
def test_meets_level(operator: str, expected: list[bool]) -> None:
    wanted = Comparison(operator, "mid")  # type: ignore[arg-type]
    assert [meets_level(level, wanted, LEVELS) for level in LEVELS] == expected
    assert meets_level(None, wanted, LEVELS) is None
    assert meets_level("mid", Comparison("<", "wizard"), LEVELS) is None


@pytest.mark.parametrize(
    ("person", "wanted", "expected"),
    [
        (ADA, PersonTest(), True),
        (ADA, PersonTest(level=Comparison(">=", "senior"), teams=("x", "payments"), domains=("money",)), True),
        (ADA, PersonTest(teams=("x",)), False),
        (ADA, PersonTest(domains=("x",)), False),
        (ADA, PersonTest(people=("ben",)), False),
        (ADA, PersonTest(people=("ada",)), True),
        (BEN, PersonTest(level=Comparison("<", "senior")), None),
        (BEN, PersonTest(level=Comparison("<", "senior"), teams=("payments",)), False),
    ],
)
def test_meets(person: Person, wanted: PersonTest, *, expected: bool | None) -> None:
    assert meets(person, wanted, LEVELS) is expected


@pytest.mark.parametrize(
    ("now", "away"),
    [
        (1_795_132_799, False),  # 2026-11-19T23:59:59Z
        (1_795_132_800, True),
        (1_795_305_599, True),  # 2026-11-21T23:59:59Z
        (1_795_305_600, False),
        (-(10**15), False),
        (10**15, False),
    ],
)
def test_is_away_counts_both_days_in_utc(now: int, *, away: bool) -> None:
    assert is_away(ADA, now) is away
    assert can_be_asked(ADA, now) is not away


def test_one_of_several_absences_is_enough() -> None:
    twice = Person("x", away=(Absence("2026-01-01", "2026-01-02"), *ADA.away))
    assert is_away(twice, 1_795_219_200)  # 2026-11-21


def test_someone_who_left_cannot_be_asked() -> None:
    assert not can_be_asked(Person("x", has_left=True), 0)
    assert can_be_asked(Person("x"), 0)


@pytest.mark.parametrize("listed", ["bots", "shared"])
def test_a_robots_or_shared_account_is_nobodys_even_where_a_person_lists_it(listed: str) -> None:
    people = (Person("eve", ("github:Eve", "email:eve@example.test")),)
    directory = (
        Directory(people, bots=("github:EVE",)) if listed == "bots" else Directory(people, shared=("github:EVE",))
    )
    index = index_people(directory)
    assert (index.person_of("github:eve"), index.holder_of("github:eve")) == (None, listed.removesuffix("s"))
    assert (index.person_of("email:eve@example.test"), index.holder_of("email:eve@example.test")) == (
        people[0],
        "person",
    )
