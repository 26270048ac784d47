"""Is somebody known by their login at GitLab?"""

from __future__ import annotations

import pytest

from adapters.identities.provider import APPLICATION, BACK, NOW, asked_of, calls, draw, providing
from paraph.adapters.identities.gitlab import GitLabLogin
from paraph.core.errors import ReadError

pytestmark = pytest.mark.enable_socket


def test_the_login_is_told_by_the_nickname() -> None:
    with providing() as (provider, _):
        client = GitLabLogin(provider.url, APPLICATION, calls, draw)
        begun = client.begin(BACK)
        asked = asked_of(begun.url)
        provider.nonce = asked["nonce"]
        assert (client.name, client.title, asked["scope"]) == ("gitlab", "GitLab", "openid")
        found = client.finish(begun.kept, BACK, {"code": "c", "state": asked["state"]}, NOW)
        assert (found.accounts, found.name) == (("gitlab:ada",), "Ada Sample")
        provider.user = {"sub": "17"}
        with pytest.raises(ReadError, match="no login"):
            client.finish(begun.kept, BACK, {"code": "c", "state": asked["state"]}, NOW)
