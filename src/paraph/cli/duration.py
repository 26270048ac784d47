"""How long is `90d`?"""

from __future__ import annotations

import re

from paraph.core.errors import InputError, Problem

_SPAN = re.compile(r"([1-9][0-9]{0,5})([hdwmy])")
_SECONDS = {"h": 3_600, "d": 86_400, "w": 7 * 86_400, "m": 30 * 86_400, "y": 365 * 86_400}


def seconds_of(span: str) -> int:
    """A span such as `12h`, `90d`, `8w`, `6m` (of 30 days) or `2y` (of 365) in seconds.

    Raises `InputError` for anything else.
    """
    found = _SPAN.fullmatch(span.strip())
    if not found:
        raise InputError(Problem("P0611", f"{span!r} is not a span of time", "write 12h, 90d, 8w, 6m or 2y"))
    return int(found[1]) * _SECONDS[found[2]]
