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
