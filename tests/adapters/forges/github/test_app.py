"""Is a token bought once, for as little as is needed, and again before it ends?"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from forges.github_state import moment
from paraph.adapters.forges.github.app import Access, AppTokens
from paraph.ports.forge import ForgeError

ONE = Access("77", "app", "1001")


class Shop:
    """Sells tokens, and keeps what was asked for."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self.signed: list[Mapping[str, object]] = []
        self.bought: list[tuple[str, Mapping[str, object], str]] = []
        self.answer: Any = None
        self.tokens = AppTokens("424242", self.sign, lambda: self.now, self.buy)

    def sign(self, claims: Mapping[str, object]) -> str:
        self.signed.append(claims)
        return f"jwt-{len(self.signed)}"

    def buy(self, path: str, body: Mapping[str, object], authorization: str) -> Any:
        self.bought.append((path, body, authorization))
        good = {"token": f"ghs_{len(self.bought)}", "expires_at": moment(self.now + 3_600)}
        return good if self.answer is None else self.answer


def test_the_app_itself_has_a_token_of_minutes() -> None:
    shop = Shop()
    assert shop.tokens.header(Access()) == "Bearer jwt-1"
    assert shop.signed == [{"iat": 1_799_999_940, "exp": 1_800_000_540, "iss": "424242"}]
    shop.now += 200
    assert shop.tokens.value(Access()) == "jwt-1"
    shop.now += 200
    assert shop.tokens.value(Access()) == "jwt-2"
    assert shop.bought == []


def test_a_token_is_narrowed() -> None:
    shop = Shop()
    shop.tokens.value(ONE)
    shop.tokens.value(Access("77", "app"))
    shop.tokens.value(Access("77", permissions=(("members", "read"),)))
    path = "/app/installations/77/access_tokens"
    assert shop.bought == [
        (path, {"repository_ids": [1001]}, "Bearer jwt-1"),
        (path, {"repositories": ["app"]}, "Bearer jwt-1"),
        (path, {"permissions": {"members": "read"}}, "Bearer jwt-1"),
    ]


def test_it_is_kept_until_it_is_nearly_over() -> None:
    shop = Shop()
    assert shop.tokens.header(ONE) == shop.tokens.header(ONE) == "Bearer ghs_1"
    shop.now += 3_200
    assert shop.tokens.value(ONE) == "ghs_1"
    shop.now += 150
    assert shop.tokens.value(ONE) == "ghs_2"


def test_one_that_was_refused_is_forgotten() -> None:
    shop = Shop()
    shop.tokens.value(ONE)
    shop.tokens.forget(ONE)
    assert shop.tokens.value(ONE) == "ghs_2"
    shop.tokens.forget(Access())
    assert shop.tokens.value(Access()) == "jwt-2"


def test_many_threads_buy_one() -> None:
    shop = Shop()
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: shop.tokens.value(ONE), range(64))) == {"ghs_1"}
    assert len(shop.bought) == 1


@pytest.mark.parametrize("answer", [{}, {"token": ""}, {"token": 7}, {"token": "a\r\nb"}, {"token": "é"}, []])
def test_what_is_no_token(answer: Any) -> None:
    shop = Shop()
    shop.answer = answer
    with pytest.raises(ForgeError):
        shop.tokens.value(ONE)


def test_one_without_an_end_is_used_once() -> None:
    shop = Shop()
    shop.answer = {"token": "ghs_x", "expires_at": "never"}
    assert shop.tokens.value(ONE) == shop.tokens.value(ONE) == "ghs_x"
    assert len(shop.bought) == 2
