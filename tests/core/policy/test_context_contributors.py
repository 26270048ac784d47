from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.gate.situations import PEOPLE, change, commit, identity
from paraph.core.model.change import Change
from paraph.core.model.person import Identity
from paraph.core.model.provenance import Signal
from paraph.core.policy.context_contributors import Contributors, account_of, contributors_of
from paraph.core.policy.lookup import index_people

INDEX = index_people(PEOPLE)
ZOE = commit(author="zoe")
WROTE = Signal("Claude", "wrote", "strong", "author", "r", "Zoe <zoe@example.test>", ZOE.id, is_author=True)


def found(proposed: Change, *signals: Signal) -> Contributors:
    return contributors_of(proposed, INDEX, signals)


def hands(proposed: Change, *signals: Signal) -> list[tuple[str, str, bool]]:
    return [(each.who, each.holder, each.is_author) for each in found(proposed, *signals).everyone]


def test_everybody_who_had_a_hand() -> None:
    everything = change(
        opener="github:ada", pushers=("github:ben",), suggestion_acceptors=("github:cyd",), prompter="github:dot",
        commits=(commit(1, "eve", "gus", co_authors=(identity("ida"),)),),
    )  # fmt: skip
    contributors = found(everything)
    assert [(each.person and each.person.id, each.how, each.is_author) for each in contributors.everyone] == [
        ("ada", "opened the change", True),
        ("ben", "pushed it", False),
        ("cyd", "applied a suggestion", False),
        ("dot", "prompted the agent", False),
        ("eve", "wrote 0000000000", True),
        ("gus", "committed 0000000000", False),
        ("ida", "is a co-author of 0000000000", False),
    ]
    assert contributors.ids == {"ada", "ben", "cyd", "dot", "eve", "gus", "ida"}
    assert [each.person and each.person.id for each in contributors.authors] == ["ada", "eve"]
    assert contributors.unknown == ()


def test_each_account_once_for_each_way() -> None:
    two = change(opener=None, commits=(commit(1), commit(2), commit(3, "ben", "ada")))
    assert [(who, is_author) for who, _, is_author in hands(two)] == [
        ("Ada <ada@example.test>", True),
        ("Ada <ada@example.test>", False),
        ("Ben <ben@example.test>", True),
    ]


@pytest.mark.parametrize(
    ("more", "unknown"),
    [
        ({}, []),
        ({"opener": "github:zoe"}, ["github:zoe"]),
        ({"pushers": ("email:team@example.test",)}, ["email:team@example.test"]),
        ({"commits": (ZOE,)}, ["Zoe <zoe@example.test>"] * 2),
        ({"commits": (commit(author="relbot"),)}, []),
        ({"opener": None, "commits": (commit(author="relbot"),)}, ["Relbot <relbot@example.test>"] * 2),
        ({"opener": "github:relbot[bot]", "commits": (commit(author="relbot"),)}, []),
        ({"opener": None, "pushers": ("github:relbot[bot]",), "commits": (commit(author="relbot"),)}, []),
        ({"opener": None, "commits": (commit(author="relbot"), commit(2))}, []),
    ],
)
def test_who_is_not_known(more: dict[str, Any], unknown: list[str]) -> None:
    assert [each.who for each in found(change(**more)).unknown] == unknown


@pytest.mark.parametrize(
    ("signal", "holder"),
    [
        ({}, "agent"),
        ({"source": "committer"}, "agent"),
        ({"source": "trailer", "role": "helped"}, "agent"),
        ({"role": "automation"}, "bot"),
        ({"role": "autofix"}, "bot"),
        ({"strength": "weak"}, "unknown"),
        ({"source": "footer"}, "unknown"),
        ({"commit": "other"}, "unknown"),
        ({"commit": None}, "unknown"),
        ({"text": "Zoe <zoe@example.test.evil>"}, "unknown"),
        ({"text": "Zoe <ZOE@Example.test>"}, "agent"),
        ({"text": "zoe@example.test"}, "unknown"),
    ],
)
def test_an_agents_own_name(signal: dict[str, Any], holder: str) -> None:
    assert hands(change(commits=(ZOE,)), replace(WROTE, **signal))[1] == ("Zoe <zoe@example.test>", holder, True)


def test_an_agent_needs_somebody_who_set_it_to_work() -> None:
    assert found(change(commits=(ZOE,)), WROTE).unknown == ()
    alone = found(change(opener=None, commits=(ZOE,)), WROTE)
    assert [each.holder for each in alone.unknown] == ["agent", "agent"]


def test_a_person_is_a_person_whatever_the_catalogue_says() -> None:
    named = replace(WROTE, text="Ada <ada@example.test>", commit=commit().id)
    assert hands(change(), named)[1] == ("Ada <ada@example.test>", "person", True)


@pytest.mark.parametrize(("address", "holder"), [("team@example.test", "shared"), ("relbot@example.test", "bot")])
def test_what_the_directory_says_of_an_account_stands_whatever_the_catalogue_says(address: str, holder: str) -> None:
    listed = replace(commit(), author=Identity("Claude", address))
    named = replace(WROTE, text=f"Claude <{address}>", commit=listed.id)
    assert hands(change(commits=(listed,)), named)[1] == (f"Claude <{address}>", holder, True)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("github:zoe opened", "agent"),
        ("github:zoe2 opened", "unknown"),
        ("github:zoe", "unknown"),
        ("x github:zoe", "unknown"),
    ],
)
def test_an_agents_own_account(text: str, holder: str) -> None:
    account = Signal("Claude", "wrote", "strong", "account", "r", text, None, is_author=True)
    assert hands(change(opener="github:zoe"), account)[0] == ("github:zoe", holder, True)
    other = Signal("Claude", "wrote", "strong", "trailer", "r", "github:zoe opened", None)
    assert hands(change(opener="github:zoe"), other)[0][1] == "unknown"


def test_no_address_is_nobodys() -> None:
    blank = Signal("Claude", "wrote", "strong", "author", "r", "X <>", ZOE.id)
    nameless = replace(ZOE, author=Identity("X", " "))
    assert hands(change(commits=(nameless,)), blank)[1][1] == "unknown"


@pytest.mark.parametrize(
    ("who", "account"),
    [
        ("Zoe <zoe@x.test>", "email:zoe@x.test"),
        ("a <b> <c@x>", "email:c@x"),
        ("X <>", ""),
        ("github:zoe", "github:zoe"),
    ],
)
def test_the_account_to_map(who: str, account: str) -> None:
    assert account_of(who) == account


def test_a_prompter_is_named_by_account_or_by_id() -> None:
    proposed = change(opener=None, commits=(), prompters=("cyd", "email:dot@example.test", "nobody"))
    assert [(each.who, each.how, each.holder) for each in found(proposed).everyone] == [
        ("cyd", "prompted the agent", "person"),
        ("email:dot@example.test", "prompted the agent", "person"),
        ("nobody", "prompted the agent", "unknown"),
    ]
    assert found(proposed).ids == {"cyd", "dot"}
