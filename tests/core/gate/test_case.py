from __future__ import annotations

import pytest

from core.gate.situations import ANYBODY, NOW, PEOPLE, SENIOR, case, change, commit, facts, person
from paraph.core.model.change import ChangedFile
from paraph.core.model.decision import Tier
from paraph.core.model.facts import OwnerGroup, Ownership
from paraph.core.model.person import Directory, Person


@pytest.mark.parametrize(
    ("tier", "at_least", "at_most"),
    [
        ("low", "low", "low"),
        ("high", "high", "high"),
        ("nonsense", "critical", "critical"),
        (Tier("low", may_be_higher=True), "low", "critical"),
    ],
)
def test_the_tier(tier: str | Tier, at_least: str, at_most: str) -> None:
    assert (case(tier=tier).tier, case(tier=tier).highest_tier) == (at_least, at_most)


def test_without_a_tier_it_is_the_highest() -> None:
    unknown = case()
    unknown.context.tier = None
    assert (unknown.tier, unknown.highest_tier) == ("critical", "critical")


@pytest.mark.parametrize(("lines", "minutes"), [(0, 5), (24, 5), (25, 6), (2_874, 119), (10**6, 120)])
def test_reading_takes_time(lines: int, minutes: int) -> None:
    files = (ChangedFile("a", added_lines=lines, deleted_lines=0), ChangedFile("b", added_lines=None))
    assert case(facts(change(files=files))).reading_minutes == minutes
    turned = (ChangedFile("a", added_lines=0, deleted_lines=lines),)
    assert case(facts(change(files=turned))).reading_minutes == minutes


def test_what_is_about_this_content() -> None:
    here = case()
    assert [here.is_here(*pair) for pair in (("h", None), (None, "t"), ("h", "x"), ("x", "t"))] == [True] * 4
    assert [here.is_here(*pair) for pair in ((None, None), ("x", None), (None, "x"), ("", ""))] == [False] * 4
    bare = case(facts(change(head="", tree=None)))
    assert [bare.is_here(*pair) for pair in (("", None), (None, None), (None, ""))] == [False] * 3


def test_people() -> None:
    here = case()
    assert [each and each.id for each in map(here.person, ("cyd", "github:CYD", "hal", "zoe", ""))] == [
        "cyd", "cyd", "hal", None, None,
    ]  # fmt: skip
    assert [each and each.id for each in map(here.present, ("cyd", "hal", "zoe"))] == ["cyd", None, None]
    assert [here.name(who) for who in ("cyd", "ida", "zoe")] == ["Cyd (senior)", "Ida", "zoe"]
    nameless = case(facts(people=Directory((Person("x"), Person("y", level="mid")))))
    assert [nameless.name(who) for who in "xy"] == ["x", "y (mid)"]


def test_who_can_be_asked() -> None:
    here = case()
    assert here.can_ask(SENIOR) == ("cyd", "dot", "eve")
    assert here.can_ask(ANYBODY) == ("ada", "ben", "cyd", "dot", "eve", "ida")
    assert here.can_ask(SENIOR, outside=frozenset({"cyd"})) == ("dot", "eve")
    assert here.can_ask(SENIOR, among=frozenset({"cyd", "ada"})) == ("cyd",)
    many = Directory(tuple(person(f"p{n:02}") for n in reversed(range(20))))
    asked = case(facts(people=many)).can_ask(ANYBODY)
    assert (len(set(asked)), asked == case(facts(people=many)).can_ask(ANYBODY)) == (12, True)


def test_who_is_asked_as_the_author() -> None:
    commits = (commit(author="ada", committer="dot"), commit(2, author="hal"), commit(3, author="zoe"))
    both = change(opener="github:ben", prompter="github:cyd", pushers=("github:eve",), commits=commits)
    here = case(facts(both))
    assert here.author_ids == ("ben", "cyd", "ada")
    owed = here.author_owes("w", "y", "r", 3)
    assert (*owed[:5], owed.minutes) == ("w", "y", here.author_ids, "author", "r", 3)


def test_now_is_a_fact() -> None:
    assert case(facts(now=NOW)).can_ask(SENIOR) != case(facts(now=NOW + 10**7)).can_ask(SENIOR)
    assert case().all_paths == {"src/a.py"}
    assert case().people.directory is PEOPLE


def test_who_prompted_an_agent_answers_as_an_author_by_whatever_name() -> None:
    given = change(opener=None, commits=(), prompter="github:dot", prompters=("cyd", "nobody"))
    assert case(facts(given)).author_ids == ("dot", "cyd")


def test_the_owners_of_a_path_are_known_whether_it_changed_or_not() -> None:
    owners = (Ownership("x", (OwnerGroup(("@cyd", "@org/payments")),)), Ownership("y"))
    assert case(facts(owners=owners)).owners_of == {"x": frozenset({"cyd", "ben"}), "y": frozenset()}
