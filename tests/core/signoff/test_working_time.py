from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.model.person import Absence, Person, WorkingHours
from paraph.core.signoff.working_time import due_at

OFFICE = WorkingHours(9 * 60, 17 * 60, (0, 1, 2, 3, 4), "Europe/Amsterdam")
HOUR = 3_600


def offset(zone: str, at: int) -> int:
    ahead = datetime.fromtimestamp(at, ZoneInfo(zone)).utcoffset()
    assert ahead is not None
    return int(ahead.total_seconds())


def moment(text: str, zone: str = "Europe/Amsterdam") -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-03-04T10:00", 4, "2026-03-04T14:00"),  # a Wednesday
        ("2026-03-04T15:00", 4, "2026-03-05T11:00"),
        ("2026-03-04T03:00", 8, "2026-03-04T17:00"),
        ("2026-03-06T16:00", 2, "2026-03-09T10:00"),  # over a weekend
        ("2026-03-27T16:00", 24, "2026-04-01T16:00"),  # clocks go forward on the 29th
        ("2026-10-23T16:00", 2, "2026-10-26T10:00"),  # and back on the 25th
    ],
)
def test_only_working_hours_count(start: str, hours: int, due: str) -> None:
    person = Person("ada", hours=OFFICE)
    assert due_at(moment(start), hours * HOUR, person, offset) == moment(due)


def test_days_away_do_not_count() -> None:
    person = Person("ada", hours=OFFICE, away=(Absence("2026-03-05", "2026-03-06"),))
    assert due_at(moment("2026-03-04T16:00"), 2 * HOUR, person, offset) == moment("2026-03-09T10:00")


def test_without_working_hours_the_clock_counts() -> None:
    assert due_at(1_000, 4 * HOUR, Person("ada"), offset) == 1_000 + 4 * HOUR


def test_who_works_on_no_day_is_asked_by_the_clock() -> None:
    never = Person("ada", hours=WorkingHours(days=()))
    assert due_at(1_000, 4 * HOUR, never, offset) == 1_000 + 4 * HOUR


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 4_000_000_000), st.integers(1, 60 * HOUR),
    st.sampled_from(["UTC", "Asia/Kolkata", "America/St_Johns"]),
    st.integers(0, 23), st.integers(1, 12),
)  # fmt: skip
def test_the_moment_lies_in_working_hours_and_never_before_the_span_is_over(
    now: int, seconds: int, zone: str, start: int, length: int
) -> None:
    hours = WorkingHours(start * 60, min(1_440, (start + length) * 60), (0, 1, 2, 3, 4), zone)
    found = due_at(now, seconds, Person("ada", hours=hours), offset)
    local = datetime.fromtimestamp(found - 1, UTC).astimezone(ZoneInfo(zone))
    assert found >= now + seconds
    assert local.weekday() < 5
    assert hours.start - 61 <= local.hour * 60 + local.minute <= hours.end + 61
