"""Does an OpenID provider tell us who somebody is, and nobody else in its name?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from adapters.identities.provider import APPLICATION, BACK, NOW, OTHER, Provider, asked_of, calls, draw, providing
from paraph.adapters.identities.oidc import Oidc
from paraph.core.errors import InputError, ReadError
from paraph.ports.identity import Identified

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def provider() -> Iterator[Provider]:
    with providing() as (made, _):
        yield made


def login(provider: Provider, **query: str) -> Identified:
    """From the button to the answer."""
    client = Oidc(provider.url, APPLICATION, calls, draw, title="Company")
    begun = client.begin(BACK)
    asked = asked_of(begun.url)
    provider.nonce = asked["nonce"]
    return client.finish(begun.kept, BACK, {"code": "c", "state": asked["state"]} | query, NOW)


def test_a_login(provider: Provider) -> None:
    provider.claims = {"email": "ada@example.test", "email_verified": True, "name": "Ada"}
    assert login(provider) == Identified((f"oidc:{provider.url}|17", "email:ada@example.test"), "Ada")
    sent = provider.sent()
    assert (sent["grant_type"], sent["code"], sent["redirect_uri"]) == ("authorization_code", "c", BACK)
    assert len(sent["code_verifier"]) >= 43


@pytest.mark.parametrize("methods", [None, ["client_secret_basic"], ["client_secret_post", "client_secret_basic"]])
def test_it_proves_itself_as_the_provider_wants(provider: Provider, methods: list[str] | None) -> None:
    provider.said = {"token_endpoint_auth_methods_supported": methods} if methods else {}
    login(provider)
    is_post = methods is not None and "client_secret_post" in methods
    assert ("client_secret" in provider.sent()) == is_post


@pytest.mark.parametrize(
    "claims",
    [{}, {"email": "a@b.test"}, {"email": "a@b.test", "email_verified": "true"}, {"email_verified": True},
     {"email": 7, "email_verified": True}],
)  # fmt: skip
def test_an_address_counts_only_where_it_is_verified(provider: Provider, claims: dict[str, Any]) -> None:
    provider.claims = claims
    provider.user |= {"email_verified": True}
    assert login(provider).accounts == (f"oidc:{provider.url}|17",)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.test"}, {"iss": None}, {"aud": "other"}, {"aud": ["other"]}, {"aud": None},
        {"aud": ["client", "other"]}, {"azp": "other"}, {"nonce": "other"}, {"nonce": None}, {"sub": ""}, {"sub": 17},
        {"sub": None}, {"sub": "x" * 300}, {"exp": NOW - 61}, {"exp": None}, {"exp": "soon"}, {"exp": True},
        {"iat": NOW + 61}, {"iat": NOW - 601}, {"iat": None}, {"nbf": NOW + 61}, {"nbf": "x"},
    ],
)  # fmt: skip
def test_a_token_that_is_not_for_this_login_is_refused(provider: Provider, claims: dict[str, Any]) -> None:
    provider.claims = claims
    with pytest.raises(InputError, match="cannot be trusted"):
        login(provider)


def test_several_audiences_need_us_as_the_party(provider: Provider) -> None:
    provider.claims = {"aud": ["client", "other"], "azp": "client"}
    assert login(provider).accounts[0].endswith("|17")


def test_a_token_of_another_key_is_refused_and_a_new_key_is_learnt(provider: Provider) -> None:
    provider.key = OTHER
    with pytest.raises(InputError, match="not signed by"):
        login(provider)
    provider.keys = [OTHER]
    assert login(provider).accounts[0].endswith("|17")


@pytest.mark.parametrize("token", [None, "", 7, "a.b.c", "e30.e30.", "x" * 20_000])
def test_what_is_no_token_is_refused(provider: Provider, token: object) -> None:
    provider.tokens = {"access_token": "a", "id_token": token}
    with pytest.raises(InputError, match="cannot be trusted"):
        login(provider)


def test_an_unsigned_token_and_one_signed_with_our_own_secret_are_refused(provider: Provider) -> None:
    from base64 import urlsafe_b64encode

    def part(text: str) -> str:
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")

    for algorithm in ("none", "HS256"):
        header = part(json.dumps({"alg": algorithm}))
        provider.tokens = {"access_token": "a", "id_token": f"{header}.e30."}
        with pytest.raises(InputError, match="not signed by"):
            login(provider)


@pytest.mark.parametrize(
    "query",
    [
        {"state": "other"},
        {"state": ""},
        {"code": ""},
        {"code": "x" * 3_000},
        {"error": "access_denied"},
        {"iss": "https://evil.test"},
    ],
)
def test_an_answer_to_another_question_is_refused(provider: Provider, query: dict[str, str]) -> None:
    with pytest.raises(InputError, match="cannot be trusted"):
        login(provider, **query)
    assert not [each for each in provider.asked if each.method == "POST"]


def test_two_people_in_one_answer_are_refused(provider: Provider) -> None:
    provider.user = {"sub": "18"}
    with pytest.raises(InputError, match="two people"):
        login(provider)


@pytest.mark.parametrize(
    "said",
    [{"issuer": "https://evil.test"}, {"jwks_uri": None}, {"token_endpoint": "ftp://x"}, {"authorization_endpoint": 7}],
)
def test_a_configuration_that_is_not_good_is_refused(provider: Provider, said: dict[str, Any]) -> None:
    provider.said = said
    with pytest.raises(ReadError, match="configuration"):
        login(provider)


@pytest.mark.parametrize(("status", "error"), [(400, InputError), (500, ReadError)])
def test_a_code_that_is_not_taken(provider: Provider, status: int, error: type[Exception]) -> None:
    provider.status = status
    with pytest.raises(error):
        login(provider)


@pytest.mark.parametrize("kept", [b"", b"{}", b"[1,2,3]", b'["a","b"]', b"\xff", b'["","",""]'])
def test_a_browser_that_has_not_begun_is_refused(provider: Provider, kept: bytes) -> None:
    with pytest.raises(InputError, match="not begun"):
        Oidc(provider.url, APPLICATION, calls, draw).finish(kept, BACK, {}, NOW)
