"""How far ahead of UTC is a time zone, and how is a moment told to somebody there?"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from paraph.core.model.person import Person

_LAST = 253_402_300_799  # the end of the year 9999, beyond which there are no dates


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def offset(zone: str, at: int) -> int:
    """Seconds that a zone of the IANA database is ahead of UTC at a moment; 0 for one that this machine lacks."""
    ahead = datetime.fromtimestamp(min(max(at, 0), _LAST - 86_400), _zone(zone)).utcoffset()
    return int(ahead.total_seconds()) if ahead else 0


def told(at: int, person: Person | None = None) -> str:
    """A moment by somebody's own clock, else in UTC: `2026-03-04 17:00 CET`."""
    zone = _zone(person.hours.timezone) if person and person.hours else UTC
    return datetime.fromtimestamp(min(max(at, 0), _LAST - 86_400), zone).strftime("%Y-%m-%d %H:%M %Z")
