"""What could not be read is tried again when the forge asks for it, else later each time."""

from __future__ import annotations

import pytest

from paraph.core.errors import Problem, ReadError
from paraph.flows.attend.waiting import FIRST_SECONDS, LONGEST_ASKED, MOST_SECONDS, later, seconds_of
from paraph.ports.forge import ForgeError

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
