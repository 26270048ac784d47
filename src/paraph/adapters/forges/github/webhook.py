"""Is this really a webhook of GitHub's, meant for us?

The signature is HMAC-SHA256 over the raw body (docs.github.com, "Validating webhook deliveries"). No time is signed,
so a good one may be an old one: it is a reason to look again, never a fact.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from typing import Any

from paraph.adapters.forges.webhook_body import webhook_object
from paraph.core.model.regex import regex
from paraph.ports.forge import ForgedError

MOST_BYTES = 10 * 1024 * 1024
"""GitHub may send 25 MiB, but events that we read have some ten KiB. A larger one is only found by reconciling; a
forged one costs no more than it takes to sign this much."""
_DELIVERY = regex(r"[0-9A-Za-z-]{1,64}")
_EVENT = regex(r"[a-z_]{1,64}")
_PREFIX = "sha256="


def verified(headers: Mapping[str, str], body: bytes, secrets: Sequence[str]) -> tuple[str, str, dict[str, Any]]:
    """The delivery's own name, the event's, and what it says. Any of the secrets is good.

    Raises ForgedError; the JSON is not looked at before the signature is good.
    """
    if len(body) > MOST_BYTES:
        raise ForgedError(f"a webhook of {len(body):,} bytes", 413)
    if not _is_signed(headers.get("x-hub-signature-256", ""), body, secrets):
        raise ForgedError("the webhook has no good signature of SHA-256")
    delivery, event = headers.get("x-github-delivery", ""), headers.get("x-github-event", "")
    if not _DELIVERY.fullmatch(delivery) or not _EVENT.fullmatch(event):
        raise ForgedError("the webhook does not say which delivery of which event it is", 400)
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise ForgedError("choose the content type application/json for the webhook", 415)
    return delivery, event, webhook_object(body, MOST_BYTES)


def signature(body: bytes, secret: str) -> str:
    """What GitHub writes into `X-Hub-Signature-256`."""
    return _PREFIX + hmac.new(secret.encode(), body, "sha256").hexdigest()


def _is_signed(given: str, body: bytes, secrets: Sequence[str]) -> bool:
    if not given.startswith(_PREFIX) or not given.isascii():
        return False
    good = [hmac.compare_digest(given, signature(body, secret)) for secret in secrets if secret]
    return any(good)
