"""What came out of a campaign?"""

from __future__ import annotations

from typing import NamedTuple


class Outcome(NamedTuple):
    """How often something was tried and what went wrong, each failure in one line; `notes` say what was met."""

    runs: int
    failures: tuple[str, ...]
    notes: str = ""
