"""The obvious, slow way to match a CODEOWNERS pattern: try every split of the path. The oracle of the tests."""

from __future__ import annotations

from functools import lru_cache


def slow_match(pattern: str, path: str) -> bool | None:
    """GitHub's rules on lists of parts, by trying everything; None for a pattern that is an error."""
    if not pattern or "***" in pattern or pattern.startswith("!"):
        return None
    if pattern == "/":
        return False
    if (len(pattern) - len(pattern.rstrip("\\"))) % 2:
        return None
    parts = pattern.split("/")
    if parts[0] == "":
        parts = parts[1:]
    elif "/" not in pattern.rstrip("/") and parts[0] != "**":
        parts = ["**", *parts]
    if parts[-1] == "":
        parts = [*parts[:-1], "**"]
    if "" in parts or parts[:2] == ["**", "**"]:
        return None
    return _parts_match(tuple(parts), tuple(path.split("/")))


def _parts_match(parts: tuple[str, ...], path: tuple[str, ...]) -> bool:
    if not parts:
        return not path
    first, rest = parts[0], parts[1:]
    if first == "**" and not rest:
        return len(path) >= 1
    if first == "**":
        return any(_parts_match(rest, path[skipped:]) for skipped in range(len(path)))
    if not path or not _part_matches(first, path[0]):
        return False
    if not rest:
        return first != "*" or len(path) == 1
    return _parts_match(rest, path[1:])


@lru_cache(maxsize=4096)
def _part_matches(part: str, text: str) -> bool:
    if not part:
        return not text
    if part[0] == "*":
        return any(_part_matches(part[1:], text[skipped:]) for skipped in range(len(text) + 1))
    if part[0] == "\\":
        return (len(part) == 1 and not text) or (text[:1] == part[1:2] and _part_matches(part[2:], text[1:]))
    return bool(text) and (part[0] == "?" or part[0] == text[0]) and _part_matches(part[1:], text[1:])
