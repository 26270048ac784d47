"""The events of a run say what a preview says in one document."""

from __future__ import annotations

import json
from typing import Any

import pytest

from paraph.adapters.formats.plan_file import read_plan
from paraph.core.errors import InputError

URN = "urn:pulumi:prod::shop::aws:rds/instance:Instance::db"
END: dict[str, Any] = {"sequence": 2, "summaryEvent": {"maybeCorrupt": False, "resourceChanges": {"delete": 1}}}


def log(*events: dict[str, Any]) -> bytes:
    return b"\n".join(json.dumps(each).encode() for each in ({"sequence": 0, "preludeEvent": {"config": {}}}, *events))


def step(op: str, urn: str = URN) -> dict[str, Any]:
    state = {"type": "aws:rds/instance:Instance", "urn": urn, "inputs": {}}
    return {"sequence": 1, "resourcePreEvent": {"metadata": {"op": op, "urn": urn, "old": state, "new": None}}}


@pytest.mark.parametrize(("op", "deed"), [("delete", "delete"), ("same", "none"), ("replace", "replace")])
def test_steps(op: str, deed: str) -> None:
    plan = read_plan(log(step(op), END), "events.json")
    assert (plan.form, [(each.address, each.deed) for each in plan.changes]) == ("pulumi", [(URN, deed)])


@pytest.mark.parametrize(
    "content",
    [
        log(step("delete")),
        log(END) + b"\n{broken",
        log({"diagnosticEvent": {"severity": "error"}}, END),
        log({"resourcePreEvent": {"metadata": {"op": "delete"}}}, END),
    ],
)
def test_what_is_not_whole(content: bytes) -> None:
    with pytest.raises(InputError):
        read_plan(content, "events.json")


@pytest.mark.parametrize("form", [None, "pulumi"])
def test_a_preview_without_a_summary(form: Any) -> None:
    content = json.dumps({"steps": [{"op": "delete", "urn": URN}]}).encode()
    assert [each.deed for each in read_plan(content, "p.json", form).changes] == ["delete"]
