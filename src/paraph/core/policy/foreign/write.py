"""How is an imported policy written, so that people read it and Paraph reads it back?"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

MAX_FLOW = 116

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./]*(?:[ \-]+[A-Za-z0-9_./]+)*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


class WrittenRule(NamedTuple):
    """One rule as data, and the comment above it."""

    comment: str
    rule: dict[str, Any]


def write_policy(header: tuple[str, ...], mode: str, rules: tuple[WrittenRule, ...]) -> str:
    """A policy in YAML: comments at the top and above each rule, short values on one line."""
    lines = [f"# {_comment(line)}".rstrip() for line in header]
    lines += ["version: 1", f"mode: {mode}", "", "rules:"]
    for comment, rule in rules:
        lines.append(f"  # {_comment(comment)}")
        first, *rest = _mapping(rule, 4)
        lines += [f"  - {first.lstrip()}", *rest, ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _comment(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def _mapping(data: dict[str, Any], indent: int) -> list[str]:
    lines: list[str] = []
    for key, value in data.items():
        start = f"{' ' * indent}{key}:"
        flow = f"{start} {_flow(value)}"
        is_block = isinstance(value, (list, dict)) and _is_deep(value)
        if len(flow) <= MAX_FLOW and not is_block:
            lines.append(flow)
        elif isinstance(value, dict):
            lines += [start, *_mapping(value, indent + 2)]
        elif isinstance(value, list):
            lines += [start, *_items(value, indent + 2)]
        else:
            lines.append(flow)
    return lines


def _items(items: list[Any], indent: int) -> list[str]:
    lines: list[str] = []
    for item in items:
        if isinstance(item, dict):
            first, *rest = _mapping(item, indent + 2)
            lines += [f"{' ' * indent}- {first.lstrip()}", *rest]
        else:
            lines.append(f"{' ' * indent}- {_flow(item)}")
    return lines


def _is_deep(value: Any) -> bool:
    """Whether a list of mappings is inside, which reads better one a line."""
    if isinstance(value, dict):
        return any(_is_deep(inner) for inner in value.values())
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else _text(str(value))


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in {'"', "\\"}:
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08x}"
