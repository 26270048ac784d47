"""What does a statement say, and which bytes say it?"""

from __future__ import annotations

from typing import Any, NoReturn

from paraph.core.attest.canonical import canonical
from paraph.core.attest.envelope import PAYLOAD_TYPE, Envelope
from paraph.core.attest.evidence import read_evidence, write_svr, write_test_result
from paraph.core.attest.namespaces import STATEMENT_TYPE, kind_of, predicate_type
from paraph.core.attest.predicate_fields import COMMON, PREDICATES
from paraph.core.attest.predicates import (
    EvidencePredicate,
    Kind,
    OverridePredicate,
    OwnerTransferPredicate,
    Predicate,
    Scope,
    SignoffPredicate,
    Statement,
)
from paraph.core.attest.strict_json import parse_json
from paraph.core.errors import InputError, Problem
from paraph.core.model.digest import sha256_hex

MOST_BYTES = 40 * 1024  # as base64, with sixteen signatures, within an envelope's bound
_MOST_SUBJECTS = 100


def read_statement(payload: bytes) -> Statement:
    """Read an in-toto Statement v1 of a predicate that Paraph knows. Unknown fields are ignored, as in-toto asks.

    Strict about everything that it uses: types, lengths, ranges, and that subject and scope name the same content.
    Raises InputError.
    """
    members = parse_json(payload, what="statement", max_bytes=MOST_BYTES)
    if not isinstance(members, dict) or members.get("_type") != STATEMENT_TYPE:
        _refuse("P0718", f"its `_type` is not {STATEMENT_TYPE}", "write an in-toto Statement v1")
    named = members.get("predicateType")
    kind = kind_of(named) if isinstance(named, str) else None
    if kind is None:
        _refuse("P0719", f"its predicate type {str(named)[:100]!r} is not known here", "use one of the reference")
    subjects, predicate = _subjects(members.get("subject")), members.get("predicate")
    if not isinstance(predicate, dict):
        _refuse("P0718", "its `predicate` is missing or not a JSON object", "write an in-toto Statement v1")
    if kind == "evidence":
        scope, at, said = read_evidence(str(named), subjects, predicate)
        return Statement(sha256_hex(payload), kind, scope, "", at, said, payload)
    common = COMMON.members(predicate, "predicate")
    meant: Predicate = PREDICATES[kind].read(predicate, "predicate")
    scope, person = common["scope"], common["person"]
    _check_subject(subjects, scope)
    _check_sense(scope, person, meant)
    return Statement(sha256_hex(payload), kind, scope, person, common["at"], meant, payload, common["nonce"])


def statement_in(envelope: Envelope) -> Statement:
    """The statement in an envelope. Raises InputError for an envelope of another payload type, too: beside a good one
    of the same bytes it would be neither the same statement nor another."""
    if envelope.payload_type != PAYLOAD_TYPE:
        _refuse("P0718", f"the type of its payload is not {PAYLOAD_TYPE}", "write an in-toto Statement v1")
    return read_statement(envelope.payload)


def write_statement(kind: Kind, scope: Scope, person: str, at: int, nonce: str, predicate: Predicate) -> bytes:
    """The canonical bytes of a statement, ready to be signed; `at` is epoch seconds, `nonce` 32 hex digits.

    Evidence becomes an SVR where a `producer` verified it, else a test result; `person`, `at` and `nonce` have no
    place in these. Raises InputError for whatever `read_statement` would refuse.
    """
    document = _evidence(scope, predicate) if isinstance(predicate, EvidencePredicate) else None
    if document is None:
        common = {"scope": scope, "person": person, "at": at, "nonce": nonce}
        said = {field.key: field.shape.write(common[field.name]) for field in COMMON.fields}
        digest = {"gitCommit": scope.head} | ({"gitTree": scope.tree} if scope.tree else {})
        document = {
            "subject": [{"name": scope.target, "digest": digest}],
            "predicateType": predicate_type(kind),
            "predicate": said | PREDICATES[kind].write(predicate),
        }
    payload = canonical({"_type": STATEMENT_TYPE, **document})
    read_statement(payload)
    return payload


def _evidence(scope: Scope, predicate: EvidencePredicate) -> dict[str, object]:
    return (write_svr if predicate.producer else write_test_result)(scope, predicate)


def _subjects(value: object) -> list[dict[str, Any]]:
    """The subjects, each with its digests: algorithm and value, both text."""
    if not isinstance(value, list) or not 0 < len(value) <= _MOST_SUBJECTS:
        _unbound(f"`subject` is missing, or not a list of 1 to {_MOST_SUBJECTS}")
    for each in value:
        digest = each.get("digest") if isinstance(each, dict) else None
        if not isinstance(digest, dict) or not digest or not all(isinstance(held, str) for held in digest.values()):
            _unbound("a subject has no `digest`")
    return value


def _check_subject(subjects: list[dict[str, Any]], scope: Scope) -> None:
    if len(subjects) != 1:
        _unbound(f"it has {len(subjects)} subjects, and speaks of one")
    (subject,) = subjects
    if subject.get("name") != scope.target:
        _unbound("the subject's name is not the target of the scope")
    if subject["digest"].get("gitCommit") != scope.head:
        _unbound("the subject's `gitCommit` is not the head of the scope")
    if subject["digest"].get("gitTree", "") != scope.tree:
        _unbound("the subject's `gitTree` is not the tree of the scope")


def _check_sense(scope: Scope, person: str, predicate: Predicate) -> None:
    if len({len(each) for each in (scope.base, scope.head, scope.tree) if each}) != 1:
        _contradictory("its object ids are of different lengths")
    if bool(scope.tree) != bool(scope.diff):
        _contradictory("`tree` and `diff` belong together")
    approves = isinstance(predicate, SignoffPredicate) and predicate.decision == "approve"
    if not scope.tree and (approves or isinstance(predicate, OverridePredicate)):
        _contradictory("it answers for content, and names no `tree`")
    if isinstance(predicate, OwnerTransferPredicate) and predicate.to != person:
        _contradictory("who takes over is not who signs")


def _unbound(what: str) -> NoReturn:
    fix = "name one subject: the target, its head and its tree"
    _refuse("P0720", f"its subject does not stand for its scope: {what}", fix)


def _contradictory(what: str) -> NoReturn:
    _refuse("P0723", f"it contradicts itself: {what}", "write what the reference says")


def _refuse(code: str, what: str, fix: str) -> NoReturn:
    raise InputError(Problem(code, f"statement: {what}", fix))
