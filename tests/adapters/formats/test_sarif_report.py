"""Are the results of a scanner counted by their level, and none passed over that counts?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from paraph.adapters.formats.sarif_report import read_sarif
from paraph.core.errors import InputError


def report(*results: dict[str, Any], **run: Any) -> bytes:
    rules = [{"id": "a", "defaultConfiguration": {"level": "error"}}, {"id": "b"}]
    whole = {"tool": {"driver": {"name": "x", "rules": rules}}, "results": list(results)} | run
    return json.dumps({"version": "2.1.0", "runs": [whole]}).encode()


def said(data: bytes) -> tuple[str, dict[str, float]]:
    found = read_sarif(data, 7)
    return found.outcome, {each.name: each.value for each in found.metrics}


@pytest.mark.parametrize(
    ("result", "level"),
    [
        ({"level": "error"}, "errors"), ({"level": "warning"}, "warnings"), ({"level": "note"}, "notes"),
        ({}, "warnings"),
        ({"ruleId": "a"}, "errors"), ({"ruleIndex": 0}, "errors"), ({"rule": {"id": "a"}}, "errors"),
        ({"ruleId": "b"}, "warnings"), ({"ruleId": "none"}, "warnings"), ({"level": "fatal"}, "errors"),
        ({"level": "error", "suppressions": []}, "errors"),
        ({"level": "error", "suppressions": [{"status": "underReview"}]}, "errors"),
        ({"level": "error", "kind": "open"}, "errors"),
    ],
)  # fmt: skip
def test_levels(result: dict[str, Any], level: str) -> None:
    outcome, found = said(report(result))
    assert {name for name, value in found.items() if value} == {level}
    assert outcome == ("failed" if level == "errors" else "passed")


@pytest.mark.parametrize(
    "result",
    [{"level": "none"}, {"level": "error", "kind": "pass"}, {"level": "error", "suppressions": [{"kind": "inSource"}]}],
)
def test_what_does_not_count(result: dict[str, Any]) -> None:
    assert said(report(result)) == ("passed", {"errors": 0.0, "warnings": 0.0, "notes": 0.0})


def test_a_run_that_did_not_succeed_is_an_error() -> None:
    assert said(report(invocations=[{"executionSuccessful": True}]))[0] == "passed"
    assert said(report({"level": "error"}, invocations=[{"executionSuccessful": False}]))[0] == "error"
    assert said(report(invocations=[{}]))[0] == "error"


@pytest.mark.parametrize(
    "data",
    [
        b"{}", b"[]", b'{"version": "2.0.0", "runs": [{"results": []}]}', b'{"version": "2.1.0", "runs": []}',
        b'{"version": "2.1.0", "runs": {}}', b'{"version": "2.1.0", "runs": [1]}',
        b'{"version": "2.1.0", "runs": [{}]}',
        b'{"version": "2.1.0", "runs": [{"results": null}]}', b'{"version": "2.1.0", "runs": [{"results": [1]}]}',
        b'{"version": "2.1.0", "version": "2.1.0", "runs": []}', b"\xff", b"{",
    ],
)  # fmt: skip
def test_what_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_sarif(data, 7)
