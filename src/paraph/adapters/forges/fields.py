"""What stands in a field of what a forge sent, if it is there and of the kind that is expected?

Nothing here raises: a field that is missing or of another kind is empty, and whoever needs it says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from paraph.core.attest.timestamps import seconds_of
from paraph.core.model.regex import regex

_COMMIT = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")
_REF = regex(r"[^\x00-\x20\x7f~^:?*\[\\]{1,400}")
_OFFSET = regex(r"(.*)([+-])(\d\d):?(\d\d)")


def field(data: Any, *path: str) -> Any:
    """The value at a path of keys, None where there is none."""
    for key in path:
        if not isinstance(data, dict):
            return None
        data = data.get(key)
    return data


def text(data: Any, *path: str) -> str:
    """A string, empty where there is none."""
    value = field(data, *path)
    return value if isinstance(value, str) else ""


def whole(data: Any, *path: str) -> str:
    """A whole number above zero as decimal digits, empty where there is none."""
    value = field(data, *path)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and value > 0 else ""


def flag(data: Any, *path: str) -> bool | None:
    """True or False, None where neither stands there."""
    value = field(data, *path)
    return value if isinstance(value, bool) else None


def items(data: Any, *path: str) -> Iterator[Mapping[str, Any]]:
    """The objects in a list; anything else in it is left out."""
    value = field(data, *path)
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())


def commit(data: Any, *path: str) -> str:
    """The full id of a commit, empty where there is none, and for the zeros that stand for none."""
    value = text(data, *path)
    return value if _COMMIT.fullmatch(value) and value.strip("0") else ""


def branch(data: Any, *path: str) -> str:
    """The short name of a branch as the full ref, empty where it could be none (git-check-ref-format)."""
    value = text(data, *path)
    return f"refs/heads/{value}" if is_ref_name(value) else ""


def full_ref(data: Any, *path: str) -> str:
    """A full ref, empty where it could be none."""
    value = text(data, *path)
    return value if value.startswith("refs/") and is_ref_name(value) else ""


def is_ref_name(name: str) -> bool:
    """Whether git could have such a name."""
    odd = ".." in name or "@{" in name or "//" in name or name.startswith(("/", "-")) or name.endswith(("/", "."))
    return bool(_REF.fullmatch(name)) and not odd


def epoch(data: Any, *path: str) -> int:
    """Epoch seconds of a moment in RFC 3339, 0 where there is none."""
    value = text(data, *path)
    found = _OFFSET.fullmatch(value)
    shift = 0
    if found is not None:
        value = f"{found[1]}Z"
        shift = (1 if found[2] == "+" else -1) * (int(found[3]) * 3600 + int(found[4]) * 60)
    return max(0, (seconds_of(re.sub(r"(\.\d{9})\d+", r"\1", value), may_have_fraction=True) or shift) - shift)


def cut(words: str, most: int, ending: str = "\n…") -> str:
    """Words of at most `most` bytes of UTF-8, so of no more characters either."""
    if len(words) * 4 <= most or len(encoded := words.encode()) <= most:
        return words
    return encoded[: most - len(ending.encode())].decode("utf-8", "ignore") + ending
