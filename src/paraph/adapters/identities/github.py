"""Who is somebody at GitHub?

GitHub's own OAuth, for OAuth Apps and for the user side of GitHub Apps. No scope is asked for: the login is public.
"""

from __future__ import annotations

from paraph.adapters.identities.code_flow import Application, Calls, Draws, asked_with, begin, code_of, exchange
from paraph.adapters.identities.code_flow import read_kept as kept_of
from paraph.adapters.identities.oidc import name_of
from paraph.adapters.identities.refusals import unanswered
from paraph.ports.identity import Begun, Identified

PUBLIC = "https://github.com"
_PUBLIC_API = "https://api.github.com"


class GitHubLogin:
    """Implements `paraph.ports.identity.IdentityProvider`; `url` is the forge's address, with its API beside it."""

    def __init__(self, url: str, application: Application, calls: Calls, draw: Draws, *, title: str = "") -> None:
        self.url = (url or PUBLIC).rstrip("/")
        self.api = _PUBLIC_API if self.url == PUBLIC else f"{self.url}/api/v3"
        self.application, self.draw = application, draw
        self.client = calls((self.url, self.api))
        self._title = title

    @property
    def name(self) -> str:
        """The word in its URL."""
        return "github"

    @property
    def title(self) -> str:
        """The words on its button."""
        return self._title or "GitHub"

    def begin(self, redirect: str) -> Begun:
        """Start; asks nobody."""
        return begin(f"{self.url}/login/oauth/authorize", self.application, redirect, "", self.draw)

    def finish(self, kept: bytes, redirect: str, query: dict[str, str], now: int) -> Identified:  # noqa: ARG002
        """Who came back. Raises InputError P1330, ReadError P1331."""
        held = kept_of(kept)
        code = code_of(held, query)
        endpoint = f"{self.url}/login/oauth/access_token"
        tokens = exchange(self.client, endpoint, self.application, redirect, code, held.verifier)
        said = asked_with(self.client, f"{self.api}/user", tokens)
        login, kind = said.get("login"), said.get("type", "User")
        if not isinstance(login, str) or not login or kind != "User":
            raise unanswered("GitHub", "it names no person")
        number = said.get("id")
        is_number = isinstance(number, int) and not isinstance(number, bool)
        return Identified((f"github:{login}",), name_of(said), str(number) if is_number else "")
