"""Is a provider asked again only when it has to be?"""

from __future__ import annotations

import pytest

from adapters.identities.provider import calls, providing
from paraph.adapters.identities.issuer import Issuer
from paraph.core.errors import ReadError

pytestmark = pytest.mark.enable_socket


def test_what_it_said_is_kept() -> None:
    with providing() as (provider, there):
        issuer = Issuer(provider.url, calls)
        for _ in range(3):
            issuer.endpoints()
            issuer.keys()
            issuer.keys(again=True)
        assert [each.path for each in there.asked] == ["/.well-known/openid-configuration", "/keys"]


def test_keys_that_are_none() -> None:
    with providing() as (provider, _):
        provider.said = {"jwks_uri": f"{provider.url}/userinfo"}
        with pytest.raises(ReadError, match="keys"):
            Issuer(provider.url, calls).keys()


@pytest.mark.parametrize(
    "url",
    [
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.5/token",
        "https://[::1]/token",
        "https://[::ffff:127.0.0.1]/token",
        "https://localhost:8443/token",
        "https://LOCALHOST/token",
        "https://issuer@10.0.0.5/token",
        "file:///etc/passwd",
        "//10.0.0.5/token",
        7,
    ],
)
@pytest.mark.parametrize("name", ["token_endpoint", "jwks_uri", "authorization_endpoint"])
def test_a_provider_sends_nobody_into_the_own_network(url: object, name: str) -> None:
    with providing() as (provider, _):
        provider.said = {name: url}
        with pytest.raises(ReadError, match=r"TLS|host"):
            Issuer(provider.url, calls).endpoints()


def test_where_a_provider_asks_after_people_is_its_own_too() -> None:
    with providing() as (provider, _):
        provider.said = {"userinfo_endpoint": "https://10.0.0.5/userinfo"}
        assert Issuer(provider.url, calls).endpoints().userinfo == ""
