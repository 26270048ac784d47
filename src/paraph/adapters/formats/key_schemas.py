"""How is a table of keys published as a JSON Schema? From the very table that the reader obeys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paraph.core.policy.grammar import TABLES, Key, Table
from paraph.core.policy.read_values import MAX_COUNT, MAX_TEXT_CHARACTERS

_OPERATOR = r"^\s*(<=|>=|==|<|>)\s*"
_TEXT = {"type": "string", "pattern": r"\S", "maxLength": MAX_TEXT_CHARACTERS}
_FIGURE = {"type": "string", "pattern": _OPERATOR + r"[0-9]{1,12}(\.[0-9]{1,12})?\s*%?\s*$"}
_SIMPLE: dict[str, dict[str, Any]] = {
    "flag": {"type": "boolean"},
    "true": {"const": True},
    "text": _TEXT,
    "identity": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    "words": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]},
    "name_list": {"type": "array", "items": _TEXT, "minItems": 1, "uniqueItems": True},
    "globs": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]},
    "number_comparison": {"type": "string", "pattern": _OPERATOR + r"[0-9]{1,12}\s*$"},
    "share_comparison": _FIGURE,
    "level_comparison": {"type": "string", "pattern": _OPERATOR + r"\S"},
    "share": {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
            {"type": "string", "pattern": r"^[0-9]{1,12}(\.[0-9]{1,12})?\s*%?$"},
        ]
    },
    "count": {"type": "integer", "minimum": 1, "maximum": MAX_COUNT},
    "duration": {"type": "string", "pattern": r"^[0-9]{1,6}\s*[smhdw]$"},
    "floors": {"type": "object", "additionalProperties": _FIGURE, "minProperties": 1},
}
_EXACTLY_ONE = {"rule": ("require", "deny"), "requirement": (), "sample": ()}
_BESIDE = {"requirement": ("at",), "sample": ("share",)}
_NEVER_EMPTY = ("tier", "test", "person", "guard")


def policy_schema() -> dict[str, Any]:
    """The JSON Schema of `.paraph/policy.yaml`."""
    about = "Which changes owe what before they go in. Patterns are those of CODEOWNERS files."
    tables = {name: table for name, table in TABLES.items() if name != "document"}
    return {"description": about, **keys_schema("paraph/policy/v1", TABLES["document"], tables)}


def keys_schema(title: str, root: Table, tables: Mapping[str, Table]) -> dict[str, Any]:
    """The schema of a document whose root mapping has the keys of `root`; other tables become `$defs`."""
    schema = {"title": title, **_table(root)}
    if tables:
        schema["$defs"] = {name: _named_table(name, table) for name, table in tables.items()}
    return schema


def _table(table: Table) -> dict[str, Any]:
    properties = {name: {"description": key.meaning, **_value(key)} for name, key in table.items()}
    required = {"required": list(table.required)} if table.required else {}
    return {"type": "object", "properties": properties, "additionalProperties": False, **required}


def _named_table(name: str, table: Table) -> dict[str, Any]:
    schema = _table(table)
    if name in _EXACTLY_ONE:
        main = _EXACTLY_ONE[name] or tuple(key for key in table if key not in _BESIDE[name])
        schema["oneOf"] = [{"required": [key]} for key in main]
    if name in _NEVER_EMPTY:
        schema["minProperties"] = 1
    return schema


def _value(key: Key) -> dict[str, Any]:
    if key.shape in _SIMPLE:
        return _SIMPLE[key.shape]
    if key.shape in ("choice", "choices"):
        one = {"enum": list(key.choices)}
        return one if key.shape == "choice" else _one_or_many(one)
    return _of_table(key)


def _of_table(key: Key) -> dict[str, Any]:
    inner = {"$ref": f"#/$defs/{key.table}"}
    match key.shape:
        case "table":
            return inner
        case "list":
            return {"type": "array", "items": inner, "minItems": 1}
        case "one_or_list":
            return _one_or_many(inner)
        case "word_or_table":
            return {"anyOf": [*_SIMPLE["words"]["anyOf"], inner]}
        case "evidence":
            return _one_or_many({"anyOf": [_TEXT, inner]})
        case "teams":
            return {"type": "object", "additionalProperties": inner, "minProperties": 1}
        case "tiers":
            return {"type": "object", "additionalProperties": _one_or_many(inner), "minProperties": 1}
        case "kinds":
            return {"type": "object", "additionalProperties": _SIMPLE["globs"], "minProperties": 1}
    raise KeyError(key.shape)


def _one_or_many(one: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
