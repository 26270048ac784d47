"""Is somebody known by their login at GitHub, and a robot or an organisation by none?"""

from __future__ import annotations

from typing import Any

import pytest

from adapters.identities.provider import APPLICATION, BACK, NOW, asked_of, calls, draw, providing
from paraph.adapters.identities.github import GitHubLogin
from paraph.core.errors import InputError, ReadError

pytestmark = pytest.mark.enable_socket


def test_a_login_with_a_code_that_only_we_can_use() -> None:
    with providing() as (provider, _):
        client = GitHubLogin(provider.url, APPLICATION, calls, draw)
        begun = client.begin(BACK)
        asked = asked_of(begun.url)
        assert (asked["code_challenge_method"], "scope" in asked, "nonce" in asked) == ("S256", False, False)
        found = client.finish(begun.kept, BACK, {"code": "c", "state": asked["state"]}, NOW)
        assert (found.accounts, found.name, client.title) == (("github:ada",), "Ada Sample", "GitHub")
        assert provider.asked[-1].headers["authorization"] == "Bearer opaque"
        with pytest.raises(InputError):
            client.finish(begun.kept, BACK, {"code": "c", "state": "x"}, NOW)


@pytest.mark.parametrize("user", [{}, {"login": ""}, {"login": 7}, {"login": "acme", "type": "Organization"}])
def test_whoever_is_no_person(user: dict[str, Any]) -> None:
    with providing() as (provider, _):
        provider.user = user
        client = GitHubLogin(provider.url, APPLICATION, calls, draw)
        begun = client.begin(BACK)
        with pytest.raises(ReadError, match="no person"):
            client.finish(begun.kept, BACK, {"code": "c", "state": asked_of(begun.url)["state"]}, NOW)


@pytest.mark.parametrize(
    "tokens", [{}, {"access_token": "a\nb"}, {"access_token": 7}, {"error": "bad_verification_code"}]
)
def test_whoever_gives_no_token(tokens: dict[str, Any]) -> None:
    with providing() as (provider, _):
        provider.tokens = tokens
        client = GitHubLogin(provider.url, APPLICATION, calls, draw)
        begun = client.begin(BACK)
        with pytest.raises((InputError, ReadError)):
            client.finish(begun.kept, BACK, {"code": "c", "state": asked_of(begun.url)["state"]}, NOW)
