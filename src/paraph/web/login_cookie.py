"""What does a browser keep while its user is at a provider?

The state, the nonce and the verifier of one login, where to go afterwards and until when, under an HMAC-SHA256 of the
server's secret. Only this browser has it, so that nobody can be made to finish another's login.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple

from paraph.core.errors import InputError, Problem
from paraph.flows.attend.office import Office
from paraph.web.page import own_path

NAME = "paraph_login"
LASTS_SECONDS = 600
_MOST_CHARACTERS = 4_000


class Begun(NamedTuple):
    """One login that was begun here."""

    kept: bytes
    next: str


def sealed(office: Office, provider: str, wanted: str, kept: bytes) -> str:
    """The cookie's value."""
    content = [provider, wanted, office.clock() + LASTS_SECONDS, kept.decode("utf-8")]
    body = urlsafe_b64encode(json.dumps(content).encode()).decode("ascii")
    return f"{body}.{_mark(office, body)}"


def read_begun(office: Office, value: str, provider: str) -> Begun:
    """What was kept. Raises InputError P1333 where it is not ours, of another provider, or too old."""
    body, _, mark = value[:_MOST_CHARACTERS].rpartition(".")
    if hmac.compare_digest(mark.encode(), _mark(office, body).encode()):
        of, wanted, until, kept = json.loads(urlsafe_b64decode(body))
        if of == provider and office.clock() < until:
            return Begun(kept.encode(), own_path(wanted))
    what = "this login was not begun in this browser, or more than ten minutes ago"
    raise InputError(Problem("P1333", what, "begin it again from the login page"))


def _mark(office: Office, body: str) -> str:
    return hmac.new(office.secret, b"paraph login\0" + body.encode(), hashlib.sha256).hexdigest()
