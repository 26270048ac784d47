"""A signed push names a person by the key that made it, as long as the key counts."""

from __future__ import annotations

import pytest

from paraph.core.model.person import Directory, Key, Person
from paraph.flows.server.who_pushes import signer_of_push

NOW = 1_800_000_000  # 2027-01-15


def check(public: str, message: bytes, signature: bytes) -> bool:
    return signature == public.encode() + message


def directory(key: Key, accounts: tuple[str, ...] = ("email:ada@example.test", "login:ada")) -> Directory:
    return Directory((Person("ben", ("login:ben",), keys=(Key("b"),)), Person("ada", accounts, keys=(key,))))


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (directory(Key("a")), "email:ada@example.test"),
        (directory(Key("a", start="2027-01-15", end="2027-01-15")), "email:ada@example.test"),
        (directory(Key("a", revoked="2027-01-15")), ""),
        (directory(Key("a", end="2027-01-14")), ""),
        (directory(Key("a"), ()), ""),
        (directory(Key("x")), ""),
        (Directory(), ""),
    ],
)
def test_who_signed_a_push(people: Directory, expected: str) -> None:
    assert signer_of_push(people, b"certificate", b"acertificate", check, NOW) == expected
