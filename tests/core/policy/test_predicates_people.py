from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.gate.situations import asking, change, commit, context, facts, person, unreadable
from paraph.core.model.change import Change
from paraph.core.model.person import Directory
from paraph.core.model.policy import Comparison, PersonTest
from paraph.core.model.provenance import Provenance, Signal
from paraph.core.policy.context import Outcome
from paraph.core.policy.predicates import predicate
from paraph.core.policy.predicates_people import people_words, person_words

BELOW, FROM = PersonTest(Comparison("<", "senior")), PersonTest(Comparison(">=", "senior"))
AT_MOST = PersonTest(Comparison("<=", "mid"))
MONEY = PersonTest(domains=("money",))
BY = {name: change(opener=None, commits=(commit(author=name),)) for name in ("ada", "cyd", "ida", "zoe", "relbot")}
AGENT = Signal("Claude", "wrote", "strong", "author", "r", "Zoe <zoe@example.test>", commit().id, is_author=True)
MIXED = change(opener="github:ada", commits=(commit(author="ada"), commit(2, author="cyd")))
MERGED = change(opener="github:ada", commits=(commit(author="ada", committer="cyd"),))


def ask(name: str, value: Any, proposed: Change, *, agent: bool = False, **more: Any) -> Outcome:
    given = replace(facts(proposed, **more), provenance=Provenance((AGENT,) if agent else ()))
    return predicate(asking(name, value)).run(context(given))


@pytest.mark.parametrize(
    ("name", "wanted", "proposed", "truth", "words"),
    [
        ("author", BELOW, BY["ada"], True, "Ada (junior)"),
        ("author", FROM, BY["ada"], False, "Ada (junior)"),
        ("author", BELOW, BY["cyd"], False, "Cyd (senior)"),
        ("author", BELOW, MIXED, True, "Ada (junior)"),
        ("author", FROM, MIXED, True, "Cyd (senior)"),
        ("author", MONEY, MIXED, True, "Cyd (senior)"),
        ("author", FROM, MERGED, False, "Ada (junior)"),
        ("contributor", FROM, MERGED, True, "Cyd (senior)"),
        ("contributor", PersonTest(people=("eve",)), MERGED, False, "Ada (junior), Cyd (senior)"),
        ("author", BELOW, BY["ida"], None, "not known of Ida (no level)"),
        ("author", BELOW, BY["zoe"], None, "not known of Zoe <zoe@example.test> (unknown)"),
        ("author", BELOW, BY["relbot"], True, "Relbot <relbot@example.test> (bot)"),
        ("author", AT_MOST, BY["relbot"], True, "(bot)"),
        ("author", FROM, BY["relbot"], False, "(bot)"),
        ("author", PersonTest(Comparison("==", "junior")), BY["relbot"], False, "(bot)"),
        ("author", MONEY, BY["relbot"], False, "(bot)"),
        ("author", replace(BELOW, teams=("web",)), BY["relbot"], False, "(bot)"),
        ("author", replace(BELOW, people=("ada",)), BY["relbot"], False, "(bot)"),
        ("author", BELOW, change(opener=None, commits=()), None, "nobody is named who had a hand in it"),
        ("author", BELOW, change(opener="github:ada", commits=(commit(author="zoe"),)), True, "Ada (junior)"),
        ("author", FROM, change(opener="github:ada", commits=(commit(author="zoe"),)), None, "not known of Zoe"),
        ("only_contributors", BELOW, BY["ada"], True, "Ada (junior)"),
        ("only_contributors", BELOW, MIXED, False, "Cyd (senior)"),
        ("only_contributors", BELOW, change(commits=(commit(author="zoe"),)), None, "not known of Zoe"),
        ("only_contributors", FROM, change(commits=(commit(author="zoe"),)), False, "Ada (junior)"),
        ("only_contributors", FROM, change(opener=None, commits=()), None, "nobody is named who had a hand in it"),
    ],
)  # fmt: skip
def test_people(name: str, wanted: PersonTest, proposed: Change, truth: bool | None, words: str) -> None:
    outcome = ask(name, wanted, proposed)
    assert outcome.truth is truth
    assert words in outcome.found


def test_an_agent_ranks_below_every_level() -> None:
    assert ask("author", BELOW, BY["zoe"], agent=True).truth is True
    assert ask("author", FROM, BY["zoe"], agent=True).truth is False


def test_an_assumed_level_is_said() -> None:
    guessed = Directory((person("ada", "junior", is_level_assumed=True),))
    assert ask("author", BELOW, BY["ada"], people=guessed).found == "Ada (junior, assumed)"


@pytest.mark.parametrize(
    ("proposed", "agent", "alone"),
    [
        (BY["ada"], False, True),
        (change(), False, True),
        (MIXED, False, False),
        (MERGED, False, False),
        (BY["zoe"], False, None),
        (change(commits=(commit(author="zoe"),)), False, None),
        (change(commits=(commit(author="zoe"),)), True, False),
        (change(opener=None, commits=()), False, None),
        (BY["relbot"], False, None),
        (change(commits=(commit(author="relbot"),)), False, True),
    ],
)
def test_sole_author(proposed: Change, agent: bool, alone: bool | None) -> None:
    assert ask("sole_author", True, proposed, agent=agent).truth is alone
    assert ask("sole_author", False, proposed, agent=agent).truth is (None if alone is None else not alone)


def test_who_was_alone_is_said() -> None:
    assert ask("sole_author", True, BY["ada"]).found == "ada alone"
    assert ask("sole_author", True, MIXED).found.startswith("2 people and ")
    assert ask("sole_author", True, change(opener=None, commits=())).found == "not known of anybody"
    assert ask("sole_author", True, BY["zoe"]).found.startswith("not known of Zoe <zoe@example.test>")


@pytest.mark.parametrize("fact", ["people", "commits"])
@pytest.mark.parametrize(
    ("name", "value"), [("author", BELOW), ("contributor", BELOW), ("only_contributors", BELOW), ("sole_author", True)]
)
def test_unreadable(name: str, value: Any, fact: str) -> None:
    assert ask(name, value, BY["ada"]).truth is True
    assert ask(name, value, BY["ada"], unreadable=unreadable(fact)).truth is None


@pytest.mark.parametrize(
    ("count", "who", "among", "words"),
    [
        (1, PersonTest(), "", "one person"),
        (11, PersonTest(), "", "11 people"),
        (1, PersonTest(), "of the owners of a.py", "one of the owners of a.py"),
        (2, PersonTest(), "for a.py, which nobody owns", "two people for a.py, which nobody owns"),
        (2, PersonTest(teams=("leads",)), "", "two people in team leads"),
        (2, PersonTest(domains=("databases",)), "", "two people who know databases"),
        (1, PersonTest(Comparison(">=", "mid"), teams=("leads",)), "", "one person, mid or above, in team leads"),
        (1, PersonTest(Comparison("==", "mid")), "of the owners of a.py", "one person, mid, of the owners of a.py"),
    ],
)
def test_people_in_words(count: int, who: PersonTest, among: str, words: str) -> None:
    assert people_words(count, who, among) == words


def test_words() -> None:
    everything = PersonTest(Comparison(">=", "senior"), ("a", "b"), ("c",), ("d",))
    assert person_words(everything) == "senior or above, in team a or b, named d, who knows c"
    assert person_words(PersonTest()) == "of any kind"
    assert predicate(asking("author", BELOW)).title == "an author is below senior"
    assert predicate(asking("contributor", BELOW)).title == "a contributor is below senior"
    assert predicate(asking("only_contributors", BELOW)).title == "everybody who had a hand in it is below senior"
    assert predicate(asking("sole_author", True)).title == "one person alone wrote it"
    assert predicate(asking("sole_author", False)).title == "more than one had a hand in it"
