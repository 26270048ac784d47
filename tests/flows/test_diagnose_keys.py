"""Is somebody told in time that their keys do not count?"""

from __future__ import annotations

from base64 import b64encode

import pytest

from adapters.signers.oracle import ed25519
from paraph.adapters.formats.ssh_wire import pack
from paraph.core.model.person import Directory, Key, Person, Robot
from paraph.flows.diagnose_keys import diagnose_keys
from paraph.wiring.signing import signature_checker

ONE, TWO = (ed25519(number).public.text for number in (1, 2))
WEAK = f"ssh-ed25519 {b64encode(pack(b'ssh-ed25519') + pack(bytes(32))).decode()}"
TODAY = "2026-03-10"


def told(directory: Directory) -> list[tuple[str, str, str]]:
    lines = list(diagnose_keys(directory, signature_checker(), TODAY))
    assert all(line.subject == "keys" for line in lines)
    return [(line.soundness, line.found, line.fix) for line in lines]


@pytest.mark.parametrize(
    "people", [(), (Person("ada"),), (Person("ada", keys=(Key(WEAK),), has_left=True),)], ids=["nobody", "none", "left"]
)
def test_nothing_is_said_where_nobody_signs(people: tuple[Person, ...]) -> None:
    assert told(Directory(people)) == []


def test_all_is_well() -> None:
    people = (Person("ada", keys=(Key(ONE), Key(TWO, revoked="2026-01-01"))), Person("ben"))
    robots = (Robot("ci", (Key(ed25519(3).public.text, end="2026-12-31"),)), Robot("idle"))
    assert told(Directory(people, robots=robots)) == [("good", "3 keys of 2 people and robots", "")]


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (Key(ONE, end="2026-03-09"), "ada has no key that counts today"),
        (Key(ONE, "2026-03-11"), "ada has no key that counts today"),
        (Key(ONE, revoked=TODAY), "ada has no key that counts today"),
        (Key(ONE, end="2026-03-23"), "ada has no key that counts in 14 days"),
    ],
)
def test_keys_that_do_not_count(key: Key, says: str) -> None:
    assert told(Directory((Person("ada", keys=(key,)),))) == [("warn", says, "paraph key add --person ada")]
    assert told(Directory((Person("ada", keys=(key, Key(TWO))),)))[0][0] == "good"


def test_a_weak_key_is_named_and_does_not_count() -> None:
    lines = told(Directory((), robots=(Robot("ci", (Key(WEAK),)),)))
    assert [line[0] for line in lines] == ["warn", "warn"]
    assert "ci: the key SHA256:" in lines[0][1]
    assert lines[1][1:] == ("ci has no key that counts today", "paraph key add --robot ci")


def test_the_list_is_short() -> None:
    people = tuple(Person(f"p{n}", keys=(Key(ed25519(n).public.text, end="2026-01-01"),)) for n in range(9))
    lines = told(Directory(people))
    assert (len(lines), lines[-1]) == (6, ("warn", "and 4 more", "paraph key list"))
