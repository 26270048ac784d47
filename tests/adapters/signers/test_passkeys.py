"""Does what a browser gives back become a key, and its answers signatures that count?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from adapters.signers.passkey import PRESENT, SoftPasskey, encoded
from paraph.adapters.signers.checker import Checker
from paraph.adapters.signers.passkeys import MAX_RESPONSE_BYTES, BrowserPasskeys
from paraph.core.errors import InputError
from paraph.ports.passkeys import Site

NAMESPACE, MESSAGE = "paraph-signoff@v1", b"DSSEv1 28 application/vnd.in-toto+json 2 {}"
KEY = SoftPasskey("localhost")
SITE = Site("localhost", KEY.origin)
CHALLENGE = b"\5" * 32


def made(said: dict[str, Any], challenge: bytes = CHALLENGE, site: Site = SITE) -> Any:
    return BrowserPasskeys().made(json.dumps(said).encode(), challenge, site)


def test_a_new_passkey_is_a_line_of_openssh() -> None:
    found = made(KEY.attestation(CHALLENGE))
    assert (found.public, found.id, found.counter) == (KEY.public.text, encoded(KEY.id), 0)


@pytest.mark.parametrize(
    ("said", "challenge", "site"),
    [
        (KEY.attestation(b"\6" * 32), CHALLENGE, SITE),
        (KEY.attestation(CHALLENGE), CHALLENGE, Site("localhost", "http://localhost:9999")),
        (KEY.attestation(CHALLENGE), CHALLENGE, Site("paraph.example.test", KEY.origin)),
        (KEY.attestation(CHALLENGE, PRESENT), CHALLENGE, SITE),
        (KEY.attestation(CHALLENGE, type="webauthn.get"), CHALLENGE, SITE),
        ({"id": "AA"}, CHALLENGE, SITE),
    ],
    ids=["challenge", "origin", "site", "not verified", "type", "cut short"],
)
def test_what_was_made_elsewhere_or_for_something_else_is_refused(said: Any, challenge: bytes, site: Site) -> None:
    with pytest.raises(InputError, match="could not be enrolled"):
        made(said, challenge, site)


def test_an_answer_becomes_a_signature_that_counts() -> None:
    reader = BrowserPasskeys()
    answer = json.dumps(KEY.assertion(reader.challenge(NAMESPACE, MESSAGE))).encode()
    assert reader.credential(answer) == encoded(KEY.id)
    blob = reader.signature(answer, KEY.public.text, NAMESPACE)
    found = Checker().check(KEY.public.text, NAMESPACE, MESSAGE, blob)
    assert found is not None
    assert (found.proof, found.is_ssh) == ("present", True)
    assert Checker().check(KEY.public.text, "paraph-veto@v1", MESSAGE, blob) is None


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"[]", b"\xff", b"{}", b'{"response": {}}', b"[" * 20_000, b" " * (MAX_RESPONSE_BYTES + 1),
        json.dumps({"response": {"clientDataJSON": "e30", "authenticatorData": "A" * 60, "signature": "AA"}}).encode(),
        json.dumps({"response": {"clientDataJSON": 3, "authenticatorData": "é", "signature": None}}).encode(),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_refused(answer: bytes) -> None:
    with pytest.raises(InputError):
        BrowserPasskeys().signature(answer, KEY.public.text, NAMESPACE)
    with pytest.raises(InputError):
        BrowserPasskeys().credential(answer)
