"""Who is this browser's user, by somebody whom we trust to know?"""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Identified(NamedTuple):
    """Who somebody is: accounts as the directory writes them, the first being the provider's own (`github:ada`); an
    `email:` only where the provider says it is verified. `number` is what the provider itself knows the first account
    by, where its name can be given away; empty for none."""

    accounts: tuple[str, ...]
    name: str = ""
    number: str = ""


class Begun(NamedTuple):
    """Where to send the browser, and what must be kept until it comes back (state, nonce, PKCE's verifier)."""

    url: str
    kept: bytes


class IdentityProvider(Protocol):
    """One way to log in: OpenID Connect, GitHub, GitLab."""

    @property
    def name(self) -> str:
        """The word in its URL (`oidc`, `github`, `gitlab`)."""
        ...

    @property
    def title(self) -> str:
        """The words on its button."""
        ...

    def begin(self, redirect: str) -> Begun:
        """Start; `redirect` is our own address that the browser comes back to."""
        ...

    def finish(self, kept: bytes, redirect: str, query: dict[str, str], now: int) -> Identified:
        """Who came back. Raises InputError for an answer that is not to be trusted, ReadError when nobody answers."""
        ...
