"""How is text of unknown origin shown so that it only shows itself?"""

from __future__ import annotations

import re

from paraph.core.model.regex import regex

_SPACES = frozenset("\u00a0\u1680\u202f\u205f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}
# Runners read `::name::` at the start of a line, where wrapping may put any word, and `##[name]` anywhere.
_COMMAND = regex(r"(?:(?<=\s)|^)::|##(?:vso)?\[", re.IGNORECASE)


def safe(text: str, limit: int | None = None) -> str:
    """One line of text that only shows itself.

    Control characters (terminal escapes, newlines), bidirectional and invisible formatting characters, lone surrogates
    and unassigned code points become visible escapes such as `\\x1b` and `\\u202e`; what a build
    server would take for a command (`::error::`, `##[…]`) gets a backslash. `limit` is a number of
    characters after which the text ends in `…`.
    """
    if limit is not None and len(text) > limit:
        text = text[: limit - 1] + "…"
    if "::" in text or "##" in text:
        text = _COMMAND.sub(_disarm, text)
    return escaped(text)


def escaped(text: str) -> str:
    """Text with everything that acts instead of showing itself as a visible escape, and nothing else changed: code."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _SPACES else _escape(c) for c in text)


def _disarm(found: re.Match[str]) -> str:
    return found[0][:-1] + "\\" + found[0][-1]


def _escape(character: str) -> str:
    if 0xDC80 <= ord(character) <= 0xDCFF:  # a byte that was not UTF-8
        return f"\\x{ord(character) - 0xDC00:02x}"
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(character) or ascii(character)[1:-1]
