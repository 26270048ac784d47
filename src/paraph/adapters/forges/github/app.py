"""How does the server show GitHub that it is the app, and for which repository it acts?

By docs.github.com, "Authenticating as a GitHub App": a token of the app itself, signed and good for minutes, buys an
installation's token, good for an hour, that is narrowed to one repository and kept until it is nearly over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from typing import NamedTuple

from paraph.adapters.forges.fields import epoch, text
from paraph.core.errors import Problem
from paraph.ports.forge import ForgeError

SignJwt = Callable[[Mapping[str, object]], str]
_SKEW_SECONDS = 60
_JWT_SECONDS = 540
_LEAST_LEFT = 300
_MOST_KEPT = 20_000


class Access(NamedTuple):
    """For what a request is made: an installation (empty for the app itself), narrowed to a repository and to
    permissions where these are given. `repository_id` is GitHub's number of it."""

    installation: str = ""
    repository: str = ""
    repository_id: str = ""
    permissions: tuple[tuple[str, str], ...] = ()


class _Token(NamedTuple):
    value: str
    expires_at: int


Buy = Callable[[str, Mapping[str, object], str], object]
"""Posts a body to a path with an `Authorization` header; the parsed answer."""


class AppTokens:
    """The tokens that are good now, in memory only. `buy` is how one is asked for."""

    def __init__(self, app_id: str, sign_jwt: SignJwt, clock: Callable[[], float], buy: Buy) -> None:
        self._app_id, self._sign, self._clock, self._buy = app_id, sign_jwt, clock, buy
        self._kept: dict[Access, _Token] = {}
        self._jwt = _Token("", 0)
        self._locks: dict[Access, Lock] = {}
        self._lock = Lock()

    def header(self, access: Access) -> str:
        """The value of `Authorization`. Raises ForgeError where no token is to be had."""
        return f"Bearer {self.value(access)}"

    def value(self, access: Access) -> str:
        """The token itself."""
        if not access.installation:
            return self._own()
        with self._lock_of(access):
            kept = self._kept.get(access)
            if kept is None or kept.expires_at - self._clock() < _LEAST_LEFT:
                kept = self._bought(access)
                self._kept[access] = kept
            return kept.value

    def forget(self, access: Access) -> None:
        """It was refused: ask for another one next time."""
        with self._lock:
            self._kept.pop(access, None)
            if not access.installation:
                self._jwt = _Token("", 0)

    def _own(self) -> str:
        now = int(self._clock())
        with self._lock:
            if self._jwt.expires_at - now < _JWT_SECONDS // 2:
                claims = {"iat": now - _SKEW_SECONDS, "exp": now + _JWT_SECONDS, "iss": self._app_id}
                self._jwt = _Token(self._sign(claims), now + _JWT_SECONDS)
            return self._jwt.value

    def _bought(self, access: Access) -> _Token:
        body: dict[str, object] = {}
        if access.repository_id:
            body["repository_ids"] = [int(access.repository_id)]
        elif access.repository:
            body["repositories"] = [access.repository]
        if access.permissions:
            body["permissions"] = dict(access.permissions)
        said = self._buy(f"/app/installations/{access.installation}/access_tokens", body, f"Bearer {self._own()}")
        value, expires_at = text(said, "token"), epoch(said, "expires_at")
        if not value or not value.isascii() or not value.isprintable():
            problem = Problem("P1270", "GitHub gave no token for the installation", "see whether the app is installed")
            raise ForgeError(problem)
        return _Token(value, expires_at)

    def _lock_of(self, access: Access) -> Lock:
        with self._lock:
            if len(self._locks) > _MOST_KEPT:  # only to bound the memory: the next requests buy tokens again
                self._locks.clear()
                self._kept.clear()
            return self._locks.setdefault(access, Lock())
