"""How does a decision read as SARIF 2.1.0, for tools that show findings beside code?

Source of the format: OASIS, Static Analysis Results Interchange Format 2.1.0 (errata 01).
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from paraph.adapters.formats.visible import safe
from paraph.core.model import places
from paraph.core.model.decision import Decision, Node, Owed, State, Verdict
from paraph.core.model.policy import Position

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MAX_RESULTS = 5_000
_LEVELS = {State.DENIED: "error", State.CANNOT_TELL: "error", State.PENDING: "warning", State.OVERRIDDEN: "note"}


def sarif(decision: Decision, version: str) -> dict[str, Any]:
    """One SARIF log with one run: a result for each rule that is not met and for each finding.

    Rules that only advise are notes. `version` is that of the tool. Every result has a rule id, a
    message, a location and a fingerprint that stays the same while the same thing is wrong.
    """
    results = list(_results(decision))[:MAX_RESULTS]
    names = list(dict.fromkeys(result["ruleId"] for result in results))
    index = {name: at for at, name in enumerate(names)}
    for result in results:
        result["ruleIndex"] = index[result["ruleId"]]
    described = {result["ruleId"]: result["message"]["text"] for result in reversed(results)}
    rules = [{"id": name, "shortDescription": {"text": described[name]}} for name in names]
    driver = {"name": "Paraph", "semanticVersion": version, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "paraph/gate"},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": decision.verdict is not Verdict.CANNOT_TELL}],
        "results": results,
        "properties": {
            "verdict": decision.verdict.value,
            "summary": safe(decision.summary),
            "tier": decision.tier.value,
            "assistance": safe(decision.assistance.value),
            "policyDigest": decision.policy_digest,
            "base": decision.base,
            "head": decision.head,
        },
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _results(decision: Decision) -> Iterator[dict[str, Any]]:
    source = decision.policy_sources[0] if decision.policy_sources else places.POLICY
    for rules, is_binding in ((decision.tree.children, True), (decision.would, False)):
        for rule in rules:
            if rule.state in _LEVELS:
                level = _LEVELS[rule.state] if is_binding else "note"
                text = _message(rule)
                yield _result(safe(rule.title), level, text, rule.position or Position(source, 1, 1))
    for finding in decision.findings:
        place = Position(finding.path or source, 1, 1)
        commit = f" (commit {finding.commit[:12]})" if finding.commit else ""
        yield _result(f"finding/{safe(finding.kind)}", "warning", safe(finding.text + commit), place)


def _message(rule: Node) -> str:
    parts = [safe(rule.title) + (f": {safe(rule.found)}" if rule.found else "")]
    parts += [
        f"owed: {safe(owed.what)}" + (f" (fix: {safe(owed.unblocks)})" if owed.unblocks else "") for owed in _owed(rule)
    ]
    return ". ".join(parts)


def _owed(node: Node) -> Iterator[Owed]:
    yield from node.owed
    for child in node.children:
        yield from _owed(child)


def _result(rule: str, level: str, text: str, at: Position) -> dict[str, Any]:
    region = {"startLine": max(at.line, 1), "startColumn": max(at.column, 1)}
    location = {"artifactLocation": _artifact(at.file), "region": region}
    print_ = sha256(f"{rule}\n{at.file}".encode("utf-8", "backslashreplace")).hexdigest()
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"paraph/v1": print_[:32]},
    }


def _artifact(path: str) -> dict[str, str]:
    uri = quote(path.encode("utf-8", "backslashreplace"), safe="/")
    return {"uri": f"file://{uri}"} if path.startswith("/") else {"uri": uri, "uriBaseId": "%SRCROOT%"}
