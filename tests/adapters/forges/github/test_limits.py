"""Is GitHub left alone as long as it asks, and not a second longer?"""

from __future__ import annotations

import pytest

from paraph.adapters.forges.github.limits import Limits, Pace, Weight
from paraph.ports.forge import ForgeError


class Hour:
    """Limits with a clock that a test moves."""

    def __init__(self, pace: Pace | None = None) -> None:
        self.now = 1_000_000.0
        self.limits = Limits(lambda: self.now, pace)

    def wait(self, weight: Weight = "read", account: str = "77") -> float:
        """Seconds that one more request has to wait, 0 where it is counted."""
        try:
            self.limits.ask(account, weight)
        except ForgeError as error:
            return error.retry_after or -1
        return 0

    def hear(self, status: int, message: str = "", **headers: str) -> float:
        """What an answer makes us wait."""
        try:
            self.limits.learn("77", status, {name.replace("_", "-"): value for name, value in headers.items()}, message)
        except ForgeError as error:
            return error.retry_after or -1
        return 0


def test_what_is_said_by_a_header_is_kept_to() -> None:
    for status in (403, 429):
        hour = Hour()
        assert hour.hear(status, retry_after="30") == hour.wait() == 30
        hour.now += 29.5
        assert hour.wait() == 1
        hour.now += 0.5
        assert hour.wait() == 0


def test_another_installation_is_not_held() -> None:
    hour = Hour()
    hour.hear(429, retry_after="30")
    assert hour.wait(account="78") == 0


def test_an_hour_that_is_spent() -> None:
    hour = Hour()
    spent = {"x_ratelimit_remaining": "0", "x_ratelimit_reset": str(int(hour.now) + 600)}
    assert hour.hear(403, **spent) == hour.wait() == 600
    hour = Hour()
    assert hour.hear(200, **spent) == 0
    assert hour.wait() == 600
    hour.now += 600
    assert hour.wait() == 0


@pytest.mark.parametrize("reset", ["", "soon", "0", "-5", "99999999999999999"])
def test_a_moment_that_is_none(reset: str) -> None:
    hour = Hour()
    assert 1 <= hour.hear(403, x_ratelimit_remaining="0", x_ratelimit_reset=reset) <= 3_700


def test_without_a_word_it_is_a_minute_and_longer_each_time() -> None:
    hour, waits = Hour(), []
    for _ in range(6):
        waits.append(hour.hear(403, "You have exceeded a secondary rate limit"))
        hour.now += waits[-1]
    assert waits == [60, 120, 240, 480, 960, 960]
    assert hour.hear(200) == 0
    assert hour.hear(429) == 60


@pytest.mark.parametrize("header", ["", "soon", "1e9", "-3", "Wed, 21 Oct 2026 07:28:00 GMT"])
def test_a_wait_that_is_no_number_counts_as_unsaid(header: str) -> None:
    assert Hour().hear(429, retry_after=header) == 60


def test_a_refusal_is_no_limit() -> None:
    hour = Hour()
    assert hour.hear(403, "Resource not accessible by integration") == 0
    assert hour.hear(404) == hour.hear(500) == hour.wait() == 0


def test_reads_and_checks_go_at_full_speed() -> None:
    hour = Hour()
    weights: tuple[Weight, ...] = ("read", "write")
    assert [hour.wait(weight) for weight in weights for _ in range(1_000)] == [0] * 2_000


def test_people_are_told_eighty_times_a_minute() -> None:
    hour = Hour()
    for _ in range(80):
        assert hour.wait("told") == 0
        hour.now += 0.25
    assert hour.wait("told") == 40
    assert hour.wait("write") == hour.wait("read") == 0
    hour.now += 40
    assert hour.wait("told") == 0


def test_after_a_complaint_the_points_are_counted() -> None:
    hour = Hour(Pace(points=20))
    hour.hear(429, retry_after="1")
    hour.now += 60
    assert [hour.wait("write") for _ in range(5)] == [0, 0, 0, 0, 60]
    hour.now += 30
    assert hour.wait("read") == 30
    hour.now += 30
    assert [hour.wait("read") for _ in range(21)] == [0] * 20 + [60]
    hour.now += 3_600
    assert [hour.wait("write") for _ in range(50)] == [0] * 50


def test_an_hour_that_was_spent_is_no_complaint() -> None:
    hour = Hour(Pace(points=20))
    hour.hear(403, x_ratelimit_remaining="0", x_ratelimit_reset=str(int(hour.now) + 5))
    hour.now += 5
    assert [hour.wait("write") for _ in range(50)] == [0] * 50
