"""Who is somebody, by an OpenID provider?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paraph.adapters.identities.code_flow import Application, Calls, Draws, asked_with, begin, code_of, exchange
from paraph.adapters.identities.code_flow import read_kept as kept_of
from paraph.adapters.identities.id_token import read_id_token
from paraph.adapters.identities.issuer import Issuer
from paraph.adapters.identities.refusals import untrusted
from paraph.ports.identity import Begun, Identified

_MOST_NAME = 200


class Oidc:
    """Implements `paraph.ports.identity.IdentityProvider` for any provider of OpenID Connect Core 1.0."""

    scope = "openid email profile"

    def __init__(self, issuer: str, application: Application, calls: Calls, draw: Draws, *, title: str = "") -> None:
        self.issuer = Issuer(issuer, calls)
        self.application, self.draw = application, draw
        self._title = title

    @property
    def name(self) -> str:
        """The word in its URL."""
        return "oidc"

    @property
    def title(self) -> str:
        """The words on its button."""
        return self._title or "Single sign-on"

    def begin(self, redirect: str) -> Begun:
        """Start. Raises ReadError when the provider does not answer."""
        return begin(self.issuer.endpoints().authorization, self.application, redirect, self.scope, self.draw)

    def finish(self, kept: bytes, redirect: str, query: dict[str, str], now: int) -> Identified:
        """Who came back. Raises InputError P1330, ReadError P1331."""
        held = kept_of(kept)
        endpoints, client = self.issuer.endpoints(), self.issuer.client()
        code = code_of(held, query, self.issuer.url)
        tokens = exchange(
            client, endpoints.token, self.application, redirect, code, held.verifier, is_basic=endpoints.is_basic
        )
        claims = read_id_token(tokens.get("id_token"), self.issuer, self.application.client_id, held.nonce, now)
        said = asked_with(client, endpoints.userinfo, tokens) if endpoints.userinfo else {}
        if said and said.get("sub") != claims["sub"]:
            raise untrusted("the provider speaks of two people")
        # an address and whether it is verified come from one hand
        named = {name: value for name, value in said.items() if "email" not in claims or not name.startswith("email")}
        return self.identified({**named, **claims})

    def identified(self, claims: Mapping[str, Any]) -> Identified:
        """The accounts that claims name."""
        accounts = [f"oidc:{self.issuer.url}|{claims['sub']}"]
        address = claims.get("email")
        if isinstance(address, str) and claims.get("email_verified") is True:
            accounts.append(f"email:{address}")
        return Identified(tuple(accounts), name_of(claims))


def name_of(claims: Mapping[str, Any]) -> str:
    """What somebody is called, as far as the provider says so."""
    name = claims.get("name")
    return name[:_MOST_NAME] if isinstance(name, str) else ""
