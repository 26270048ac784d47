"""Which path was asked for, where names of repositories and changes have slashes in them?

Names are told apart before anything is decoded: a slash that belongs to a name is written `%2F`, or, below `/r/`,
stands before the segment `-`. Inside the application such a slash is `SLASH`, so that one name is one segment.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

from paraph.core.model.regex import regex

SLASH = "\x1f"
"""Stands for a slash inside a name; a path that has it, or any other control character, is refused."""
MOST_CHARACTERS = 4_096
_PLAIN = regex(rb"/(?!r/)[a-z0-9/_-]*")
"""A path in which nothing is written otherwise than it is meant: most of those that machines ask for."""


class Asked(NamedTuple):
    """A path ready to be routed, and whether it ended in `.json`."""

    path: str
    is_json: bool


def asked_path(raw: bytes) -> Asked | None:
    """The path of a request line (percent-encoded, without its query); None for one that nobody may ask for."""
    if len(raw) > MOST_CHARACTERS or not raw.startswith(b"/"):
        return None
    if _PLAIN.fullmatch(raw):
        return Asked(raw.decode("ascii"), is_json=False)
    raw, is_json = _without_suffix(raw)
    try:
        parts = [unquote_to_bytes(part).decode("utf-8") for part in raw.split(b"/")[1:]]
    except UnicodeDecodeError:
        return None
    if any(_is_hostile(part) for part in parts):
        return None
    if parts[0] == "r" and "-" in parts[1:]:
        end = parts.index("-", 1)
        parts[1:end] = ["/".join(parts[1:end])]
    return Asked("/" + "/".join(part.replace("/", SLASH) for part in parts), is_json)


def _without_suffix(raw: bytes) -> tuple[bytes, bool]:
    is_ours = not raw.startswith((b"/api/", b"/static/")) and raw.endswith(b".json")
    return (raw.removesuffix(b".json") or b"/", True) if is_ours else (raw, False)


def _is_hostile(part: str) -> bool:
    return part in {".", ".."} or "\x7f" in part or any(ord(character) < 32 for character in part)


def named(segment: str) -> str:
    """The name that a segment of a routed path stands for."""
    return segment.replace(SLASH, "/")


def repository_path(key: str) -> str:
    """Where the pages of a repository stand: `/r/github:acme/widgets/-`."""
    return f"/r/{quote(key, safe=':/')}/-"


def change_path(key: str, number: str) -> str:
    """Where the page of a change stands: `/r/github:acme/widgets/-/changes/7`."""
    return f"{repository_path(key)}/changes/{quoted(number)}"


def quoted(name: str) -> str:
    """A name as one segment of a path."""
    whole = quote(name, safe=":")
    return whole.removesuffix(".json") + "%2Ejson" if whole.endswith(".json") else whole
