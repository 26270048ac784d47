"""When have so many hours of somebody's working time gone by?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from paraph.core.model.person import Person, WorkingHours

Offset = Callable[[str, int], int]
"""How many seconds a time zone is ahead of UTC at a moment (epoch seconds)."""

MOST_DAYS = 366
_DAY = 86_400
_HOUR = 3_600
_THURSDAY = 3  # the day of the week on which epoch seconds begin
_EPOCH_ORDINAL = 719_163  # proleptic Gregorian ordinal of 1970-01-01


def due_at(now: int, seconds: int, person: Person, offset: Offset) -> int:
    """The moment (epoch seconds) at which `seconds` of a person's working time from `now` on are over.

    Days of absence do not count; without working hours every hour does. Who works on no day of a year is asked by the
    clock alone.
    """
    hours = person.hours or WorkingHours()
    at, left = now, seconds
    for _ in range(MOST_DAYS):
        ahead = offset(hours.timezone, at)
        day, second = divmod(at + ahead, _DAY)
        begin, end = max(second, hours.start * 60), hours.end * 60
        if end > begin and (day + _THURSDAY) % 7 in hours.days and not _is_off(person, day):
            if left <= end - begin:
                return day * _DAY + begin + left - ahead
            left -= end - begin
        at = _next_midnight(day, ahead, hours.timezone, offset)
    return now + seconds


def _next_midnight(day: int, ahead: int, zone: str, offset: Offset) -> int:
    """When the day after begins there; clocks that are put back make a day longer."""
    at = (day + 1) * _DAY - ahead
    return at if at + offset(zone, at) >= (day + 1) * _DAY else at + _HOUR


def _is_off(person: Person, day: int) -> bool:
    if not person.away:
        return False
    name = date.fromordinal(min(max(_EPOCH_ORDINAL + day, 1), date.max.toordinal())).isoformat()
    return any(span.start <= name <= span.end for span in person.away)
