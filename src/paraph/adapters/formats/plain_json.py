"""How is JSON written so that any terminal, encoding and strict reader can take it?"""

from __future__ import annotations

import json
from typing import Any


def write_json(document: Any, *, is_pretty: bool = False) -> str:
    """Plain data and nouns as JSON in ASCII: it acts on no terminal and survives every encoding.

    Text that is not Unicode (lone surrogates) is written as visible `\\udcNN`, so that strict readers
    can read the rest.
    """
    layout: dict[str, Any] = {"indent": 2} if is_pretty else {"separators": (",", ":")}
    text = json.dumps(document, default=_members, **layout)
    if "\\ud" in text:
        text = json.dumps(_readable(json.loads(text)), **layout)
    return text.replace("##", "\\u0023\\u0023")  # build servers take `##[name]` for a command, wherever it stands


def _members(noun: Any) -> dict[str, Any]:
    return {name: getattr(noun, name) for name in noun.__dataclass_fields__}


def _readable(data: Any) -> Any:
    if isinstance(data, str):
        return data.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(data, list):
        return [_readable(member) for member in data]
    if isinstance(data, dict):
        return {_readable(key): _readable(member) for key, member in data.items()}
    return data
