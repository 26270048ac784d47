"""In which period did a commit come?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal, get_args

Period = Literal["month", "week", "commit"]
PERIODS: tuple[Period, ...] = get_args(Period)
UNDATED = "undated"
DAY = 86_400


def period_of(at: int, by: Period, commit: str, number: int) -> str:
    """The name of a period, so that names sort as time passes: `2026-01`, `2026-W05` (ISO 8601), or a commit's place
    in its history with its id. `at` are epoch seconds; a time that no calendar has is `undated`."""
    if by == "commit":
        return f"{number:07} {commit}"
    try:
        when = datetime.fromtimestamp(at, UTC)
    except (ValueError, OverflowError, OSError):
        return UNDATED
    if by == "month":
        return f"{when:%Y-%m}"
    year, week, _ = when.isocalendar()
    return f"{year:04}-W{week:02}"
