"""Who is somebody at GitLab?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paraph.adapters.identities.oidc import Oidc, name_of
from paraph.adapters.identities.refusals import unanswered
from paraph.ports.identity import Identified


class GitLabLogin(Oidc):
    """GitLab as an OpenID provider, whose `nickname` is the login that the directory writes as `gitlab:ada`."""

    scope = "openid"

    @property
    def name(self) -> str:
        """The word in its URL."""
        return "gitlab"

    @property
    def title(self) -> str:
        """The words on its button."""
        return self._title or "GitLab"

    def identified(self, claims: Mapping[str, Any]) -> Identified:
        """The account that claims name. Raises ReadError where they name none."""
        login = claims.get("nickname")
        if not isinstance(login, str) or not login:
            raise unanswered("GitLab", "it tells no login; the application needs the scope openid")
        return Identified((f"gitlab:{login}",), name_of(claims), str(claims.get("sub", "")))
