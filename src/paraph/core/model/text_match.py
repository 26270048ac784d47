"""Does a text match a pattern in which a star stands for anything?"""

from __future__ import annotations


def text_matches(pattern: str, text: str) -> bool:
    """Whether a whole text matches a pattern in which `*` stands for anything; both already folded.

    The pieces between the stars are taken where they first occur, so the time is linear in the text.
    """
    pieces = pattern.split("*")
    if len(pieces) == 1:
        return pattern == text
    first, *middle, last = pieces
    if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last):
        return False
    place, end = len(first), len(text) - len(last)
    for piece in middle:
        place = text.find(piece, place, end)
        if place < 0:
            return False
        place += len(piece)
    return True
