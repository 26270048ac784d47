"""Is whatever a handler raises told, and the next attempt put off for long enough?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.adapters.jobs.attempt import LONGEST_POSTPONED, LONGEST_SECONDS, attempt, backoff_seconds, silent
from paraph.core.errors import InputError, Problem
from paraph.ports.board import Fence
from paraph.ports.forge import ForgeError
from paraph.ports.jobs import Postponed, Task


def task(attempts: int = 1) -> Task:
    return Task("do", {}, "do", Fence("1", 5), attempts)


def raising(error: Exception) -> object:
    def handler(_: Task) -> None:
        raise error

    return attempt(handler, task(), lambda: 0.0)


def test_what_is_done_says_no_more() -> None:
    assert attempt(lambda _: None, task()) == ("done", 0.0, "")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (Postponed(7.5, "rate\nlimit"), ("later", 7.5, "rate limit")),
        (Postponed(-1), ("later", 0.0, "")),
        (Postponed(1e12), ("later", LONGEST_POSTPONED, "")),
        (InputError(Problem("P0001", "one", ""), Problem("P0002", "two", "")), ("failed", 1.0, "one; two")),
        (ForgeError(Problem("P0001", "slow down", ""), retry_after=90.0), ("failed", 90.0, "slow down")),
        (ForgeError(Problem("P0001", "slow down", ""), retry_after=0.1), ("failed", 1.0, "slow down")),
    ],
)
def test_what_is_raised_is_told(error: Exception, expected: tuple[str, float, str]) -> None:
    assert raising(error) == expected


def test_the_words_of_a_foreign_error_are_not_told() -> None:
    found = raising(ValueError("token=hunter2"))
    assert "hunter2" not in str(found)
    assert "ValueError in test_attempt.py:" in str(found)


def test_a_job_that_nobody_knows_fails() -> None:
    assert attempt(None, task(), lambda: 0.0).why == "nobody here knows how to do do"


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_waits_grow_and_are_bounded(attempts: int, drawn: float) -> None:
    seconds = backoff_seconds(attempts, drawn)
    assert 0.5 <= seconds <= LONGEST_SECONDS
    assert backoff_seconds(attempts + 1, drawn) >= seconds


def test_nobody_is_told() -> None:
    silent("anything", of="it")
    assert silent.__doc__
