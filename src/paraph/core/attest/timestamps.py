"""Which moment does a timestamp name?"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from paraph.core.model.regex import regex

LAST = 253_402_300_799  # 9999-12-31T23:59:59Z
_FORM = regex(r"(\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3])(?::[0-5]\d){2})(\.\d{1,9})?Z", re.ASCII)


def timestamp(seconds: int) -> str:
    """RFC 3339 in UTC to the second, of epoch seconds from 0 to the year 9999. Raises ValueError beyond."""
    if not 0 <= seconds <= LAST:
        raise ValueError(seconds)
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds_of(text: str, *, may_have_fraction: bool = False) -> int | None:
    """Epoch seconds of an RFC 3339 timestamp in UTC (`Z`); None for other forms, days that are none, before 1970.

    A fraction of a second, where it is allowed, is cut off. A leap second is no moment on this scale.
    """
    found = _FORM.fullmatch(text)
    if found is None or (found[2] and not may_have_fraction):
        return None
    try:
        seconds = int(datetime.fromisoformat(found[1] + "+00:00").timestamp())
    except ValueError:
        return None
    return seconds if seconds >= 0 else None


def day_of(seconds: int) -> str:
    """The UTC day, as ISO 8601 has it, of epoch seconds. Raises ValueError beyond the year 9999."""
    return timestamp(seconds)[:10]
