"""Who is away, and when does everybody else work? The file that says so is not governed: it decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from paraph.adapters.directories.days import day_of, refuse_reversed
from paraph.adapters.formats.directory_keys import ABSENCE_SPAN, CALENDAR, DAYS
from paraph.core.model.person import Absence, WorkingHours
from paraph.core.model.regex import regex
from paraph.core.policy.read_values import choices, text_of
from paraph.core.policy.reading import Field, Reading, did_you_mean
from paraph.core.policy.source import Document, Scalar, Sequence, Tree

_HOURS = regex(r"([01]?\d|2[0-4]):([0-5]\d)\s*-\s*([01]?\d|2[0-4]):([0-5]\d)")
_ZONE = regex(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z][A-Za-z0-9_+-]*)*")
_KNOWN_EVERYWHERE = "Europe/London"
_MIDNIGHT = 1_440


class Calendar(NamedTuple):
    """One person's absences, and their working hours where they gave some."""

    away: tuple[Absence, ...] = ()
    hours: WorkingHours | None = None


def read_calendars(document: Document, known: Iterable[str]) -> dict[str, Calendar]:
    """The calendars by the ids of people; `known` are those that there are.

    Raises InputError with every problem of the file.
    """
    reading, ids = Reading(document), frozenset(known)
    root = document.root
    found: dict[str, Calendar] = {}
    if isinstance(root, (Scalar, Sequence)):
        reading.report(
            "P0121", root, "the absence file must be a mapping from people to days", "write `ada:` and spans"
        )
    else:
        for name, field in reading.open_fields(root).items():
            if name not in ids:
                reading.report("P0214", field.key, f"there is no person `{name[:60]}`", did_you_mean(name, ids))
            found[name] = _calendar(reading, field.value, name)
    reading.finish()
    return found


def _calendar(reading: Reading, node: Tree, name: str) -> Calendar:
    if isinstance(node, (Scalar, Sequence)) or not node.entries:
        return Calendar(_spans(reading, node, f"`{name[:60]}`"))
    fields = reading.fields(node, CALENDAR, f"the calendar of `{name[:60]}`") or {}
    away = _spans(reading, fields["away"].value, "`away`") if "away" in fields else ()
    return Calendar(away, _working(reading, fields))


def _spans(reading: Reading, node: Tree, what: str) -> tuple[Absence, ...]:
    spans = (_span(reading, each) for each in reading.items(node, what))
    return tuple(each for each in spans if each is not None)


def _span(reading: Reading, node: Tree) -> Absence | None:
    fields = reading.fields(node, ABSENCE_SPAN, "an absence")
    days = [day_of(reading, fields, key) for key in ABSENCE_SPAN] if fields else [None]
    if None in days:
        return None
    start, end = (str(day) for day in days)
    refuse_reversed(reading, node, "the absence", start, end)
    return Absence(start, end)


def _working(reading: Reading, fields: dict[str, Field]) -> WorkingHours | None:
    if not fields.keys() & {"hours", "days", "timezone"}:
        return None
    start, end = _hours(reading, fields)
    return WorkingHours(start, end, _days(reading, fields), _zone(reading, fields))


def _hours(reading: Reading, fields: dict[str, Field]) -> tuple[int, int]:
    word = text_of(reading, fields, "hours")
    if word is None:
        return 0, _MIDNIGHT
    found = _HOURS.fullmatch(word.strip())
    start, end = (int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])) if found else (0, 0)
    if start >= end or end > _MIDNIGHT:
        reading.report("P1300", fields["hours"].value, f"`{word[:60]}` are no working hours of one day",
                       'write from when to when, such as "09:00-17:00"')  # fmt: skip
        return 0, _MIDNIGHT
    return start, end


def _days(reading: Reading, fields: dict[str, Field]) -> tuple[int, ...]:
    words = choices(reading, fields["days"].value, "days", DAYS) if "days" in fields else DAYS
    return tuple(sorted({DAYS.index(each) for each in words or DAYS}))


def _zone(reading: Reading, fields: dict[str, Field]) -> str:
    word = text_of(reading, fields, "timezone")
    if word is None:
        return "UTC"
    if not _ZONE.fullmatch(word) or not _is_zone(word):
        reading.report("P1300", fields["timezone"].value, f"`{word[:60]}` is no time zone",
                       "write its name in the IANA database, such as Europe/Amsterdam")  # fmt: skip
        return "UTC"
    return word


def _is_zone(name: str) -> bool:
    """Whether a time zone has this name; on a machine that knows none of them, any may be right."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    for each in (name, _KNOWN_EVERYWHERE):
        try:
            ZoneInfo(each)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
        return each == name
    return True
