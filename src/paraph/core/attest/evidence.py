"""What does a report in a format of in-toto say of this content?"""

from __future__ import annotations

from typing import Any, NamedTuple, NoReturn

from paraph.core.attest.namespaces import SVR, TEST_RESULT
from paraph.core.attest.predicates import EvidencePredicate, Measured, Scope
from paraph.core.attest.shapes import Each, Hex, Moment, Text
from paraph.core.attest.timestamps import seconds_of
from paraph.core.errors import InputError, Problem

KIND = "paraphKind"
METRICS = "paraphMetrics"
AT = "paraphAt"
_NAMES = Each(Text(1000), 5000)
_KIND = Text(100)
_PROPERTIES = Each(Text(200), 500)
_URI = Text(1000)
_MOMENT = Moment()
_MOST_DESCRIPTORS = 100
_MOST_METRICS = 200
_OUTCOMES = {"PASSED": "passed", "WARNED": "passed", "FAILED": "failed"}


class Report(NamedTuple):
    """What an in-toto report says, and the commit and tree that it says it of."""

    scope: Scope
    at: int
    predicate: EvidencePredicate


def read_evidence(predicate_type: str, subjects: list[dict[str, Any]], predicate: dict[str, Any]) -> Report:
    """Read a test-result v0.1 or an SVR v0.2; their other fields, and unknown ones, are ignored.

    Subjects other than commits and trees (the artifact that was tested) may stand beside them. Raises InputError
    where a required field is missing or of another type, or where it is not clear which content is meant.
    """
    scope = Scope("", "", "", _only("gitCommit", subjects), _only("gitTree", subjects))
    if not scope.head and not scope.tree:
        _unclear("no subject has the digest of a commit (`gitCommit`) or a tree (`gitTree`)")
    return (_svr if predicate_type == SVR else _test_result)(scope, predicate)


def write_test_result(scope: Scope, evidence: EvidencePredicate) -> dict[str, object]:
    """A statement's subject, type and predicate: one configuration for each kind. An error is a failure there.

    Raises InputError for evidence of no kind.
    """
    if not evidence.kinds:
        _malformed("it is of no kind")
    figures = {each.name: each.value for each in evidence.metrics}
    configurations: list[object] = []
    for kind in evidence.kinds:
        annotations: dict[str, object] = {KIND: kind} if evidence.kinds != ("tests",) else {}
        annotations |= {METRICS: figures} if figures else {}
        annotations |= {AT: _MOMENT.write(evidence.at)} if evidence.at else {}
        configuration: dict[str, object] = {"name": kind, "digest": _digest(scope)}
        configurations.append(configuration | ({"annotations": annotations} if annotations else {}))
    result = "PASSED" if evidence.outcome == "passed" else "FAILED"
    return _document(scope, TEST_RESULT, {"result": result, "configuration": configurations})


def write_svr(scope: Scope, evidence: EvidencePredicate) -> dict[str, object]:
    """The same for properties that a verifier (`producer`, a URI) found at a time.

    Raises InputError for evidence that did not pass, which an SVR cannot say, and for figures.
    """
    if evidence.outcome != "passed" or evidence.metrics:
        _malformed("an SVR holds properties that passed, and no figures")
    verifier: dict[str, object] = {"id": evidence.producer, "policies": []}
    made: dict[str, object] = {
        "verifier": verifier,
        "timeCreated": Moment().write(evidence.at),
        "properties": list(evidence.kinds),
    }
    return _document(scope, SVR, made)


def _document(scope: Scope, predicate_type: str, predicate: dict[str, object]) -> dict[str, object]:
    return {"subject": [{"digest": _digest(scope)}], "predicateType": predicate_type, "predicate": predicate}


def _digest(scope: Scope) -> dict[str, str]:
    return {name: value for name, value in (("gitCommit", scope.head), ("gitTree", scope.tree)) if value}


def _only(algorithm: str, subjects: list[dict[str, Any]]) -> str:
    named = {str(each["digest"][algorithm]) for each in subjects if algorithm in each["digest"]}
    if len(named) > 1:
        _unclear(f"its subjects have {len(named)} different `{algorithm}`")
    return Hex(40, 64).read(named.pop(), f"subject.digest.{algorithm}") if named else ""


def _test_result(scope: Scope, predicate: dict[str, Any]) -> Report:
    outcome = _OUTCOMES.get(str(predicate.get("result")))
    if outcome is None:
        _malformed("`result` is not PASSED, WARNED or FAILED")
    descriptors = _descriptors(predicate, "configuration")
    if _NAMES.read(predicate.get("failedTests", []), "predicate.failedTests"):
        outcome = "failed"
    notes = [each.get("annotations") or {} for each in descriptors]
    if not all(isinstance(each, dict) for each in notes):
        _malformed("`annotations` of a configuration is not a JSON object")
    kinds = [_KIND.read(each[KIND], f"predicate.configuration.annotations.{KIND}") for each in notes if KIND in each]
    times = [_MOMENT.read(each[AT], f"predicate.configuration.annotations.{AT}") for each in notes if AT in each]
    at = max(times, default=0)
    said = EvidencePredicate(tuple(dict.fromkeys(kinds)) or ("tests",), outcome, "", at, _metrics(notes))  # type: ignore[arg-type]
    return Report(scope, at, said)


def _svr(scope: Scope, predicate: dict[str, Any]) -> Report:
    verifier, created = predicate.get("verifier"), predicate.get("timeCreated")
    if not isinstance(verifier, dict):
        _malformed("`verifier` is missing or not a JSON object")
    producer = _URI.read(verifier.get("id"), "predicate.verifier.id")
    _descriptors(verifier, "policies")
    at = seconds_of(created, may_have_fraction=True) if isinstance(created, str) else None
    if at is None:
        _malformed("`timeCreated` is missing or not a time such as `2026-01-31T23:59:59Z`")
    properties = tuple(dict.fromkeys(_PROPERTIES.read(predicate.get("properties"), "predicate.properties")))
    return Report(scope, at, EvidencePredicate(properties, "passed", producer, at))


def _descriptors(holder: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """A required list of in-toto's ResourceDescriptors: each has a `uri`, a `digest` or `content`."""
    found = holder.get(name)
    if not isinstance(found, list) or len(found) > _MOST_DESCRIPTORS:
        _malformed(f"`{name}` is missing, or not a list of up to {_MOST_DESCRIPTORS}")
    for each in found:
        if not isinstance(each, dict) or not any(each.get(key) for key in ("uri", "digest", "content")):
            _malformed(f"an entry of `{name}` has neither `uri` nor `digest` nor `content`")
    return found


def _metrics(notes: list[dict[str, Any]]) -> tuple[Measured, ...]:
    found: dict[str, float] = {}
    for each in notes:
        held = each.get(METRICS, {})
        if not isinstance(held, dict) or len(held) > _MOST_METRICS:
            _malformed(f"`{METRICS}` is not a JSON object of up to {_MOST_METRICS} figures")
        for name, value in held.items():
            if type(value) not in (int, float) or found.setdefault(name, float(value)) != value:
                _malformed(f"`{METRICS}.{name[:60]}` is not one number")
            _KIND.read(name, f"predicate.configuration.annotations.{METRICS}")
    return tuple(Measured(name, value) for name, value in sorted(found.items()))


def _unclear(what: str) -> NoReturn:
    fix = "name one commit, its tree, or both, as the subject"
    raise InputError(Problem("P0721", f"evidence: not clear about what: {what}", fix))


def _malformed(what: str) -> NoReturn:
    fix = "write it as the in-toto predicate says"
    raise InputError(Problem("P0722", f"evidence: not as in-toto defines it: {what}", fix))
