"""Whose is a passkey, by the directory of one repository?"""

from __future__ import annotations

from paraph.core.model.person import Directory, Key, Person
from paraph.flows.statements.with_passkeys import key_of, with_passkeys
from paraph.ports.accounts import Passkey

ADAS = ("github:Ada", "email:ada@example.test")
PHONE = Passkey("c1", "ada", "sk-ecdsa AAAA", "phone", 1_772_582_400, accounts=ADAS)


def test_it_is_of_whoever_shares_an_account_with_who_enrolled_it() -> None:
    same = Directory((Person("ada", ("github:ada",)), Person("ben", ("github:ben",))))
    found = with_passkeys(same, [PHONE])
    assert found.directory.people[0].keys == (Key("sk-ecdsa AAAA", "2026-03-04", comment="phone"),)
    assert (found.directory.people[1].keys, found.strangers) == ((), ())
    other = with_passkeys(Directory((Person("ada", ("github:mallory",)),)), [PHONE])
    assert (other.directory.people[0].keys, other.strangers) == ((), ("ada",))


def test_a_key_that_the_directory_holds_stays_as_it_is_there() -> None:
    held = Key("sk-ecdsa AAAA comment", end="2026-01-01")
    directory = Directory((Person("ben", ("github:ben",), keys=(held,)), Person("ada", ADAS)))
    assert with_passkeys(directory, [PHONE]).directory == directory
    assert with_passkeys(directory, []).directory is directory


def test_a_revoked_one_ends_on_its_day() -> None:
    gone = PHONE._replace(revoked_at=1_772_668_800)
    assert key_of(gone) == Key("sk-ecdsa AAAA", "2026-03-04", "", "2026-03-05", "phone")
