"""Is this file text that a reader sees as it is?"""

from __future__ import annotations

import re

from paraph.core.errors import InputError, Problem
from paraph.core.model.policy import Position

MAX_BYTES = 1_048_576
MAX_LINE_CHARACTERS = 65_536  # a scanner may look back over a line for each of its characters

# Control characters, line separators that not every reader counts, characters that take no room, direction
# marks and overrides (a line would read differently from what it says), surrogates and non-characters.
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]|\r(?!\n)"
)


def decode_text(content: bytes, file: str) -> str:
    """The text of a file of at most 1 MiB in UTF-8, without its byte order mark.

    Raises InputError for a larger file, for other encodings, and for characters that hide what the
    file says, each with the place of the first one.
    """
    if len(content) > MAX_BYTES:
        what = f"the file has {len(content)} bytes, more than {MAX_BYTES}"
        raise InputError(Problem("P0100", what, "shorten or split it", Position(file, 1, 1)))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        fix = "save the file as UTF-8"
        raise InputError(Problem("P0101", "the file is not UTF-8", fix, _after(file, before))) from None
    text = text.removeprefix("\ufeff")
    refuse_odd_characters(text, Position(file, 1, 1), is_whole_file=True)
    _refuse_long_lines(text, file)
    return text


def _refuse_long_lines(text: str, file: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE_CHARACTERS:
            what = f"the line has {len(line)} characters, more than {MAX_LINE_CHARACTERS}"
            raise InputError(Problem("P0100", what, "break it", Position(file, number, MAX_LINE_CHARACTERS)))


def refuse_odd_characters(text: str, position: Position, *, is_whole_file: bool = False) -> None:
    """Raise InputError if `text`, which starts at `position`, holds a character that a reader cannot see."""
    found = _ODD.search(text)
    if found is None:
        return
    place = _after(position.file, text[: found.start()]) if is_whole_file else position
    what = f"the character U+{ord(found[0]):04X} cannot be seen"
    raise InputError(Problem("P0102", what, "delete it", place))


def position_of(file: str, text: str, line: int, column: int) -> Position:
    """A position that lies within `text`, however far past its end a parser had read."""
    lines = text.split("\n")
    line = max(1, min(line, len(lines)))
    return Position(file, line, max(1, min(column, len(lines[line - 1]) + 1)))


def _after(file: str, before: str) -> Position:
    return Position(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
