"""How does text get to a terminal: safe, in colours that mean something, broken at the right width?"""

from __future__ import annotations

import os
from typing import IO, Any, NamedTuple

from paraph.adapters.formats.visible import safe

__all__ = ["Style", "count", "encode_json", "listed", "safe", "wants_color", "width", "wrap"]


class Style(NamedTuple):
    """Colours by meaning. Every mark is also a glyph or a word, so nothing is lost without them."""

    is_colored: bool = False

    def paint(self, text: str, *codes: int) -> str:
        """The text in the given SGR codes, as it is where colours are off."""
        return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m" if self.is_colored and text else text

    def bold(self, text: str) -> str:
        """What the eye should find first."""
        return self.paint(text, 1)

    def dim(self, text: str) -> str:
        """What is there for those who look for it."""
        return self.paint(text, 2)

    def good(self, text: str) -> str:
        """In order."""
        return self.paint(text, 32)

    def bad(self, text: str) -> str:
        """Refused."""
        return self.paint(text, 31)

    def open(self, text: str) -> str:
        """Still owed."""
        return self.paint(text, 33)

    def doubt(self, text: str) -> str:
        """Not known."""
        return self.paint(text, 35)

    def link(self, text: str) -> str:
        """Something to type or to open."""
        return self.paint(text, 36)


def wants_color(stream: IO[str]) -> bool:
    """NO_COLOR, then FORCE_COLOR (each counts when not empty), then whether a capable terminal listens."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns to write for: COLUMNS, else the terminal's, else 80; never less than 40 or more than 120."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and len(columns) < 6:
        found = int(columns)
    else:
        try:
            found = os.get_terminal_size().columns
        except (OSError, ValueError):
            found = 80
    return min(max(found, 40), 120)


def wrap(text: str, columns: int, first: str = "", rest: str | None = None) -> list[str]:
    """Break unstyled text at spaces into lines of at most `columns`, `first` and `rest` being their indents.

    A word longer than a line stays whole: paths and commands must be copyable.
    """
    rest = " " * len(first) if rest is None else rest
    lines, line = [], first
    is_empty = True
    for word in text.split(" "):
        if not is_empty and len(line) + 1 + len(word) > columns:
            lines.append(line)
            line, is_empty = rest, True
        line += word if is_empty else " " + word
        is_empty = False
    return [*lines, line]


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 file`, `2 files`, `1,204 files`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(names: list[str], limit: int = 4) -> str:
    """`ada, ben and 3 more`: the first names and how many are left out."""
    if len(names) <= limit:
        return ", ".join(names)
    return f"{', '.join(names[:limit])} and {len(names) - limit} more"


def encode_json(document: Any, *, is_pretty: bool = False) -> str:
    """Plain data as JSON in ASCII, so that no character of it acts on a terminal or breaks an encoding."""
    from paraph.adapters.formats.plain_json import write_json

    return write_json(document, is_pretty=is_pretty)
