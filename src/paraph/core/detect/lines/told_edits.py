"""What does a file hold after the edits that an agent told of, or what did it hold before them?"""

from __future__ import annotations

from typing import NamedTuple


class ToldEdit(NamedTuple):
    """One replacement: `old` None where `new` is all that the file held then."""

    old: bytes | None
    new: bytes
    is_everywhere: bool = False


def done(content: bytes, edits: tuple[ToldEdit, ...]) -> bytes | None:
    """The content after the edits, in their order; None where it is not plain at which place one was made."""
    for edit in edits:
        made = edit.new if edit.old is None else _exchanged(content, edit.old, edit.new, edit.is_everywhere)
        if made is None:
            return None
        content = made
    return content


def apart(content: bytes, edit: ToldEdit) -> tuple[int, int]:
    """How many whole lines stand before and behind the one place where an edit was made; none where there are more."""
    if edit.old is None or edit.is_everywhere:
        return 0, 0
    for old in (edit.old, _with_returns(edit.old)):
        if old and content.count(old) == 1:
            before, _, behind = content.partition(old)
            rest = behind.partition(b"\n")[2] if old[-1:] != b"\n" else behind
            return before.count(b"\n"), rest.count(b"\n") + (not rest.endswith(b"\n") and rest != b"")
    return 0, 0


def undone(content: bytes, edits: tuple[ToldEdit, ...]) -> bytes | None:
    """The content before the edits; None where that cannot be told."""
    for edit in reversed(edits):
        if edit.old is None:
            return None
        made = _exchanged(content, edit.new, edit.old, edit.is_everywhere)
        if made is None:
            return None
        content = made
    return content


def _exchanged(content: bytes, found: bytes, by: bytes, is_everywhere: bool) -> bytes | None:  # noqa: FBT001
    """The content with a text exchanged that occurs once, or wherever it does; lines may end in CR and LF there."""
    if not found:
        return by if not content else None
    for old, new in ((found, by), (_with_returns(found), _with_returns(by))):
        times = content.count(old)
        if times == 1 or (times and is_everywhere):
            return content.replace(old, new)
        if times:
            return None
    return None


def _with_returns(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
