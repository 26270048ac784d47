"""Where in a tree does a relative path lead?"""

from __future__ import annotations

from collections.abc import Iterator


def joined(directory: str, relative: str) -> str | None:
    """`relative` seen from `directory`, with `.` and `..` taken out; None above the top."""
    parts = directory.split("/") if directory else []
    for part in relative.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part and part != ".":
            parts.append(part)
    return "/".join(parts)


def upwards(directory: str) -> Iterator[str]:
    """The directory and all above it, the nearest first; the top is the empty text."""
    yield directory
    while directory:
        directory = directory.rpartition("/")[0]
        yield directory
