"""Is a passkey's answer good for the page, the words and the key that it was given for, and for nothing else?"""

from __future__ import annotations

from typing import Any

import pytest

from adapters.signers.oracle import MESSAGE, NAMESPACE, Case, Token, verdict
from adapters.signers.passkey import PRESENT, VERIFIED, SoftPasskey
from paraph.adapters.formats.ssh_keys import SK_ECDSA, SK_ED25519
from paraph.adapters.signers.checker import Checker
from paraph.adapters.signers.sshsig import read_signature, write_signature
from paraph.adapters.signers.webauthn import is_page_of

KEY = SoftPasskey()
BOTH = PRESENT | VERIFIED


def judged(blob: bytes, key: SoftPasskey = KEY, message: bytes = MESSAGE, namespace: str = NAMESPACE) -> str:
    found = Checker().check(key.public.text, namespace, message, blob)
    return found.proof if found else ""


@pytest.mark.parametrize("host", ["paraph.example.test", "localhost"])
def test_a_verified_person_is_present_and_ssh_keygen_agrees(host: str) -> None:
    key = SoftPasskey(host)
    blob = key.sign(MESSAGE, NAMESPACE, counter=7)
    assert judged(blob, key) == "present"
    assert verdict(Case("", key.public.text, NAMESPACE, MESSAGE, blob, "present")) in (True, None)


def test_a_touch_without_verification_is_a_signature_and_no_presence() -> None:
    assert judged(KEY.sign(MESSAGE, NAMESPACE, PRESENT)) == "signed"
    assert judged(KEY.sign(MESSAGE, NAMESPACE, VERIFIED)) == ""


@pytest.mark.parametrize(
    "blob",
    [
        KEY.sign(b"other words", NAMESPACE),
        KEY.sign(MESSAGE, "paraph-veto@v1"),
        SoftPasskey(seed=99).sign(MESSAGE, NAMESPACE),
        SoftPasskey("elsewhere.example.test").sign(MESSAGE, NAMESPACE),
        KEY.sign(MESSAGE, NAMESPACE, type="webauthn.create"),
        KEY.sign(MESSAGE, NAMESPACE, crossOrigin=True),
        KEY.sign(MESSAGE, NAMESPACE, origin="https://elsewhere.example.test"),
        KEY.sign(MESSAGE, NAMESPACE, BOTH | 0x40),
        KEY.sign(MESSAGE, NAMESPACE, BOTH | 0x80),
        KEY.sign(MESSAGE, NAMESPACE, BOTH, extensions=b"\xa0"),
    ],
    ids=["message", "namespace", "key", "site", "type", "frame", "origin", "attested", "no extensions", "extensions"],
)
def test_anything_else_that_was_signed_counts_for_nothing(blob: bytes) -> None:
    assert judged(blob) == ""


def test_every_field_is_under_the_signature() -> None:
    good = read_signature(KEY.sign(MESSAGE, NAMESPACE))
    assert good.browser is not None
    changed: dict[str, Any] = {
        "flags": good._replace(flags=PRESENT),
        "counter": good._replace(counter=9),
        "client data": good._replace(browser=good.browser._replace(client_data=good.browser.client_data + b" ")),
        "plain": good._replace(algorithm=SK_ECDSA, browser=None),
    }
    for name, signature in changed.items():
        blob = write_signature(signature)
        assert judged(blob) == "", name
        assert verdict(Case("", KEY.public.text, NAMESPACE, MESSAGE, blob, "")) in (False, None), name


def test_a_passkey_signs_on_pages_alone_and_an_ssh_key_never_does() -> None:
    plain = Token(SK_ECDSA, "paraph.example.test")
    assert Checker().check(plain.public.text, NAMESPACE, MESSAGE, plain.sign(BOTH)) is None
    ssh = SoftPasskey("ssh.example.test")
    ssh.public = Token(SK_ECDSA).public
    assert Checker().check(ssh.public.text, NAMESPACE, MESSAGE, ssh.sign(MESSAGE, NAMESPACE)) is None
    with pytest.raises(ValueError, match="ES256"):
        Token(SK_ED25519, "paraph.example.test")


@pytest.mark.parametrize(
    ("origin", "host", "is_page"),
    [
        ("https://paraph.example.test", "paraph.example.test", True),
        ("https://paraph.example.test:8443", "paraph.example.test", True),
        ("https://paraph.example.test", "example.test", True),
        ("https://notexample.test", "example.test", False),
        ("https://example.test", "paraph.example.test", False),
        ("http://paraph.example.test", "paraph.example.test", False),
        ("http://localhost:8080", "localhost", True),
        ("http://x.localhost:8080", "localhost", False),
        ("https://a@paraph.example.test", "paraph.example.test", False),
        ("https://paraph.example.test/", "paraph.example.test", False),
        ('https://paraph.example.test"', "paraph.example.test", False),
        ("https://[::1", "paraph.example.test", False),
        ("", "paraph.example.test", False),
    ],
)
def test_which_pages_are_a_sites_own(origin: str, host: str, *, is_page: bool) -> None:
    assert is_page_of(origin, host) is is_page
