"""May an address try as often as it is let, and no other one less for it?"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from litestar.exceptions import TooManyRequestsException

from paraph.web.rates import Rate


def caller(host: str | None) -> Any:
    return SimpleNamespace(client=SimpleNamespace(host=host) if host else None)


def test_a_bucket_empties_and_fills() -> None:
    now = [0.0]
    rate = Rate(2, 10, lambda: now[0])
    rate.take(caller("a"))
    rate.take(caller("a"))
    with pytest.raises(TooManyRequestsException) as refused:
        rate.take(caller("a"))
    assert (refused.value.headers or {})["retry-after"] == "6"
    rate.take(caller("b"))
    rate.take(caller(None))
    now[0] = 5.0
    rate.look(caller("a"))
    rate.take(caller("a"))
    with pytest.raises(TooManyRequestsException):
        rate.look(caller("a"))


def test_not_everybody_is_remembered_for_ever() -> None:
    rate = Rate(2, 10, lambda: 0.0)
    for number in range(10_050):
        rate.take(caller(str(number)))
    assert len(rate.known) == 10_000
