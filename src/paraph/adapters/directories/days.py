"""Which days does an entry of the directory name, and do they stand in their order?"""

from __future__ import annotations

import re

from paraph.core.model.regex import regex
from paraph.core.policy.read_values import text_of
from paraph.core.policy.reading import Field, Reading
from paraph.core.policy.source import Tree

_DAY = regex(r"\d{4}-\d\d-\d\d", re.ASCII)


def is_day(word: str) -> bool:
    """Whether a text is a day of the calendar, YYYY-MM-DD."""
    if not _DAY.fullmatch(word):
        return False
    from datetime import date

    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return True


def day_of(reading: Reading, fields: dict[str, Field], key: str) -> str | None:
    """The day behind a key; None where there is none, or what stands there was reported."""
    word = text_of(reading, fields, key)
    if word is None or is_day(word):
        return word
    reading.report("P0215", fields[key].value, f"`{word[:60]}` is no day", "write YYYY-MM-DD, such as 2026-03-01")
    return None


def refuse_reversed(reading: Reading, node: Tree, what: str, start: str, end: str) -> None:
    """Report a span that ends before it starts; an empty day is no bound."""
    if start and end and start > end:
        reading.report("P0215", node, f"{what} ends on {end}, before it starts on {start}", "swap the two")
