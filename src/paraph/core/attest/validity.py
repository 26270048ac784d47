"""Does a key count on the days that matter?"""

from __future__ import annotations

from paraph.core.model.person import Key


def why_not(key: Key, days: tuple[str, ...], *, lasts: bool = False) -> str:
    """Why what a key signed does not count, in words; empty where it does. `days` are ISO 8601 days.

    All of them must lie within the key's span, and before the day from which it is revoked. Where what was signed
    `lasts`, only the last of the days must not be past the key's end.
    """
    at = days[-1:] if lasts else days
    for day in days:
        if key.revoked and day >= key.revoked:
            return f"was revoked on {key.revoked}"
        if key.start and day < key.start:
            return f"is valid only from {key.start}, and this is of {day}"
        if key.end and day > key.end and day in at:
            return f"was valid only until {key.end}, and this is of {day}"
    return ""
