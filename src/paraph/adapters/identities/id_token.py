"""Does an ID token say, in the provider's own hand and to us, who just logged in here?

OpenID Connect Core 1.0 §3.1.3.7; JWT best practice of RFC 8725: the algorithms are ours to choose, never the token's.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError

from paraph.adapters.identities.issuer import Issuer
from paraph.adapters.identities.refusals import untrusted

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
_LEEWAY_SECONDS = 60
_OLDEST_SECONDS = 600
_MOST_CHARACTERS = 16_384
_MOST_SUBJECT = 255


def read_id_token(token: Any, issuer: Issuer, client_id: str, nonce: str, now: int) -> Mapping[str, Any]:
    """The claims of a token; `now` is epoch seconds. Raises InputError P1330 where any of them is not good."""
    if not isinstance(token, str) or not 0 < len(token) <= _MOST_CHARACTERS:
        raise untrusted("the provider gave no ID token")
    claims = _verified(token, issuer)
    flaw = _flaw(claims, issuer.url, client_id, nonce, now)
    if flaw:
        raise untrusted(flaw)
    return claims


def _verified(token: str, issuer: Issuer) -> Mapping[str, Any]:
    for again in (False, True):
        try:
            return jwt.decode(token, issuer.keys(again=again), algorithms=list(ALGORITHMS)).claims
        except (JoseError, ValueError, TypeError, KeyError):
            # the provider may have new keys, which are asked for once
            continue
    raise untrusted("its ID token is not signed by a key of the provider")


def _flaw(claims: Mapping[str, Any], issuer: str, client_id: str, nonce: str, now: int) -> str:
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience if isinstance(audience, list) else []
    party = claims.get("azp")
    subject, given = claims.get("sub"), claims.get("nonce")
    if claims.get("iss") != issuer:
        return "another issuer gave the ID token"
    if client_id not in audiences or (len(audiences) > 1 and party != client_id) or party not in {None, client_id}:
        return "the ID token is for another application"
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), nonce.encode()):
        return "the ID token is for another login"
    if not isinstance(subject, str) or not 0 < len(subject) <= _MOST_SUBJECT:
        return "the ID token names nobody"
    return _time_flaw(claims, now)


def _time_flaw(claims: Mapping[str, Any], now: int) -> str:
    expires: Any = claims.get("exp")
    made: Any = claims.get("iat")
    starts: Any = claims.get("nbf", made)
    if not all(_is_number(each) for each in (expires, made, starts)):
        return "the ID token does not say when it counts"
    if now > expires + _LEEWAY_SECONDS or made < now - _OLDEST_SECONDS:
        return "the ID token has expired"
    if max(made, starts) > now + _LEEWAY_SECONDS:
        return "the ID token is from the future: one of the clocks is wrong"
    return ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
