"""What would a Pulumi preview or a CloudFormation change set do?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from adapters.formats.plan_contract import SECRET, PlanContract
from paraph.adapters.formats.stack_previews import change_set_plan, pulumi_plan
from paraph.core.errors import InputError

BUCKET = "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::logs"


def step(op: str, urn: str = BUCKET, **more: Any) -> dict[str, Any]:
    return {"op": op, "urn": urn} | more


@pytest.mark.parametrize(
    ("op", "deed"),
    [
        ("same", "none"),
        ("create", "create"),
        ("update", "update"),
        ("delete", "delete"),
        ("replace", "replace"),
        ("discard", "forget"),
        ("create-replacement", "replace"),
        ("delete-replaced", "replace"),
        ("explode", "unknown"),
    ],
)
def test_steps(op: str, deed: str) -> None:
    (change,) = pulumi_plan({"steps": [step(op)]}, "d", "p").changes
    assert (change.deed, change.type, change.name) == (deed, "aws:s3/bucket:Bucket", "logs")


def test_the_three_steps_of_a_replacement_are_one_change() -> None:
    steps = [step("create-replacement"), step("replace", replaceReasons=["name"]), step("delete-replaced")]
    found = [change for change in pulumi_plan({"steps": steps}, "d", "p").changes if change.deed != "none"]
    assert [(change.deed, change.because) for change in found] == [("replace", ("name",))]


def test_protection_that_falls() -> None:
    old, new = {"protect": True, "inputs": {"forceDestroy": False}}, {"inputs": {"forceDestroy": True}}
    (change,) = pulumi_plan({"steps": [step("update", oldState=old, newState=new)]}, "d", "p").changes
    assert change.lowered == (
        "forceDestroy is switched on: what is in it goes with it", "protect is switched off",
    )  # fmt: skip


CHANGES = [
    ({"Action": "Add"}, "create"),
    ({"Action": "Remove"}, "delete"),
    ({"Action": "Remove", "PolicyAction": "Retain"}, "forget"),
    ({"Action": "Remove", "PolicyAction": "Snapshot"}, "delete"),
    ({"Action": "Modify", "Replacement": "False"}, "update"),
    ({"Action": "Modify", "Replacement": "True"}, "replace"),
    ({"Action": "Modify", "Replacement": "Conditional"}, "unknown"),
    ({"Action": "Modify", "Replacement": "True", "PolicyAction": "ReplaceAndDelete"}, "replace"),
    ({"Action": "Modify", "PolicyAction": "Explode"}, "unknown"),
    ({"Action": "Dynamic"}, "unknown"),
    ({}, "unknown"),
]


@pytest.mark.parametrize(("entry", "deed"), CHANGES)
def test_changes_of_a_set(entry: dict[str, str], deed: str) -> None:
    held = entry | {"LogicalResourceId": "Db", "ResourceType": "AWS::RDS::DBInstance"}
    plan = change_set_plan({"StackId": "arn:x", "Changes": [{"ResourceChange": held}]}, "d", "p")
    (change,) = plan.changes
    assert (change.deed, change.address, change.type) == (deed, "Db", "AWS::RDS::DBInstance")
    assert plan.lineage == "arn:x"


def test_what_forces_a_replacement() -> None:
    details = [
        {"Target": {"Attribute": "Properties", "Name": "Engine", "RequiresRecreation": "Always"}},
        {"Target": {}},
    ]
    held = {"Action": "Modify", "Replacement": "True", "LogicalResourceId": "Db", "Details": details}
    (change,) = change_set_plan({"Changes": [{"ResourceChange": held}]}, "d", "p").changes
    assert change.because == ("Engine",)


def test_a_page_of_several_is_not_whole() -> None:
    plan = change_set_plan({"Changes": [], "NextToken": "x"}, "d", "p")
    assert [(each.rule, each.answer) for each in plan.dangers] == [("plan.incomplete", "deny")]


@pytest.mark.parametrize("data", [{}, {"Changes": [1]}, {"Changes": [{}]}, {"Changes": [], "Status": "FAILED"}])
def test_a_change_set_that_is_none(data: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        change_set_plan(data, "d", "p")


@pytest.mark.parametrize(
    "data", [{}, {"steps": [1]}, {"steps": [{}]}, {"steps": [], "diagnostics": [{"severity": "error"}]}]
)
def test_a_preview_that_is_none(data: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        pulumi_plan(data, "d", "p")


class TestPulumiPreview(PlanContract):
    """`pulumi preview --json`."""

    form = "pulumi"
    content = json.dumps(
        {"steps": [step("delete", oldState={"inputs": {"password": SECRET}})], "changeSummary": {"delete": 1}}
    ).encode()


class TestChangeSet(PlanContract):
    """`aws cloudformation describe-change-set`."""

    form = "cloudformation"
    content = json.dumps({
        "StackId": "arn:x", "Parameters": [{"ParameterKey": "Password", "ParameterValue": SECRET}],
        "Changes": [{"ResourceChange": {
            "Action": "Remove", "LogicalResourceId": "Db", "ResourceType": "AWS::RDS::DBInstance",
        }}],
    }).encode()  # fmt: skip
