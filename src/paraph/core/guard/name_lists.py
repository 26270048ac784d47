"""Which names stand in a text, apart by blanks?"""

from __future__ import annotations


def names(text: str) -> frozenset[str]:
    """The names of a list that is written as people write one."""
    return frozenset(text.split())
