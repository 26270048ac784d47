"""How are the lines of the server's own log written, without a secret and without tricks of whoever is named in it?"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from threading import Lock
from typing import Any

_SECRET = re.compile(r"secret|token|password|passwd|cookie|authori[sz]ation|private|credential|csrf|signature", re.I)
_USERINFO = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*://)[^/@\s]+@", re.I)
_MOST_CHARACTERS = 2_000
COUNTED_ONLY = frozenset({"request", "forge_call"})
"""Events that are counted, and make no line of their own."""


def telling(see: Callable[[str, dict[str, Any]], None] | None = None, stream: Any = None) -> Callable[..., None]:
    """What takes an event's name and words for it, and writes them as one line of JSON (to stderr unless told).

    A field with the name of a secret is left out, a user and password are taken out of addresses, and everything that
    is not plain ASCII is escaped: nobody who is named in a log can write a line of it. `see` is told too.
    """
    out, turn = stream or sys.stderr, Lock()

    def tell(event: str, /, **said: Any) -> None:
        if "event" in said:
            said["of"] = said.pop("event")
        if see is not None:
            see(event, said)
        if event in COUNTED_ONLY:
            return
        try:
            line = _line(event, said)
            with turn:
                out.write(line)
                out.flush()
        except (OSError, ValueError):  # nobody reads it any more; the work goes on
            return

    return tell


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, dict):
        return {str(key): "(not shown)" if _SECRET.search(str(key)) else _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(each) for each in list(value)[:100]]
    return _USERINFO.sub(r"\g<scheme>", str(value))[:_MOST_CHARACTERS]


def _line(event: str, said: Mapping[str, Any]) -> str:
    """One line of JSON with its end; the moment as RFC 3339 in UTC."""
    at = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    shown = {name: "(not shown)" if _SECRET.search(name) else _plain(value) for name, value in said.items()}
    return json.dumps({"at": at, "event": _plain(event), **shown}, ensure_ascii=True) + "\n"
