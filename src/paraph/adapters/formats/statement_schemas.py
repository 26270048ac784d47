"""How is a signed statement published as a JSON Schema? From the very fields that its reader obeys."""

from __future__ import annotations

from typing import Any

from paraph.core.attest import evidence, shapes
from paraph.core.attest.envelope import MOST_SIGNATURES
from paraph.core.attest.namespaces import STATEMENT_TYPE, SVR, TEST_RESULT, predicate_type
from paraph.core.attest.predicate_fields import COMMON, PREDICATES
from paraph.core.attest.predicates import KINDS, Kind

_ODD = r"\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069"
_LINES = rf"^(?=[\s\S]*\S)[^{_ODD}]+$"
_LINE = rf"^(?=.*\S)[^{_ODD}\t\n]+$"
_BASE64 = {"type": "string", "pattern": "^([A-Za-z0-9+/]*|[A-Za-z0-9_-]*)={0,2}$"}
_OBJECT_ID = {"type": "string", "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$"}
_TEXT = {"type": "string"}
_ABOUT: dict[Kind, str] = {
    "declaration": "What an author states of their own change.",
    "signoff": "A person's answer for the content of the scope.",
    "veto": "A no that stands until it is withdrawn.",
    "override": "Break-glass: reason, expiry, and a review that stays owed.",
    "owner-transfer": "Somebody takes over AI-written code.",
    "withdrawal": "A sign-off is taken back, or a veto cleared.",
    "evidence": "A report on this content: in-toto's test-result v0.1 or SVR v0.2.",
}
NAMES = (*(f"statement-{kind}" for kind in KINDS), "envelope")


def statement_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of the payload of one kind of statement, or of the envelope that holds it.

    It does not say that subject and scope name the same content, which the reader also asks for.
    """
    if name == "envelope":
        return {"title": "paraph/envelope/v1", **_envelope()}
    kind = next(each for each in KINDS if name == f"statement-{each}")
    about = {"title": f"paraph/{name}/v1", "description": _ABOUT[kind]}
    return about | (_evidence() if kind == "evidence" else _ours(kind))


def _ours(kind: Kind) -> dict[str, Any]:
    fields = shapes.Record(None, *COMMON.fields, *PREDICATES[kind].fields)
    digest = _members({"gitCommit": _OBJECT_ID, "gitTree": _OBJECT_ID}, "gitCommit")
    subject = _members({"name": _of(shapes.Ref()), "digest": digest}, "name", "digest")
    return _statement(predicate_type(kind), subject, _of(fields), {"maxItems": 1})


def _statement(
    name: str, subject: dict[str, Any], predicate: dict[str, Any], bounds: dict[str, int] | None = None
) -> dict[str, Any]:
    members = {
        "_type": {"const": STATEMENT_TYPE},
        "subject": {"type": "array", "minItems": 1, "items": subject} | (bounds or {}),
        "predicateType": {"const": name},
        "predicate": predicate,
    }
    return _members(members, *members)


def _evidence() -> dict[str, Any]:
    digest = {"type": "object", "minProperties": 1, "additionalProperties": _TEXT}
    subject = _members({"digest": digest | {"properties": {"gitCommit": _OBJECT_ID, "gitTree": _OBJECT_ID}}}, "digest")
    texts = {"type": "array", "items": _TEXT}
    notes = {
        evidence.KIND: {"description": "the kind of evidence, where it is not `tests`"} | _of(shapes.Text(100)),
        evidence.METRICS: {
            "description": "figures that a policy may ask for",
            "type": "object",
            "additionalProperties": {"type": "number"},
        },
        evidence.AT: {"description": "when it was made"} | _of(shapes.Moment()),
    }
    descriptor = {
        "type": "object",
        "anyOf": [{"required": ["uri"]}, {"required": ["digest"]}, {"required": ["content"]}],
        "properties": {"annotations": {"type": ["object", "null"], "properties": notes}},
    }
    descriptors = {"type": "array", "items": descriptor}
    verifier = _members({"id": _TEXT, "policies": descriptors}, "id", "policies")
    tests = {"result": {"enum": ["PASSED", "WARNED", "FAILED"]}, "configuration": descriptors, "failedTests": texts}
    time = {"type": "string", "format": "date-time", "pattern": "Z$"}
    found = {"verifier": verifier, "timeCreated": time, "properties": texts}
    return {
        "oneOf": [
            _statement(TEST_RESULT, subject, _members(tests, "result", "configuration")),
            _statement(SVR, subject, _members(found, *found)),
        ]
    }


def _envelope() -> dict[str, Any]:
    about = "Signatures over a statement: DSSE. `sig` is a binary SSH signature, or a robot's plain one."
    signature = _members({"keyid": _TEXT | {"maxLength": 256}, "sig": _BASE64 | {"minLength": 1}}, "sig")
    signatures = {"type": "array", "minItems": 1, "maxItems": MOST_SIGNATURES, "items": signature}
    members = {"payload": _BASE64, "payloadType": _TEXT | {"minLength": 1}, "signatures": signatures}
    return {"description": about, **_members(members, "payloadType", "signatures")}


def _members(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


def _of(shape: shapes.Shape) -> dict[str, Any]:
    """The schema of a field's shape. Unknown members of objects stay allowed, as in-toto asks."""
    match shape:
        case shapes.Text():
            return {"type": "string", "maxLength": shape.most, "pattern": _LINES if shape.has_lines else _LINE}
        case shapes.Id():
            return {"type": "string", "maxLength": 64, "pattern": rf"^[^\s:,@{_ODD}]+$"}
        case shapes.Ref():
            return {"type": "string", "maxLength": 1005, "pattern": rf"^refs/[^\s~^:?*\[{_ODD}]+$"}
        case shapes.Word():
            return {"enum": list(shape.choices)}
        case shapes.Hex():
            return {"type": "string", "pattern": "^(" + "|".join(f"[0-9a-f]{{{n}}}" for n in shape.lengths) + ")$"}
        case shapes.Moment():
            return {"type": "string", "format": "date-time", "pattern": r"^[0-9-]{10}T[0-9:]{8}Z$"}
        case shapes.Count():
            return {"type": "integer", "minimum": 0, "maximum": shape.most}
        case shapes.Each():
            return {"type": "array", "maxItems": shape.most, "items": _of(shape.item)}
        case shapes.Record():
            return _record(shape)
    return {"type": "number", "minimum": 0, "maximum": 1}


def _record(record: shapes.Record) -> dict[str, Any]:
    properties = {each.key: {"description": each.meaning} | _of(each.shape) for each in record.fields}
    return _members(properties, *(each.key for each in record.fields if each.default is shapes.REQUIRED))
