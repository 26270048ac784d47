from __future__ import annotations

import pytest

from paraph.adapters.forges.gitlab.limits import Limits
from paraph.ports.forge import ForgeError


def waits(limits: Limits, status: int, **headers: str) -> float:
    with pytest.raises(ForgeError) as caught:
        limits.learn(status, {name.replace("_", "-"): value for name, value in headers.items()})
    return caught.value.retry_after or 0


def test_what_is_said_is_kept() -> None:
    now = [1_000.0]
    limits = Limits(lambda: now[0])
    assert waits(limits, 429, retry_after="7") == 7
    with pytest.raises(ForgeError):
        limits.ask()
    now[0] += 7
    limits.ask()
    assert waits(limits, 429, ratelimit_reset="1050") == 43
    now[0] += 100
    assert [waits(limits, 429, retry_after="odd"), waits(limits, 429)] == [60, 120]


def test_what_is_spent_is_waited_for_before_it_is_refused() -> None:
    limits = Limits(lambda: 1_000.0)
    limits.learn(200, {"ratelimit-remaining": "0", "ratelimit-reset": "1030"})
    with pytest.raises(ForgeError) as caught:
        limits.ask()
    assert caught.value.retry_after == 30


def test_nobody_makes_us_wait_for_ever() -> None:
    limits = Limits(lambda: 1_000.0)
    assert waits(limits, 429, retry_after="99999999999") <= 3_700
    other = Limits(lambda: 1_000.0)
    other.learn(403, {})
    other.learn(200, {"ratelimit-remaining": "0"})
    other.ask()
    assert waits(other, 503, retry_after="5") == 5
