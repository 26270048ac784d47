"""Is only what GitHub signed with our secret a webhook?"""

from __future__ import annotations

import hashlib
import hmac

import pytest

from paraph.adapters.forges.github.webhook import MOST_BYTES, signature, verified
from paraph.ports.forge import ForgedError

SECRET = "It's a Secret to Everybody"
KNOWN = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"


def headers(body: bytes, **more: str) -> dict[str, str]:
    found = {
        "x-hub-signature-256": signature(body, SECRET), "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
        "x-github-event": "ping", "content-type": "application/json; charset=utf-8",
    }  # fmt: skip
    return found | {name.replace("_", "-"): value for name, value in more.items()}


def status(given: dict[str, str], body: bytes, *secrets: str) -> int:
    with pytest.raises(ForgedError) as caught:
        verified(given, body, secrets or (SECRET,))
    return caught.value.status


def test_the_published_example() -> None:
    assert signature(b"Hello, World!", SECRET) == KNOWN
    assert status(headers(b"Hello, World!", x_hub_signature_256=KNOWN), b"Hello, World!") == 400


def test_a_good_one() -> None:
    body = b'{"zen": "x"}'
    for secrets in ((SECRET,), ("old", SECRET), (SECRET, "new")):
        delivery, event, said = verified(headers(body), body, secrets)
        assert (delivery, event, said) == ("72d3162e-cc78-11e3-81ab-4c9367dc0958", "ping", {"zen": "x"})


def test_sha_1_alone_is_nothing() -> None:
    body = b"{}"
    old = "sha1=" + hmac.new(SECRET.encode(), body, hashlib.sha1).hexdigest()
    given = headers(body, x_hub_signature=old)
    del given["x-hub-signature-256"]
    assert status(given, body) == status(headers(body, x_hub_signature_256=old), body) == 401


@pytest.mark.parametrize(
    "given", ["", "sha256=", "sha256=00", KNOWN.upper(), KNOWN + "0", KNOWN[:-1], " " + KNOWN, "sha256=é", KNOWN * 9]
)
def test_a_signature_that_is_none(given: str) -> None:
    assert status(headers(b"Hello, World!", x_hub_signature_256=given), b"Hello, World!") == 401


def test_no_secret_makes_nothing_good() -> None:
    body = b"{}"
    empty = headers(body, x_hub_signature_256=signature(body, ""))
    assert status(empty, body, "") == 401
    with pytest.raises(ForgedError):
        verified(empty, body, ())


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"x_github_delivery": ""}, 400), ({"x_github_delivery": "a b"}, 400), ({"x_github_delivery": "x" * 65}, 400),
        ({"x_github_event": ""}, 400), ({"x_github_event": "../x"}, 400), ({"content_type": ""}, 415),
        ({"content_type": "application/x-www-form-urlencoded"}, 415),
    ],
)  # fmt: skip
def test_headers_that_say_too_little(more: dict[str, str], expected: int) -> None:
    assert status(headers(b"{}", **more), b"{}") == expected


def test_what_is_too_large_is_not_even_signed_for() -> None:
    assert status({}, bytes(MOST_BYTES + 1)) == 413
