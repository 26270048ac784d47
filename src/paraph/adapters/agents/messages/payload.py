"""What does the message of an agent hold, whatever was sent?

Agents send one JSON object. Some leave control characters in its texts (Windsurf), and nothing about the types of its
fields is sure. What stands here costs no more than `json` itself: it is read at every call of a tool.
"""

from __future__ import annotations

import json
from typing import Any

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
MOST_BYTES = 16 * 1024 * 1024
Payload = dict[str, Any]


class UnreadableError(ValueError):
    """A message that cannot be understood; its text says what is wrong with it, in a few words."""


def read_payload(sent: bytes) -> Payload:
    """The object that an agent sent. Raises UnreadableError for whatever is none."""
    if len(sent) > MOST_BYTES:
        raise UnreadableError(f"it is longer than {MOST_BYTES // (1024 * 1024)} MB")
    if not sent.strip():
        raise UnreadableError("it is empty")
    try:
        found = json.loads(sent.removeprefix(BYTE_ORDER_MARK).decode("utf-8"), strict=False)
    except UnicodeDecodeError:
        raise UnreadableError("it is not UTF-8") from None
    except RecursionError:
        raise UnreadableError("it is nested too deeply") from None
    except ValueError as error:
        raise UnreadableError(f"it is not JSON ({str(error)[:80]})") from None
    if not isinstance(found, dict):
        raise UnreadableError("it is not a JSON object")
    return found


def text(holder: Payload, *keys: str) -> str:
    """The first of some fields that is a text and not empty, else an empty one. Half characters are replaced."""
    for key in keys:
        value = holder.get(key)
        if isinstance(value, str) and value:
            return whole(value)
    return ""


def optional_text(holder: Payload, *keys: str) -> str | None:
    """The first of some fields that is a text, None where none is."""
    for key in keys:
        value = holder.get(key)
        if isinstance(value, str):
            return whole(value)
    return None


def part(holder: Payload, *keys: str) -> Payload:
    """The first of some fields that is an object, or the text of one (Copilot's `toolArgs`); else an empty object."""
    for key in keys:
        value = holder.get(key)
        if isinstance(value, str) and value.lstrip()[:1] == "{":
            try:
                value = json.loads(value, strict=False)
            except (ValueError, RecursionError):
                continue
        if isinstance(value, dict):
            return value
    return {}


def whole(value: str) -> str:
    """The text with U+FFFD for each half of a character, which no file could hold."""
    if value.isascii():
        return value
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def compact(value: object) -> str:
    """Plain data as the shortest JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
