"""What shape must a decision document have, and how is one read back?"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, get_type_hints

import msgspec

from paraph.adapters.formats.converting import converted
from paraph.adapters.formats.documents import refuse_shape
from paraph.adapters.formats.shapes import shape_of, shape_of_hint
from paraph.adapters.formats.strict_json import read_json
from paraph.core.model.decision import DECISION_SCHEMA, AssistanceFound, Decision, Node, Owed, Reason, State, Tier
from paraph.core.model.policy import Position

OwedDocument: Any = shape_of(Owed)
PositionDocument: Any = shape_of(Position)
_FLAT = ("schema", "tier", "assistance", "tree", "would", "recorded")


class NodeDocument(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """One place of the decision tree: what was looked at (`title`), what was found, and what is owed."""

    kind: str
    title: str
    state: State
    found: str
    children: tuple[NodeDocument, ...]
    owed: tuple[OwedDocument, ...]
    position: PositionDocument | None


@cache
def decision_shape() -> type[msgspec.Struct]:
    """The strict shape of a decision document, from which its JSON Schema is made too."""
    hints = get_type_hints(Decision)
    reasons = get_type_hints(Tier)["reasons"]
    members: list[Any] = [
        ("schema", Literal[DECISION_SCHEMA]),
        ("tier", str),
        ("tier_reasons", shape_of_hint(reasons)),
        ("tier_may_be_higher", bool),
        ("assistance", str),
        ("assistance_found", shape_of(AssistanceFound)),
        ("tree", NodeDocument),
        ("would", tuple[NodeDocument, ...]),
        ("recorded", tuple[NodeDocument, ...]),
    ]
    members += [(name, shape_of_hint(hint)) for name, hint in hints.items() if name not in _FLAT]
    return msgspec.defstruct(
        "Decision",
        members,
        namespace={"__doc__": Decision.__doc__},
        forbid_unknown_fields=True,
        kw_only=True,
        frozen=True,
    )


def read_decision(content: bytes, file: str = "decision.json") -> Decision:
    """Read a decision document strictly; raises `InputError` with the place as a JSON path."""
    data = read_json(content, file)
    try:
        document: Any = converted(data, decision_shape(), strict=True)
    except msgspec.ValidationError as error:
        refuse_shape(error, file, tuple(decision_shape().__struct_fields__))
    rest: dict[str, Any] = {}
    for name, hint in get_type_hints(Decision).items():
        if name not in _FLAT and name not in ("missing", "later"):
            rest[name] = converted(getattr(document, name), hint, from_attributes=True)
    reasons = tuple(converted(reason, Reason, from_attributes=True) for reason in document.tier_reasons)
    return Decision(
        tier=Tier(document.tier, reasons, document.tier_may_be_higher),
        assistance=converted(document.assistance_found, AssistanceFound, from_attributes=True),
        tree=_node(document.tree),
        would=tuple(map(_node, document.would)),
        recorded=tuple(map(_node, document.recorded)),
        missing=tuple(map(_owed, document.missing)),
        later=tuple(map(_owed, document.later)),
        **rest,
    )


def _node(document: NodeDocument) -> Node:
    at = document.position
    return Node(
        document.kind,
        document.title,
        document.state,
        document.found,
        tuple(map(_node, document.children)),
        tuple(map(_owed, document.owed)),
        Position(at.file, at.line, at.column) if at else None,
    )


def _owed(document: Any) -> Owed:
    return Owed(**{name: getattr(document, name) for name in Owed._fields})
