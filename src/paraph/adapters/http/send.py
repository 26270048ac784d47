"""How does a machine that has nothing but Python send a file to a server that it was told?"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection

from paraph.adapters.http.addresses import target_of
from paraph.adapters.http.troubles import unanswered

TIMEOUT_SECONDS = 60.0
_MOST_ANSWER = 1 << 20


def post(url: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
    """The status and the answer; redirects are not followed. Raises HttpError where nobody answers."""
    target = target_of(url)
    origin = target.origin
    connection = (
        HTTPSConnection(origin.host, origin.port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
        if origin.scheme == "https"
        else HTTPConnection(origin.host, origin.port, timeout=TIMEOUT_SECONDS)
    )
    try:
        connection.request("POST", target.path, body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read(_MOST_ANSWER)
    except (OSError, HTTPException) as error:
        raise unanswered(str(origin), error) from None
    finally:
        connection.close()
