"""What git hands to a hook is read as it is, or not at all."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.adapters.git.hook_input import (
    INPUT_BYTES,
    certificate_of,
    is_of,
    login,
    named_account,
    read_certificate,
    read_updates,
)
from paraph.core.errors import InputError
from paraph.ports.receiving import RefUpdate

A, B, ZERO = "a" * 40, "b" * 40, "0" * 40


def test_movements_are_read_line_by_line() -> None:
    given = f"{A} {B} refs/heads/main\n{ZERO} {B} refs/heads/a;b'c\n{A} {ZERO} refs/tags/v 1\n".encode()
    assert read_updates(given) == [
        RefUpdate("refs/heads/main", A, B), RefUpdate("refs/heads/a;b'c", "", B), RefUpdate("refs/tags/v 1", A, ""),
    ]  # fmt: skip
    assert read_updates(b"") == []
    assert read_updates(f"{'a' * 64} {'b' * 64} HEAD".encode())[0].ref == "HEAD"
    assert read_updates(f"{A} {B} ".encode() + b"refs/heads/\xff\n")[0].ref == "refs/heads/\\xff"


@pytest.mark.parametrize(
    "line", [b"x", b"a b c", f"{A} {B}".encode(), f"{A} {B} ".encode(), f"{A[1:]} {B} r".encode(),
             f"{A.upper()} {B} r".encode()],
)  # fmt: skip
def test_anything_else_is_refused(line: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_updates(line + b"\n")
    assert caught.value.problems[0].code == "P0906"


def test_too_much_is_refused() -> None:
    with pytest.raises(InputError):
        read_updates(b"x" * (INPUT_BYTES + 1))


@given(st.binary(max_size=200))
def test_no_bytes_end_in_another_error(given: bytes) -> None:
    try:
        found = read_updates(given)
    except InputError:
        return
    assert all(each.ref for each in found)


@pytest.mark.parametrize(
    ("environment", "blob"),
    [
        ({"GIT_PUSH_CERT": A, "GIT_PUSH_CERT_NONCE_STATUS": "OK"}, A),
        ({"GIT_PUSH_CERT": A, "GIT_PUSH_CERT_NONCE_STATUS": "SLOP"}, A),
        ({"GIT_PUSH_CERT": A, "GIT_PUSH_CERT_NONCE_STATUS": "BAD"}, ""),
        ({"GIT_PUSH_CERT": A, "GIT_PUSH_CERT_NONCE_STATUS": "UNSOLICITED"}, ""),
        ({"GIT_PUSH_CERT": A}, ""),
        ({"GIT_PUSH_CERT": ZERO, "GIT_PUSH_CERT_NONCE_STATUS": "OK"}, ""),
        ({}, ""),
    ],
)
def test_only_a_certificate_with_this_server_s_nonce_counts(environment: dict[str, str], blob: str) -> None:
    assert certificate_of(environment) == blob


def test_a_certificate_is_split_before_its_armour() -> None:
    armour = b64encode(b"SSHSIG...").decode()
    text = f"certificate version 0.1\n\nline\n-----BEGIN SSH SIGNATURE-----\n{armour}\n-----END SSH SIGNATURE-----\n"
    found = read_certificate(text.encode())
    assert found is not None
    assert found == (b"certificate version 0.1\n\nline\n", b"SSHSIG...")


@pytest.mark.parametrize(
    "content",
    [b"", b"no signature\n", b"x\n-----BEGIN PGP SIGNATURE-----\nabcd\n-----END PGP SIGNATURE-----\n",
     b"x\n-----BEGIN SSH SIGNATURE-----\nabcd\n",
     b"x\n-----BEGIN SSH SIGNATURE-----\n?!\n-----END SSH SIGNATURE-----\n"],
)  # fmt: skip
def test_what_has_no_ssh_signature_is_no_certificate(content: bytes) -> None:
    assert read_certificate(content) is None


@pytest.mark.parametrize(
    ("value", "account"),
    [("ada", "login:ada"), (" ada ", "login:ada"), ("ada@example.test", "email:ada@example.test"),
     ("github:ada", "github:ada"), ("", ""), ("a\nb", ""), ("x" * 300, ""), (":ada", "login::ada")],
)  # fmt: skip
def test_a_principal_becomes_an_account(value: str, account: str) -> None:
    assert named_account(value) == account


def test_without_any_word_it_is_the_account_that_runs_git() -> None:
    assert login().startswith("unix:")


def test_a_certificate_is_of_the_movements_that_it_asks_for() -> None:
    one, other = RefUpdate("refs/heads/main", "", "1" * 40), RefUpdate("refs/heads/\udcff", "1" * 40, "")
    moves = f"{'0' * 40} {'1' * 40} refs/heads/main\n{'1' * 40} {'0' * 40} ".encode() + b"refs/heads/\xff\n"
    message = b"certificate version 0.1\npusher a\n\n" + moves
    assert is_of(message, [one, other])
    assert is_of(message, [other])
    assert not is_of(message, [one._replace(new="2" * 40)])
    assert not is_of(message, [one._replace(ref="refs/heads/mai")])
    assert not is_of(b"tree 1\n\n" + moves, [one])
    assert not is_of(message.replace(b"\n\n", b"\n"), [one])
