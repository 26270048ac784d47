"""Does the stand-in for GitHub let this request in: known, told what it has to be told, by somebody who may?"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from forges import github_forms as forms
from forges.github_routes import Refused, Route
from forges.github_state import Repo, State, moment
from paraph.adapters.forges.github.manifest import PERMISSIONS

LIFE = 3_600
_RANK = {"read": 1, "write": 2, "admin": 3}


class Token(NamedTuple):
    """An installation's token: `repositories` are ids, None for all."""

    installation: int
    repositories: frozenset[int] | None
    permissions: Mapping[str, str]
    expires_at: float


def check_headers(headers: Mapping[str, str], body: bytes) -> None:
    """What GitHub wants of every request."""
    if not headers.get("user-agent"):
        raise Refused(403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent")
    if headers.get("accept") != "application/vnd.github+json":
        raise Refused(415, "the recommended Accept is application/vnd.github+json")
    if headers.get("x-github-api-version") != "2022-11-28":
        raise Refused(400, "X-GitHub-Api-Version is missing or none that is supported")
    if body and headers.get("content-type") != "application/json":
        raise Refused(415, "a body is application/json")


class Guard:
    """Who may do what. `public` is the app's key."""

    def __init__(self, state: State, public: RSAPublicKey) -> None:
        self._state, self._public = state, public
        self.tokens: dict[str, Token] = {}

    def admit(self, route: Route, match: Mapping[str, str], headers: Mapping[str, str], now: float) -> int:
        """The installation that asks, 0 for the app itself or nobody."""
        if route.auth == "none":
            return 0
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind != "Bearer":
            raise Refused(401, "Requires authentication")
        if route.auth == "app":
            self.check_jwt(given, now)
            return 0
        return self.check_token(given, self._repo(match), route.right, now).installation

    def check_jwt(self, given: str, now: float) -> None:
        """RFC 7519, with the bounds that GitHub has."""
        try:
            head, claims, signature = given.split(".")
            self._public.verify(_bytes(signature), f"{head}.{claims}".encode(), PKCS1v15(), SHA256())
            said, how = json.loads(_bytes(claims)), json.loads(_bytes(head))
        except (ValueError, InvalidSignature):
            raise Refused(401, "A JSON web token could not be decoded") from None
        if how.get("alg") != "RS256" or str(said.get("iss")) != str(self._state.app_id):
            raise Refused(401, "'Issuer' claim ('iss') must be an Integer of the app")
        if not isinstance(said.get("iat"), int) or said["iat"] > now:
            raise Refused(401, "'Issued at' claim ('iat') must be in the past")
        if not isinstance(said.get("exp"), int) or not now < said["exp"] <= now + 600:
            raise Refused(401, "'Expiration time' claim ('exp') is too far in the future")

    def check_token(self, given: str, repo: Repo | None, right: str, now: float) -> Token:
        """A token that is good now, for this repository, with this right."""
        token = self.tokens.get(given)
        if token is None or now >= token.expires_at:
            raise Refused(401, "Bad credentials")
        if repo is not None and (
            repo.installation != token.installation
            or (token.repositories is not None and repo.id not in token.repositories)
        ):
            raise Refused(404, "Not Found")
        name, _, level = right.partition(": ")
        if name != "metadata" and _RANK.get(token.permissions.get(name, ""), 0) < _RANK[level]:
            raise Refused(403, "Resource not accessible by integration")
        return token

    def sell(self, installation: int, body: Any, now: float) -> dict[str, Any]:
        """A new token, no wider than what was asked for."""
        if wrong := forms.token(body or {}):
            raise Refused(422, wrong)
        if installation not in self._state.installations or installation in self._state.suspended:
            raise Refused(404, "Not Found")
        repositories = self._narrowed(installation, body or {})
        rights = {**(body or {}).get("permissions", PERMISSIONS), "metadata": "read"}
        if any(_RANK.get(PERMISSIONS.get(name, ""), 0) < _RANK[level] for name, level in rights.items()):
            raise Refused(422, "The permissions requested are not granted to this installation.")
        value = f"ghs_{secrets.token_hex(18)}"
        self.tokens[value] = Token(installation, repositories, rights, now + LIFE)
        return {"token": value, "expires_at": moment(now + LIFE), "permissions": rights}

    def _narrowed(self, installation: int, body: Mapping[str, Any]) -> frozenset[int] | None:
        if not body.keys() & {"repositories", "repository_ids"}:
            return None
        own = {repo.id: repo.name.partition("/")[2] for repo in self._state.repos.values()
               if repo.installation == installation}  # fmt: skip
        named, ids = body.get("repositories", []), body.get("repository_ids", [])
        if not set(named) <= set(own.values()) or not set(ids) <= own.keys():
            raise Refused(422, "There is at least one repository that does not exist or is not accessible")
        return frozenset(id_ for id_, name in own.items() if name in named or id_ in ids)

    def _repo(self, match: Mapping[str, str]) -> Repo | None:
        return self._state.repos.get(f"{match['owner']}/{match['name']}".lower()) if "owner" in match else None


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
