"""What could not be read is tried again when the forge asks for it, else later each time."""

from __future__ import annotations

import pytest

from paraph.core.errors import Problem, ReadError
from paraph.flows.attend.waiting import (
    FIRST_SECONDS,
    LONGEST_ASKED,
    MOST_SECONDS,
    is_gone,
    later,
    seconds_of,
    tried_again,
)
from paraph.ports.board import Fence
from paraph.ports.forge import ForgeError
from paraph.ports.jobs import Task

PROBLEM = Problem("P1260", "it is down", "wait")


@pytest.mark.parametrize(
    ("error", "attempt", "expected"),
    [
        (ReadError(PROBLEM), 1, FIRST_SECONDS),
        (ReadError(PROBLEM), 3, 4 * FIRST_SECONDS),
        (ReadError(PROBLEM), 10_000, MOST_SECONDS),
        (ReadError(PROBLEM), 0, FIRST_SECONDS),
        (ForgeError(PROBLEM), 2, 2 * FIRST_SECONDS),
        (ForgeError(PROBLEM, retry_after=42), 9, 42),
        (ForgeError(PROBLEM, retry_after=0), 1, 1),
        (ForgeError(PROBLEM, retry_after=1e9), 1, LONGEST_ASKED),
    ],
)
def test_how_long(error: ReadError, attempt: int, expected: float) -> None:
    assert seconds_of(error, attempt) == expected


def test_why_is_told() -> None:
    found = later(5, "it is down")
    assert (found.seconds, str(found)) == (5, "it is down")


def test_a_job_is_tried_again_by_its_error_and_its_attempt() -> None:
    found = tried_again(ReadError(PROBLEM), Task("show", {}, "k", Fence("1", 1), 3))
    assert (found.seconds, str(found)) == (4 * FIRST_SECONDS, "it is down")


def test_only_a_forge_says_that_something_is_gone() -> None:
    assert is_gone(ForgeError(PROBLEM, is_gone=True))
    assert not is_gone(ForgeError(PROBLEM))
    assert not is_gone(ReadError(PROBLEM))
