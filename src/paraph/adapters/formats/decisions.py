"""How is a decision written for machines?"""

from __future__ import annotations

from typing import Any

from paraph.core.model.decision import AssistanceFound, Decision, Node, Owed, Tier
from paraph.core.model.facts import Facts

_NODE = Node._fields
_OWED = Owed._fields


def decision_document(decision: Decision, facts: Facts | None = None) -> dict[str, Any]:
    """The decision as plain members of `paraph/decision/v1`; nouns inside are left to `write_json`.

    `tier` and `assistance` are plain words, so that a script can compare them; their reasons stand
    beside them as `tier_reasons` and `assistance_found`. With `facts`, those that it was made from, their digest
    ties it to them.
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
    if facts is not None:
        from paraph.adapters.formats.documents import facts_digest  # text answers need no facts documents

        document["facts_digest"] = facts_digest(facts)
    return document


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
