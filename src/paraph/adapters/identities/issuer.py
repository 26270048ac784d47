"""What does an OpenID provider say of itself: where to go, and with which keys it signs?"""

from __future__ import annotations

import time
from threading import Lock
from typing import Any, NamedTuple

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from paraph.adapters.http.addresses import literal_address, target_of
from paraph.adapters.http.client import HttpClient
from paraph.adapters.http.troubles import HttpError
from paraph.adapters.identities.code_flow import Calls
from paraph.adapters.identities.refusals import unanswered

_KEPT_SECONDS = 3_600
_AGAIN_SECONDS = 30
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Endpoints(NamedTuple):
    """The parts of OpenID Connect Discovery 1.0 §3 that are used; `is_basic` says how we prove who we are."""

    authorization: str
    token: str
    keys: str
    userinfo: str
    is_basic: bool


class Issuer:
    """One provider, asked again after an hour, or when a key is not among those that are known; safe for threads."""

    def __init__(self, url: str, calls: Calls) -> None:
        self.url, self._calls = url, calls
        self._lock = Lock()
        self._found: tuple[float, Endpoints, HttpClient] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def endpoints(self) -> Endpoints:
        """Where to go. Raises ReadError where it does not say, or says it of another issuer."""
        return self._known()[0]

    def client(self) -> HttpClient:
        """What calls the provider's own addresses, and nobody else."""
        return self._known()[1]

    def _known(self) -> tuple[Endpoints, HttpClient]:
        with self._lock:
            if self._found is None or time.monotonic() - self._found[0] > _KEPT_SECONDS:
                found = self._discovered()
                named = (self.url, found.token, found.keys, found.userinfo or self.url)
                self._found = (time.monotonic(), found, self._calls(named))
            return self._found[1:]

    def _discovered(self) -> Endpoints:
        url = self.url.rstrip("/") + "/.well-known/openid-configuration"
        answer = self._calls((self.url,)).request("GET", url, {"accept": "application/json"})
        said = answer.json() if answer.status == 200 else None
        if not isinstance(said, dict) or said.get("issuer") != self.url:
            raise unanswered(self.url, "its configuration is missing, or is that of another issuer")
        if any(not self._is_good(said.get(name)) for name in _NEEDED):
            raise unanswered(
                self.url,
                f"its configuration lacks one of {', '.join(_NEEDED)}, or it is not over TLS, or is no host by name",
            )
        userinfo = said.get("userinfo_endpoint")
        methods = said.get("token_endpoint_auth_methods_supported")
        is_basic = not isinstance(methods, list) or "client_secret_post" not in methods
        go, token, keys = (said[name] for name in _NEEDED)
        return Endpoints(go, token, keys, str(userinfo) if self._is_good(userinfo) else "", is_basic)

    def _is_good(self, url: Any) -> bool:
        """An address over TLS, unless the operator named an issuer without. It names the issuer's own host, or one
        by its name: a bare address could be one of the inside, which only the operator names."""
        try:
            target, own = target_of(url).origin, target_of(self.url).origin
        except (HttpError, TypeError):
            return False
        is_named = literal_address(target.host) is None and target.host != "localhost"
        return target.scheme in {"https", own.scheme} and (is_named or target.host == own.host)

    def keys(self, *, again: bool = False) -> KeySet:
        """The keys by which it signs; `again` asks anew, though not many times a minute. Raises ReadError."""
        endpoints, client = self._known()
        with self._lock:
            age = time.monotonic() - self._keys[0] if self._keys else _KEPT_SECONDS + 1
            if self._keys is None or age > (_AGAIN_SECONDS if again else _KEPT_SECONDS):
                answer = client.request("GET", endpoints.keys, {"accept": "application/json"})
                said: Any = answer.json() if answer.status == 200 else None
                try:
                    self._keys = (time.monotonic(), KeySet.import_key_set(said))
                except (JoseError, ValueError, TypeError, KeyError, AttributeError):
                    raise unanswered(self.url, "its keys cannot be read") from None
            return self._keys[1]
