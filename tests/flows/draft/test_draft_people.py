"""Which people does a history give?"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.history_samples import author
from paraph.adapters.directories.files import read_directory
from paraph.core.model.person import Directory, Person
from paraph.flows.draft.draft_people import YEAR_SECONDS, draft_directory, with_former
from paraph.flows.draft.draft_setup import people_text
from paraph.ports.documents import SourceText
from paraph.ports.repository import Author


def ids(*authors: object) -> list[str]:
    return [person.id for person in draft_directory(list(authors)).people]  # type: ignore[arg-type]


def test_one_full_name_or_one_address_is_one_person() -> None:
    directory = draft_directory(
        [
            author("Ada Sample", 5),
            author("Ada Sample", 1, email="ada@home.example.test"),
            author("A. S.", 1, email="ADA@example.test"),
            author("Ben Sample", 3),
        ]
    )
    assert [(one.id, one.accounts) for one in directory.people] == [
        ("ada-sample", ("email:ada@example.test", "email:ada@home.example.test")),
        ("ben-sample", ("email:ben@example.test",)),
    ]


def test_a_single_word_is_no_full_name() -> None:
    assert ids(author("ada", email="a@one.example.test"), author("ada", email="a@two.example.test")) == ["a", "a-2"]


def test_what_the_mailmap_says_joins_identities() -> None:
    old = author("ada", email="old@example.test")._replace(proper_name="Ada Sample", proper_email="ada@example.test")
    directory = draft_directory([author("Ada Sample", 2), old])
    assert [one.accounts for one in directory.people] == [("email:ada@example.test", "email:old@example.test")]


def test_agents_are_nobody_and_robots_are_bots() -> None:
    directory = draft_directory(
        [
            author("Claude", 9, email="noreply@anthropic.com"),
            author("dependabot[bot]", 9, email="1+dependabot[bot]@users.noreply.github.com"),
            author("Claude Sample", 1),
        ]
    )
    assert [one.name for one in directory.people] == ["Claude Sample"]
    assert directory.bots == (
        "email:1+dependabot[bot]@users.noreply.github.com",
        "email:noreply@github.com",
        "email:noreply@gitlab.com",
    )


def test_levels_are_assumed_from_how_much_and_how_long() -> None:
    directory = draft_directory(
        [
            author("Long Here", 60, 0, 2 * YEAR_SECONDS),
            author("Much Here", 5_000, 2 * YEAR_SECONDS, 2 * YEAR_SECONDS),
            author("New Many", 60, 2 * YEAR_SECONDS, 2 * YEAR_SECONDS),
            author("Some Body", 10, 2 * YEAR_SECONDS, 2 * YEAR_SECONDS),
            author("Few Body", 9, 2 * YEAR_SECONDS, 2 * YEAR_SECONDS),
        ]
    )
    levels = {one.name: one.level for one in directory.people}
    assert levels == {
        "Long Here": "senior", "Much Here": "senior", "New Many": "mid", "Some Body": "mid", "Few Body": "junior",
    }  # fmt: skip
    assert all(one.is_level_assumed for one in directory.people)


def test_in_a_small_history_the_most_active_are_senior_so_that_somebody_can_be_asked() -> None:
    people = [author("Ada Sample", 7), author("Ben Sample", 4), author("Cleo Sample", 1)]
    directory = draft_directory(people)
    assert [(one.level, one.is_level_assumed) for one in directory.people] == [
        ("senior", True), ("senior", True), ("junior", True),
    ]  # fmt: skip
    assert [one.level for one in draft_directory([author("Ada Sample", 40), *people[1:]]).people] == [
        "senior", "senior", "junior",
    ]  # fmt: skip


def test_nine_commits_are_not_enough_to_be_senior_where_others_are() -> None:
    others = [author("Ada Sample", 30), author("Ben Sample", 20)]
    levels = [draft_directory([*others, author("Cleo Sample", number)]).people[2].level for number in (9, 10)]
    assert levels == ["junior", "senior"]


def test_who_has_left_is_not_made_senior() -> None:
    gone = author("Old One", 5, 0, 10)
    here = author("New One", 1, 3 * YEAR_SECONDS, 3 * YEAR_SECONDS)
    assert {one.name: one.level for one in draft_directory([gone, here]).people} == {
        "Old One": "junior", "New One": "senior",
    }  # fmt: skip


def test_who_wrote_nothing_for_a_year_has_left() -> None:
    directory = draft_directory([author("Old One", 5, 0, 10), author("New One", 1, 0, YEAR_SECONDS + 11)])
    assert {one.name: one.has_left for one in directory.people} == {"Old One": True, "New One": False}
    assert (
        not draft_directory([author("Old One", 5, 0, 11), author("New One", 1, 0, YEAR_SECONDS + 11)])
        .people[0]
        .has_left
    )


def test_an_expert_has_changed_a_kind_three_times() -> None:
    kinds = {"ada@example.test": Counter({"auth": 3, "docs": 9}), "ben@example.test": Counter({"auth": 2})}
    directory = draft_directory([author("Ada Sample"), author("Ben Sample")], ("auth",), kinds)
    assert [one.domains for one in directory.people] == [("auth",), ()]


@pytest.mark.parametrize(
    ("name", "email", "id_"),
    [
        ("Ada Sample", "a@example.test", "ada-sample"),
        ("ada", "a.sample@example.test", "a.sample"),
        ("ada", "x+tag@example.test", "x"),
        ("ada", "+tag@example.test", "tag"),
        ("Ada Sample", "7+ada-s@users.noreply.github.com", "ada-s"),
        ("Ada O'Sample", "a@example.test", "ada-o-sample"),
        ("Zoë Sample", "z@example.test", "zoe-sample"),
        ("\u30b5\u30f3 \u30d7\u30eb", "z@example.test", "z"),
        ("\u30b5\u30f3", "\u30eb@example.test", "person"),
    ],
)
def test_an_id_is_a_login_or_a_name_or_what_stands_before_the_at(name: str, email: str, id_: str) -> None:
    assert ids(author(name, email=email)) == [id_]


def test_ids_are_unique() -> None:
    people = [author(f"ada{at}", email=email) for at, email in enumerate(("a@x.test", "a-2@x.test", "a@y.test"))]
    assert ids(*people) == ["a-2", "a", "a-3"]


@pytest.mark.parametrize("name", ["dependabot[bot]", "pytest bot", "releasebot", "merge-bot"])
def test_a_name_that_says_so_is_a_robot(name: str) -> None:
    assert ids(author(name, email="x@example.test")) == []


@pytest.mark.parametrize("name", ["Ada Talbot", "Bott", "Robert"])
def test_a_name_that_only_sounds_so_is_a_person(name: str) -> None:
    assert len(ids(author(name, email="x@example.test"))) == 1


def test_a_login_in_a_forges_address_is_an_account() -> None:
    (person,) = draft_directory([author("Ada Sample", email="7+ada-s@users.noreply.github.com")]).people
    assert person.accounts == ("email:7+ada-s@users.noreply.github.com", "github:ada-s")


def test_an_identity_without_address_is_nobody() -> None:
    assert ids(author("Ada Sample")._replace(email="", proper_email="")) == []


def test_one_login_of_a_forge_is_one_person() -> None:
    (person,) = draft_directory(
        [
            author("ada", 5, email="7+Ada-S@users.noreply.github.com"),
            author("Ada S", 1, email="ada-s@users.noreply.github.com"),
        ]
    ).people
    assert (person.id, person.accounts) == (
        "ada-s",
        (
            "email:7+ada-s@users.noreply.github.com", "github:ada-s", "email:ada-s@users.noreply.github.com",
        ),
    )  # fmt: skip


def test_an_identity_that_shares_something_with_two_makes_them_one() -> None:
    bridge = author("Ada Sample", 1, email="ada@old.test")._replace(proper_email="ada@new.test", last_time=9)
    (person,) = draft_directory(
        [author("ada", 5, email="ada@new.test"), author("A. S.", 3, email="ada@old.test"), bridge]
    ).people
    assert (person.id, person.name) == ("ada", "ada")
    assert set(person.accounts) == {"email:ada@new.test", "email:ada@old.test"}


def test_an_address_of_a_robot_and_of_a_person_goes_to_who_wrote_more_under_it() -> None:
    mostly_ada = draft_directory([author("Ada Sample", 5), author("release-bot", 1, email="ada@example.test")])
    assert [one.id for one in mostly_ada.people] == ["ada-sample"]
    assert "email:ada@example.test" not in mostly_ada.bots
    mostly_bot = draft_directory([author("Ada Sample", 1), author("release-bot", 5, email="ada@example.test")])
    assert mostly_bot.people == ()
    assert "email:ada@example.test" in mostly_bot.bots


def test_who_committed_in_the_browser_alone_has_no_address_of_their_own() -> None:
    assert ids(author("Ada Sample", email="noreply@github.com")) == []


def test_who_wrote_here_once_and_left_keeps_their_work() -> None:
    now = 3 * YEAR_SECONDS
    history = [
        author("Ada Sample", 9, 0, now),
        author("New Here", 2, now, now),
        author("Ben Sample", 60, 0, YEAR_SECONDS),
        author("Cleo Sample", 4, 0, 9, email="cleo@old.test"),
    ]
    known = Directory(
        (Person("ben-sample", ("email:ada@example.test",)), Person("cleo", ("EMAIL:Cleo@old.test",))),
        levels=("junior", "senior"),
    )
    found = with_former(known, history)
    assert found.people[:2] == known.people
    assert [(one.id, one.has_left, one.level, one.accounts) for one in found.people[2:]] == [
        ("ben-sample-2", True, "senior", ("email:ben@example.test",))
    ]
    other = with_former(Directory(levels=("low", "top")), history)
    assert {one.level for one in other.people} == {None}


NAMES = st.one_of(st.sampled_from(["Ada Sample", "ada", "Ada", "ci bot", "x[bot]", ""]), st.text(max_size=8))
ADDRESSES = st.one_of(
    st.sampled_from(
        [
            "ada@example.test", "ADA@example.test", "7+ada@users.noreply.github.com", "ada@users.noreply.github.com",
            "7-ada@users.noreply.gitlab.com", "noreply@github.com", "x[bot]@users.noreply.github.com", "root",
            "+@users.noreply.github.com", "a b@example.test", "a@b@example.test", " ada@example.test ", "@", "",
            "\u212a@example.test", "\u200b@example.test", "a" * 400 + "@example.test",
        ]
    ),
    st.text(max_size=8),
    st.builds("{}@{}".format, st.text(max_size=3), st.sampled_from(["b", "users.noreply.github.com"])),
)  # fmt: skip
AUTHORS = st.builds(Author, NAMES, ADDRESSES, NAMES, ADDRESSES, st.integers(1, 99), st.just(0), st.just(0))


@given(st.lists(AUTHORS, max_size=12))
def test_every_draft_is_a_file_that_its_own_reader_takes(authors: list[Author]) -> None:
    drafted = draft_directory(authors)
    read = read_directory(SourceText("people.yaml", people_text(drafted).encode()))
    assert {one.id for one in read.people} == {one.id for one in drafted.people}
    assert {one for person in read.people for one in person.accounts} <= {
        one for person in drafted.people for one in person.accounts
    }
