"""How does a browser come back with a code that only we can use?

The authorization code flow of OAuth 2.0 (RFC 6749 §4.1) with PKCE (RFC 7636, S256), a state that is bound to the
browser, and the issuer in the answer (RFC 9207) where there is one.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from paraph.adapters.http.client import HttpClient
from paraph.adapters.identities.refusals import unanswered, untrusted
from paraph.ports.identity import Begun

_FORM = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
_MOST_CODE = 2_000
_SECRET_BYTES = 32
Calls = Callable[[tuple[str, ...]], HttpClient]
"""Gives a client that calls these URLs' hosts alone."""
Draws = Callable[[int], bytes]
"""Gives so many fresh random bytes."""


class Application(NamedTuple):
    """What the provider knows us by."""

    client_id: str
    client_secret: str


class Kept(NamedTuple):
    """What the browser must bring back unseen."""

    state: str
    nonce: str
    verifier: str


def begin(endpoint: str, application: Application, redirect: str, scope: str, draw: Draws) -> Begun:
    """Where to send the browser."""
    kept = Kept(*(_text(draw(_SECRET_BYTES)) for _ in range(3)))
    asked = {
        "response_type": "code", "client_id": application.client_id, "redirect_uri": redirect, "state": kept.state,
        "code_challenge": _text(hashlib.sha256(kept.verifier.encode("ascii")).digest()),
        "code_challenge_method": "S256",
    } | ({"scope": scope} if scope else {})  # fmt: skip
    if "openid" in scope.split():
        asked["nonce"] = kept.nonce
    return Begun(f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}", json.dumps(kept).encode())


def read_kept(kept: bytes) -> Kept:
    """What was kept. Raises InputError P1330 for anything else."""
    try:
        found = json.loads(kept)
        state, nonce, verifier = found
    except (ValueError, TypeError):
        raise untrusted("this browser has not begun one") from None
    if not all(isinstance(each, str) and each for each in found):
        raise untrusted("this browser has not begun one")
    return Kept(state, nonce, verifier)


def code_of(kept: Kept, query: Mapping[str, str], issuer: str = "") -> str:
    """The code of an answer. Raises InputError P1330 where it answers another question, or says no."""
    if not hmac.compare_digest(query.get("state", "").encode(), kept.state.encode()):
        raise untrusted("it was begun elsewhere, or too long ago")
    if issuer and query.get("iss", issuer) != issuer:
        raise untrusted("another provider answered")
    if "error" in query:
        raise untrusted(f"the provider says {query['error'][:60]!r}")
    code = query.get("code", "")
    if not 0 < len(code) <= _MOST_CODE:
        raise untrusted("the answer has no code")
    return code


def exchange(
    client: HttpClient, endpoint: str, application: Application, redirect: str, code: str, verifier: str, *,
    is_basic: bool = False,
) -> Mapping[str, Any]:  # fmt: skip
    """The tokens for a code. Raises InputError P1330 for a code that is not good, ReadError for no answer."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect, "code_verifier": verifier,
            "client_id": application.client_id}  # fmt: skip
    headers = dict(_FORM)
    if is_basic:
        pair = f"{quote(application.client_id, safe='')}:{quote(application.client_secret, safe='')}"
        headers["authorization"] = f"Basic {b64encode(pair.encode()).decode('ascii')}"
    else:
        form["client_secret"] = application.client_secret
    answer = client.request("POST", endpoint, headers, urlencode(form).encode("ascii"))
    if answer.status >= 500:
        raise unanswered("the provider", f"it answered {answer.status}")
    tokens = answer.json()
    if answer.status != 200 or not isinstance(tokens, dict) or "error" in tokens:
        raise untrusted("the provider does not take the code")
    return tokens


def asked_with(client: HttpClient, url: str, tokens: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the provider says at a URL to whoever holds the access token. Raises ReadError."""
    token = tokens.get("access_token")
    if not isinstance(token, str) or not token or not token.isascii() or not token.isprintable():
        raise unanswered("the provider", "it gave no access token")
    answer = client.request("GET", url, {"authorization": f"Bearer {token}", "accept": "application/json"})
    said = answer.json() if answer.status == 200 else None
    if not isinstance(said, dict):
        raise unanswered("the provider", f"it answered {answer.status}")
    return said


def _text(drawn: bytes) -> str:
    return urlsafe_b64encode(drawn).rstrip(b"=").decode("ascii")
