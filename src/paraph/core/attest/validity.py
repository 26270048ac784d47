"""Does a key count on the days that matter?"""

from __future__ import annotations

from paraph.core.model.person import Key


def why_not(key: Key, days: tuple[str, ...]) -> str:
    """Why what a key signed does not count, in words; empty where it does. `days` are ISO 8601 days.

    All of them must lie within the key's span, and before the day from which it is revoked.
    """
    for day in days:
        if key.revoked and day >= key.revoked:
            return f"was revoked on {key.revoked}"
        if key.start and day < key.start:
            return f"is valid only from {key.start}, and this is of {day}"
        if key.end and day > key.end:
            return f"was valid only until {key.end}, and this is of {day}"
    return ""
