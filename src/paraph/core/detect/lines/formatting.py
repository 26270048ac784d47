"""Is this the same code, written down in another way: which new lines say what which old lines said?

Spaces, line breaks, the kind of quotation marks, and commas and semicolons before a closing bracket or a line's end do
not count: that is what formatters change. Everything else does.
"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.core.detect.lines.line_diff import replaced
from paraph.core.model.regex import regex

LEAST_SIGNS = 6
MOST_LINES = 5000
_SPACE = regex(rb"\s+")
_QUOTES = bytes.maketrans(b"'`", b'""')
_LETTER = regex(rb"[A-Za-z0-9_\x80-\xff]")
_LOOSE = frozenset(b",;")
_CLOSING = frozenset(b")]}")
Said = dict[int, tuple[int, ...]]
"""New line -> the old lines whose text it holds, both 0-based."""


def reformatted(old: Sequence[bytes], new: Sequence[bytes]) -> Said:
    """Which of some new lines only write down anew what stands in which of the old lines that they replaced.

    Whole runs are recognised where all of their signs agree, single lines where enough of them do: a lone bracket is
    no evidence. New lines that say anything more, or something else, do not stand in the answer.
    """
    if not old or not new or len(old) > MOST_LINES or len(new) > MOST_LINES:
        return {}
    if found := _whole(old, new, range(len(old)), range(len(new))):
        return found
    before, after = [squeezed(line) for line in old], [squeezed(line) for line in new]
    said: Said = {}
    at, there = 0, 0
    hunks = replaced(before, after)
    for hunk in hunks:
        _pair(said, after, at, there, hunk.new_first - 1)
        at, there = hunk.old_first - 1 + hunk.old_count, hunk.new_first - 1 + hunk.new_count
        rows, columns = range(hunk.old_first - 1, at), range(hunk.new_first - 1, there)
        said |= _whole(old, new, rows, columns)
    _pair(said, after, at, there, len(after))
    return said


def squeezed(line: bytes) -> bytes:
    """A line without what a formatter may change within it."""
    return _SPACE.sub(b"", line).translate(_QUOTES).rstrip(b",;")


def _pair(said: Said, after: list[bytes], at: int, there: int, end: int) -> None:
    for number in range(there, end):
        if len(after[number]) >= LEAST_SIGNS and _LETTER.search(after[number]):
            said[number] = (at + number - there,)


def _whole(old: Sequence[bytes], new: Sequence[bytes], rows: range, columns: range) -> Said:
    """All new lines of a run with the old lines that their signs come from; nothing where the signs differ."""
    signs, sources = _stream(old, rows)
    again, places = _stream(new, columns)
    if signs != again or not _LETTER.search(signs):
        return {}
    said: dict[int, dict[int, None]] = {}
    for source, place in zip(sources, places, strict=True):
        said.setdefault(place, {})[source] = None
    return {place: tuple(found) for place, found in said.items()}


def _stream(lines: Sequence[bytes], rows: range) -> tuple[bytes, list[int]]:
    """The signs of some lines that count, and the line that each comes from."""
    signs = bytearray()
    sources: list[int] = []
    for row in rows:
        text = _SPACE.sub(b"", lines[row]).translate(_QUOTES)
        for place, sign in enumerate(text):
            is_first_of_line = place == 0
            while signs and signs[-1] in _LOOSE and (sign in _CLOSING or (is_first_of_line and signs[-1] == 0x3B)):
                signs.pop()
                sources.pop()
            signs.append(sign)
            sources.append(row)
    while signs and signs[-1] in _LOOSE:
        signs.pop()
        sources.pop()
    return bytes(signs), sources
