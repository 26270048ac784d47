"""Are the keys of a people file read, and is each problem told with its place?"""

from __future__ import annotations

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from adapters.signers.oracle import Token, ed25519
from paraph.adapters.directories.files import read_directory
from paraph.adapters.formats.ssh_keys import RSA, SK_ECDSA, SK_ED25519
from paraph.adapters.formats.ssh_wire import pack, positive
from paraph.core.errors import InputError
from paraph.core.model.person import Directory, Key, Person, Robot
from paraph.ports.documents import SourceText

ONE, TWO = (ed25519(number).public.text for number in (1, 2))
HARDWARE = Token(SK_ED25519).public.text
SOFTWARE = (
    Ed25519PrivateKey.from_private_bytes(b"\7" * 32)
    .public_key()
    .public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    .decode()
)
"""The same private key outside the token."""


def rsa(modulus: int) -> str:
    return f"{RSA} {b64encode(pack(RSA.encode()) + positive(65537) + positive(modulus)).decode()}"


def read(text: str) -> Directory:
    return read_directory(SourceText(".paraph/people.yaml", text.encode()))


def test_everything_is_read() -> None:
    text = f"""\
people:
  - id: ada
    keys:
      - {{key: {ONE} ada@laptop, from: 2026-01-01, until: 2026-12-31, revoked: 2026-06-01}}
      - key: "{HARDWARE} ada@desk"
        comment: token in the safe
robots:
  - {{id: ci, keys: [{{key: {TWO}}}]}}
  - id: idle
"""
    keys = (
        Key(ONE, "2026-01-01", "2026-12-31", "2026-06-01", "ada@laptop"),
        Key(HARDWARE, comment="token in the safe"),
    )
    assert read(text) == Directory((Person("ada", keys=keys),), robots=(Robot("ci", (Key(TWO),)), Robot("idle")))


@pytest.mark.parametrize(
    ("keys", "code", "line", "says"),
    [
        ("[]", "P0122", 2, "empty list"),
        (ONE, "P0121", 2, "must be a list"),
        (f"['{ONE}']", "P0121", 2, "a key must be a mapping"),
        ("[{from: 2026-01-01}]", "P0122", 2, "needs `key`"),
        (f"[{{key: {ONE}, untill: 2026-01-01}}]", "P0120", 2, "untill"),
        (f"[{{key: {ONE}, from: soon}}]", "P0215", 2, "`soon` is no day"),
        (f"[{{key: {ONE}, from: 2026-01-02, until: 2026-01-01}}]", "P0215", 2, "the key ends on 2026-01-01, before"),
        ("[{key: hello}]", "P0730", 2, "`hello` is no kind of key"),
        ("[{key: ssh-ed25519 AAAA}]", "P0730", 2, "no public key"),
        ("[{key: ssh-dss AAAA}]", "P0730", 2, "too weak"),
        (f"[{{key: {ONE}}},\n {{key: {ONE} again}}]", "P0731", 3, "of `a` is already held by `a`, on line 2"),
    ],
)
def test_refused(keys: str, code: str, line: int, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read(f"people:\n - {{id: a, keys: {keys}}}\n")
    (problem,) = caught.value.problems
    assert (problem.code, problem.position and problem.position.line) == (code, line)
    assert says in problem.what
    assert problem.fix


def test_a_key_of_two_holders_names_both_places() -> None:
    text = f"people:\n  - {{id: a, keys: [{{key: {ONE}}}]}}\nrobots:\n  - {{id: ci, keys: [{{key: {ONE}}}]}}\n"
    with pytest.raises(InputError) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.position and problem.position.line) == ("P0731", 4)
    assert problem.related is not None
    assert problem.related.line == 2
    assert "of the robot `ci` is already held by `a`" in problem.what


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("robots: []", "P0122", "empty list"),
        ("robots: [{id: ci, level: senior}]", "P0120", "a robot has no key `level`"),
        ("robots: [{keys: [{key: x}]}]", "P0122", "needs `id`"),
        ("robots: [{id: a}]", "P0211", "`a` stands twice, first on line 1"),
        ("robots: [{id: a b}]", "P0212", "cannot be an id"),
        ("robots: [ci]", "P0121", "a robot must be a mapping"),
    ],
)
def test_robots_that_are_refused(text: str, code: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read(f"people: [{{id: a}}]\n{text}\n")
    (problem,) = caught.value.problems
    assert (problem.code, problem.position and problem.position.line) == (code, 2)
    assert says in problem.what


@pytest.mark.parametrize("other", [Token(SK_ED25519, "ssh:b").public.text, SOFTWARE, HARDWARE])
def test_one_key_in_two_forms_has_one_holder(other: str) -> None:
    """Whoever holds an Ed25519 key can pass it off as one in hardware, under any application."""
    with pytest.raises(InputError) as caught:
        read(f"people:\n  - {{id: a, keys: [{{key: {HARDWARE}}}]}}\n  - {{id: b, keys: [{{key: {other}}}]}}\n")
    (problem,) = caught.value.problems
    assert problem.code == "P0731"


def test_all_other_keys_may_stand_beside_each_other() -> None:
    others = (ONE, TWO, Token(SK_ECDSA).public.text, rsa(2**2047 + 1), rsa(2**2047 + 3))
    keys = ", ".join(f"{{key: {each}}}" for each in (HARDWARE, *others))
    assert len(read(f"people:\n  - {{id: a, keys: [{keys}]}}\n").people[0].keys) == 6
