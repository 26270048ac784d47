"""What does a file hold that the user named, or why can it not be had?"""

from __future__ import annotations

import sys

from paraph.core.errors import InputError, Problem


def read_named(path: str, max_bytes: int, name: str = "") -> bytes:
    """The bytes of a file; `name` is what people call it, where that is not its path.

    Raises InputError where it cannot be read (P0604) or is larger than `max_bytes` (P0605).
    """
    try:
        with open(path, "rb") as stream:
            content = stream.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(Problem("P0604", f"{name or path}: {reason}", "name a file that can be read")) from None
    return _bounded(content, max_bytes, name or path)


def read_named_or_stdin(path: str, max_bytes: int, name: str = "") -> bytes:
    """As `read_named`, with `-` for the bytes on stdin."""
    if path != "-":
        return read_named(path, max_bytes, name)
    return _bounded(sys.stdin.buffer.read(max_bytes + 1), max_bytes, name or "stdin")


def _bounded(content: bytes, max_bytes: int, name: str) -> bytes:
    if len(content) > max_bytes:
        raise InputError(Problem("P0605", f"{name}: larger than {max_bytes:,} bytes", "name a smaller file"))
    return content
