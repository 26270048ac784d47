"""An OpenID provider, and a GitHub, on loopback that say what the test tells them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from loopback import Answer, Asked, Loopback, answering
from paraph.adapters.http.client import HttpClient
from paraph.adapters.identities.code_flow import Application

NOW = 1_800_000_000
APPLICATION = Application("client", "secret&1")
BACK = "https://paraph.example.test/login/oidc/back"
KEY = ECKey.generate_key("P-256", {"kid": "one", "use": "sig"})
OTHER = ECKey.generate_key("P-256", {"kid": "two", "use": "sig"})


class Provider:
    """What it answers: `claims` and `header` go over those of a good ID token, `said` over its configuration."""

    def __init__(self) -> None:
        self.url, self.nonce = "", ""
        self.claims: dict[str, Any] = {}
        self.said: dict[str, Any] = {}
        self.user: dict[str, Any] = {"sub": "17", "nickname": "ada", "login": "ada", "name": "Ada Sample"}
        self.key, self.keys, self.algorithm = KEY, [KEY], "ES256"
        self.tokens: dict[str, Any] | None = None
        self.status = 200
        self.asked: list[Asked] = []

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        path = urlsplit(asked.path).path
        made: Any = {
            "/.well-known/openid-configuration": self.configuration,
            "/keys": lambda: KeySet(list(self.keys)).as_dict(private=False),  # type: ignore[no-untyped-call]
            "/token": self.token, "/login/oauth/access_token": self.token,
            "/userinfo": lambda: self.user, "/api/v3/user": lambda: self.user,
        }[path]()  # fmt: skip
        return Answer(self.status if path.endswith(("token", "access_token")) else 200, body=json.dumps(made).encode())

    def configuration(self) -> dict[str, Any]:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys",
                  "userinfo_endpoint": "userinfo"}  # fmt: skip
        return {"issuer": self.url} | {name: f"{self.url}/{place}" for name, place in places.items()} | self.said

    def token(self) -> dict[str, Any]:
        if self.tokens is not None:
            return self.tokens
        claims = {"iss": self.url, "sub": "17", "aud": "client", "exp": NOW + 300, "iat": NOW, "nonce": self.nonce}
        claims |= self.claims
        claims = {name: value for name, value in claims.items() if value is not None}
        signed = jwt.encode({"alg": self.algorithm, "kid": self.key.kid}, claims, self.key, algorithms=[self.algorithm])
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": signed}

    def sent(self) -> dict[str, str]:
        """The form that was last sent for a code."""
        (last,) = [each for each in self.asked if each.method == "POST"][-1:]
        return dict(parse_qsl(last.body.decode()))


@contextmanager
def providing() -> Iterator[tuple[Provider, Loopback]]:
    provider = Provider()
    with answering(provider.answer) as there:
        provider.url = there.url
        yield provider, there


def calls(urls: tuple[str, ...]) -> HttpClient:
    return HttpClient(urls, inside=("127.0.0.1",))


def draw(size: int) -> bytes:
    return bytes(range(size))


def asked_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
