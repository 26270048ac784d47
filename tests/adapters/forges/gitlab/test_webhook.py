from __future__ import annotations

from base64 import b64encode

import pytest

from paraph.adapters.forges.gitlab.webhook import MOST_AGE, signature, signing_key, verified
from paraph.core.errors import InputError
from paraph.ports.forge import ForgedError

KEY = bytes(range(32))
NOW = 1_800_000_000
BODY = b'{"object_kind": "push"}'
NAMED = {"webhook-id": "msg_1", "webhook-timestamp": str(NOW)}


def signed(at: int = NOW, body: bytes = BODY, key: bytes = KEY, before: str = "") -> dict[str, str]:
    made = signature(key, "msg_1", str(at), body)
    return {**NAMED, "webhook-timestamp": str(at), "webhook-signature": before + made}


def refused(headers: dict[str, str], body: bytes = BODY) -> int:
    with pytest.raises(ForgedError) as caught:
        verified(headers, body, ["secret"], [KEY], NOW)
    return caught.value.status


def test_a_signature_is_that_of_standard_webhooks() -> None:
    """The vector of the specification (standard-webhooks, "Verifying webhook authenticity")."""
    key = signing_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'
    made = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body)
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    "headers", [signed(), signed(before="v1,AAAA "), signed(before="v2,x "), signed(NOW - MOST_AGE)]
)
def test_a_good_signature(headers: dict[str, str]) -> None:
    assert verified(headers, BODY, [], [bytes(32), KEY], NOW) == ("msg_1", {"object_kind": "push"})


@pytest.mark.parametrize(
    "headers",
    [
        signed(NOW - MOST_AGE - 1), signed(NOW + MOST_AGE + 1), signed(key=bytes(32)), signed(body=b"{}"),
        signed() | {"webhook-id": "msg_2"}, signed() | {"webhook-timestamp": "x"},
        signed() | {"webhook-signature": "v1,é"},
        {"x-gitlab-token": "secre"}, {"x-gitlab-token": ""}, {"x-gitlab-token": "é"}, {},
        signed(key=bytes(32)) | {"x-gitlab-token": "secret"},
    ],
)  # fmt: skip
def test_what_is_forged(headers: dict[str, str]) -> None:
    assert refused(headers) == 401


def test_a_token_is_good_where_nothing_is_signed() -> None:
    one = verified({"x-gitlab-token": "secret", "idempotency-key": "a-1"}, BODY, ["", "old", "secret"], [KEY], NOW)
    other = verified({"x-gitlab-token": "secret", "x-gitlab-event-uuid": "a-1"}, BODY + b" ", ["secret"], [], NOW)
    plain = verified({"x-gitlab-token": "secret"}, BODY, ["secret"], [], NOW)
    assert one[0].startswith("a-1.")
    assert len({one[0], other[0], plain[0]}) == 3


@pytest.mark.parametrize(("body", "status"), [(b"[]", 400), (b"{", 400), (b" " * (25 * 1024 * 1024 + 1), 413)])
def test_what_is_no_event(body: bytes, status: int) -> None:
    assert refused({"x-gitlab-token": "secret"}, body) == status


@pytest.mark.parametrize("token", ["", "secret", "whsec_", "whsec_###", "whsec_" + b64encode(b"short").decode()])
def test_a_signing_token_is_one(token: str) -> None:
    with pytest.raises(InputError):
        signing_key(token)
