"""Which object is the body of a webhook, once its signature is known to be good?"""

from __future__ import annotations

from typing import Any

from paraph.core.attest.strict_json import parse_json
from paraph.core.errors import InputError
from paraph.ports.forge import ForgedError


def webhook_object(body: bytes, most_bytes: int) -> dict[str, Any]:
    """The object that the body of a webhook is, strictly read. Raises ForgedError (400) for anything else."""
    try:
        said = parse_json(body, what="the webhook", max_bytes=most_bytes)
    except InputError as error:
        raise ForgedError(str(error), 400) from None
    if not isinstance(said, dict):
        raise ForgedError("the webhook is no JSON object", 400)
    return said
