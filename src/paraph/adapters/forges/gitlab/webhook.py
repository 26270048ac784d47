"""Is this really a webhook of GitLab's, meant for us?

Two schemes (docs.gitlab.com, "Webhooks"): a signing token (Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`,
key `whsec_<base64>`), and the older secret in `X-Gitlab-Token`, which says nothing of the body. A good one is a reason
to look again, never a fact.
"""

from __future__ import annotations

import binascii
import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from paraph.adapters.forges.webhook_body import webhook_object
from paraph.core.errors import InputError, Problem
from paraph.core.model.regex import regex
from paraph.ports.forge import ForgedError

MOST_BYTES = 25 * 1024 * 1024
MOST_AGE = 300
_PREFIX = "whsec_"
_ID = regex(r"[0-9A-Za-z_.:-]{1,128}")
_TIME = regex(r"[0-9]{1,12}")


def signing_key(token: str) -> bytes:
    """The key that a signing token is. Raises InputError for one that is none."""
    try:
        key = b64decode(token.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        key = b""
    if not token.startswith(_PREFIX) or len(key) < 24:
        fix = "copy it as GitLab shows it: `whsec_…`"
        raise InputError(Problem("P1296", "the signing token of the GitLab webhook is none", fix))
    return key


def verified(
    headers: Mapping[str, str], body: bytes, secrets: Sequence[str], keys: Sequence[bytes], now: int
) -> tuple[str, dict[str, Any]]:
    """The delivery's own name, and what it says. Any of the secrets or keys is good; the JSON is not looked at before.

    Raises ForgedError.
    """
    if len(body) > MOST_BYTES:
        raise ForgedError(f"a webhook of {len(body):,} bytes", 413)
    if "webhook-signature" in headers and keys:
        delivery = _signed(headers, body, keys, now)
    elif _has_token(headers.get("x-gitlab-token", ""), secrets):
        delivery = _named(headers, body)
    else:
        raise ForgedError("the webhook has neither a good signature nor a good token")
    return delivery, webhook_object(body, MOST_BYTES)


def signature(key: bytes, delivery: str, timestamp: str, body: bytes) -> str:
    """What stands in `webhook-signature` for one key."""
    message = f"{delivery}.{timestamp}.".encode() + body
    return "v1," + b64encode(hmac.new(key, message, "sha256").digest()).decode("ascii")


def _signed(headers: Mapping[str, str], body: bytes, keys: Sequence[bytes], now: int) -> str:
    delivery, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not _ID.fullmatch(delivery) or not _TIME.fullmatch(timestamp):
        raise ForgedError("the webhook does not say which delivery it is, and when it was sent")
    given = headers["webhook-signature"].split(" ")[:16]
    good = [
        hmac.compare_digest(each.encode(), signature(key, delivery, timestamp, body).encode())
        for key in keys
        for each in given
    ]
    if not any(good):
        raise ForgedError("the webhook has no good signature")
    if abs(now - int(timestamp)) > MOST_AGE:
        raise ForgedError("the webhook was signed too long ago: see whether both clocks are right")
    return delivery


def _has_token(given: str, secrets: Sequence[str]) -> bool:
    good = [hmac.compare_digest(given.encode(), secret.encode()) for secret in secrets if secret]
    return any(good)


def _named(headers: Mapping[str, str], body: bytes) -> str:
    """The name of a delivery whose headers nobody signed; what says the same is the same."""
    for name in ("idempotency-key", "x-gitlab-event-uuid"):
        if _ID.fullmatch(headers.get(name, "")):
            return f"{headers[name]}.{sha256(body).hexdigest()[:16]}"
    return sha256(body).hexdigest()
