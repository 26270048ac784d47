from __future__ import annotations

from collections.abc import Callable

import pytest

from paraph.adapters.formats.ssh_keys import read_public
from paraph.core.attest.predicates import Scope, Statement, VetoPredicate
from paraph.core.errors import InputError
from paraph.core.model.change import Change, Commit
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory, Identity, Key, Person
from paraph.flows.signing.who_signs import (
    known_person,
    refuse_lower,
    refuse_others,
    refuse_own_work,
    refuse_soft_key,
    refuse_strangers,
    refuse_twice,
    same_key,
    short,
    signer_of,
)

ONE, TWO, OLD, GONE = (f"ssh-ed25519 {name * 12}" for name in ("ONE0", "TWO0", "OLD0", "GONE"))
ADA = Person("ada", ("email:ada@example.test",), level="staff", keys=(Key(ONE), Key(OLD, end="2025-12-31")))
BEN = Person("ben", ("email:ben@example.test",), level="mid", keys=(Key(TWO, revoked="2026-05-01"),))
CLEO = Person("cleo", keys=(Key(GONE),), has_left=True)
PEOPLE = Directory((ADA, BEN, CLEO, Person("dan", level="mid"), Person("eva", level="senior")))
DAY = "2026-04-30"


def test_a_key_says_whose_it_is() -> None:
    assert signer_of(f"{ONE} ada@laptop", PEOPLE, DAY).id == "ada"
    assert signer_of(ONE, PEOPLE, DAY, "ada").id == "ada"


@pytest.mark.parametrize(
    ("public", "day", "named", "words"),
    [
        ("ssh-ed25519 XXXX", DAY, None, "belongs to nobody"),
        (ONE, DAY, "ben", "is ada's, not ben's"),
        (ONE, DAY, "adda", "nobody called 'adda'"),
        (OLD, DAY, None, "was valid only until 2025-12-31"),
        (TWO, "2026-05-01", None, "was revoked on 2026-05-01"),
        (GONE, DAY, None, "has left"),
        ("", DAY, None, "belongs to nobody"),
    ],
)
def test_a_key_that_would_not_count_is_refused(public: str, day: str, named: str | None, words: str) -> None:
    with pytest.raises(InputError, match=words):
        signer_of(public, PEOPLE, day, named)


def test_keys_are_compared_without_their_comments() -> None:
    assert same_key(f"{ONE} a", f"{ONE} b")
    assert not same_key(ONE, TWO)
    assert not same_key("", "")


def facts(author: Identity, committer: Identity) -> Facts:
    change = Change("0", "1", commits=(Commit("1" * 40, author, committer),))
    return Facts(Repository("x"), change, 0, people=PEOPLE)


def test_nobody_answers_for_their_own_work() -> None:
    ada, ben = Identity("A", "ada@example.test"), Identity("B", "ben@example.test")
    with pytest.raises(InputError, match=r"you \(ben\) had a hand in this change.*: committed 1111111111"):
        refuse_own_work(BEN, facts(ada, ben))
    assert refuse_own_work(BEN, facts(ada, ada)) == ""
    assert refuse_own_work(BEN, facts(ada, ben), ["anybody"]) == "committed 1111111111"
    assert known_person(PEOPLE, "ben") == "ben"


def test_only_who_had_a_hand_says_how_it_was_made() -> None:
    ada, eve = Identity("A", "ada@example.test"), Identity("E", "eve@elsewhere.test")
    with pytest.raises(InputError, match=r"you \(ben\) had no hand in this change") as caught:
        refuse_strangers(BEN, facts(ada, eve), "ben")
    problem = caught.value.problems[0]
    assert (problem.code, problem.fix) == (
        "P0770", "only who wrote, opened or pushed it says how it was made: ask ada"
    )  # fmt: skip
    refuse_strangers(ADA, facts(ada, eve), "")
    # one whom a statement alone calls a prompter has no hand yet
    prompted = changed(facts(ada, eve), change=changed(facts(ada, eve).change, prompters=("ben",)))
    with pytest.raises(InputError, match="had no hand"):
        refuse_strangers(BEN, prompted, "")


def test_whoever_set_a_machine_to_work_speaks_for_it() -> None:
    machine = facts(Identity("M", "m@machine.test"), Identity("M", "m@machine.test"))
    refuse_strangers(BEN, machine, "ben")
    with pytest.raises(InputError, match="had no hand") as caught:
        refuse_strangers(BEN, machine, "ada")
    assert "--prompter" in str(caught.value.problems[0].fix)


def test_a_key_is_told_by_its_fingerprint() -> None:
    public = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
    assert short(f"{public} ada@laptop") == read_public(public).fingerprint
    assert short("junk") == "junk"
    assert short("") == ""


def test_a_soft_key_proves_no_presence() -> None:
    refuse_soft_key("sk-ssh-ed25519@openssh.com AAAA", "critical")
    with pytest.raises(InputError, match="at tier critical your presence has to be proven"):
        refuse_soft_key(ONE, "critical")


def statement(person: str) -> Statement:
    return Statement("f" * 64, "veto", Scope("", "", "", ""), person, 0, VetoPredicate("x"), b"")


@pytest.mark.parametrize(
    ("clearer", "owner", "may"),
    [
        ("ben", "ben", True),
        ("eva", "ben", True),
        ("ada", "eva", True),
        ("dan", "ben", False),
        ("ben", "eva", False),
        ("cleo", "ben", False),
        ("ada", "cleo", False),
        ("ada", "stranger", False),
    ],
)
def test_a_veto_is_cleared_by_its_owner_or_from_above(clearer: str, owner: str, *, may: bool) -> None:
    who = next(each for each in PEOPLE.people if each.id == clearer)
    if may:
        refuse_lower(who, statement(owner), PEOPLE)
        assert who.level
    else:
        with pytest.raises(InputError, match="a higher level than yours"):
            refuse_lower(who, statement(owner), PEOPLE)


@pytest.mark.parametrize(("check", "person"), [(refuse_others, "ada"), (refuse_twice, "ben")])
def test_whose_statement_it_is_decides(check: Callable[[Person, Statement], None], person: str) -> None:
    with pytest.raises(InputError) as caught:
        check(BEN, statement(person))
    assert caught.value.problems[0].code == "P0769"
    check(BEN, statement("ben" if person == "ada" else "ada"))
