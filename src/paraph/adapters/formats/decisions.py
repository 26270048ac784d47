"""How is a decision written for machines?"""

from __future__ import annotations

import json
from typing import Any

from paraph.core.model.decision import AssistanceFound, Decision, Node, Owed, Tier

_NODE = Node._fields
_OWED = Owed._fields


def decision_document(decision: Decision) -> dict[str, Any]:
    """The decision as plain members of `paraph/decision/v1`; nouns inside are left to `write_json`.

    `tier` and `assistance` are plain words, so that a script can compare them; their reasons stand
    beside them as `tier_reasons` and `assistance_found`.
    """
    document: dict[str, Any] = {"schema": decision.schema}
    for name in Decision.__dataclass_fields__:
        value = getattr(decision, name)
        if isinstance(value, Tier):
            document |= {"tier": value.value, "tier_reasons": value.reasons, "tier_may_be_higher": value.may_be_higher}
        elif isinstance(value, AssistanceFound):
            document |= {"assistance": value.value, "assistance_found": value}
        elif isinstance(value, Node):
            document[name] = _node(value)
        elif isinstance(value, tuple):
            document[name] = [_member(member) for member in value]
        else:
            document[name] = value
    return document


def write_json(document: Any, *, is_pretty: bool = False) -> str:
    """Plain data and nouns as JSON in ASCII: it acts on no terminal and survives every encoding.

    Text that is not Unicode (lone surrogates) is written as visible `\\udcNN`, so that strict readers
    can read the rest.
    """
    layout: dict[str, Any] = {"indent": 2} if is_pretty else {"separators": (",", ":")}
    text = json.dumps(document, default=_members, **layout)
    if "\\ud" in text:
        text = json.dumps(_readable(json.loads(text)), **layout)
    return text


def _member(value: Any) -> Any:
    if isinstance(value, Node):
        return _node(value)
    return dict(zip(_OWED, value, strict=True)) if isinstance(value, Owed) else value


def _node(node: Node) -> dict[str, Any]:
    members: dict[str, Any] = dict(zip(_NODE, node, strict=True))
    if node.children:
        members["children"] = [_node(child) for child in node.children]
    if node.owed:
        members["owed"] = [dict(zip(_OWED, owed, strict=True)) for owed in node.owed]
    return members


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
