"""Which JSON Schemas are published, and what do they say of each document?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from paraph.adapters.formats.decision_shape import decision_shape
from paraph.adapters.formats.directory_keys import (
    ABSENCE_SPAN,
    CALENDAR,
    DIRECTORY_SCHEMA,
    KEY_ENTRY,
    PEOPLE_FILE,
    PERSON_ENTRY,
    ROBOT_ENTRY,
    TEAM_ENTRY,
)
from paraph.adapters.formats.documents import facts_shape
from paraph.adapters.formats.key_schemas import keys_schema, policy_schema
from paraph.adapters.formats.server_config_keys import config_schema
from paraph.adapters.formats.statement_schemas import NAMES as STATEMENTS
from paraph.adapters.formats.statement_schemas import statement_schema
from paraph.core.model.decision import DECISION_SCHEMA
from paraph.core.model.facts import FACTS_SCHEMA

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document named in `NAMES`.

    What a schema cannot say (one account of two people, an id that stands twice) only reading finds.
    """
    return {"$schema": DIALECT, **(_MAKERS[name]() if name in _MAKERS else statement_schema(name))}


def _of_shape(shape: type[msgspec.Struct], title: str) -> dict[str, Any]:
    (root,), definitions = msgspec.json.schema_components([shape])
    definitions = {name: _tidied(body) for name, body in definitions.items()}
    body = definitions.pop(root["$ref"].rpartition("/")[2])
    return {"title": title, **{key: value for key, value in body.items() if key != "title"}, "$defs": definitions}


def _tidied(body: Any) -> Any:
    """Descriptions on one line, tuples as lists, and no bounds that only mean "a finite number"."""
    if isinstance(body, dict):
        is_number = body.get("type") == "number"
        return {
            key: " ".join(value.split()) if key == "description" and isinstance(value, str) else _tidied(value)
            for key, value in body.items()
            if not (is_number and key in ("minimum", "maximum"))
        }
    return [_tidied(item) for item in body] if isinstance(body, (list, tuple)) else body


def _directory() -> dict[str, Any]:
    about = "The people that may be asked and whose work is judged, with all their accounts."
    tables = {"person": PERSON_ENTRY, "robot": ROBOT_ENTRY, "key": KEY_ENTRY, "team": TEAM_ENTRY}
    schema = keys_schema(DIRECTORY_SCHEMA, PEOPLE_FILE, tables)
    schema["properties"]["people"].pop("minItems")
    return {"description": about, **schema}


def _absence() -> dict[str, Any]:
    about = "Who is away and when people work, by the person's id. This file is not governed: it only says whom to ask."
    whole = keys_schema("paraph/absence/v1", CALENDAR, {"absence": ABSENCE_SPAN})
    calendar = {key: whole[key] for key in ("type", "properties", "additionalProperties")}
    spans = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/absence"}}
    one = {"anyOf": [spans, calendar]}
    return {"title": whole["title"], "description": about, "type": "object", "additionalProperties": one,
            "$defs": whole["$defs"]}  # fmt: skip


_MAKERS: dict[str, Callable[[], dict[str, Any]]] = {
    "facts": lambda: _of_shape(facts_shape(), FACTS_SCHEMA),
    "policy": policy_schema,
    "decision": lambda: _of_shape(decision_shape(), DECISION_SCHEMA),
    "directory": _directory,
    "absence": _absence,
    "config": config_schema,
}
NAMES = (*_MAKERS, *STATEMENTS)
