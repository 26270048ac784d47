"""What would a Pulumi preview or a CloudFormation change set do?

Pulumi: the JSON of `pulumi preview --json` (`steps` with `op`, `urn`, `oldState`, `newState`). CloudFormation: that of
`aws cloudformation describe-change-set` (`Changes` with `ResourceChange`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paraph.adapters.formats import plan_refusals as refuse
from paraph.core.guard.plan.model import Deed, Managed, Plan, PlannedChange
from paraph.core.guard.plan.protection import protections
from paraph.core.model.guard import Danger

_OPS: Mapping[str, Deed] = {
    "same": "none", "read": "read", "refresh": "none", "create": "create", "update": "update", "import": "create",
    "delete": "delete", "replace": "replace", "create-replacement": "none", "delete-replaced": "none",
    "read-replacement": "none", "import-replacement": "none", "discard": "forget", "discard-replaced": "none",
    "remove-pending-replace": "none",
}  # fmt: skip
_POLICIES: Mapping[str, Deed] = {
    "Delete": "delete", "Retain": "forget", "Snapshot": "delete", "ReplaceAndDelete": "replace",
    "ReplaceAndRetain": "replace", "ReplaceAndSnapshot": "replace",
}  # fmt: skip
_KEPT = {"Snapshot": "a snapshot of it is kept", "ReplaceAndSnapshot": "a snapshot of the old one is kept",
         "ReplaceAndRetain": "the old one runs on, and nothing manages it"}  # fmt: skip


def pulumi_plan(data: Mapping[str, Any], digest: str, file: str) -> Plan:
    """The plan in a preview of Pulumi's. Raises InputError for one without steps, or one that failed."""
    steps = data.get("steps")
    if not isinstance(steps, list):
        refuse.no_preview(file, "a preview without `steps`", "pulumi preview --json")
    notes = data.get("diagnostics")
    if any(isinstance(each, dict) and each.get("severity") == "error" for each in notes or ()):
        refuse.not_whole(file, "the preview ended with an error")
    changes = [_step(each, file) for each in steps]
    replaced = {change.address for change in changes if change.deed == "replace"}
    orphans = [_half(each, file) for each in steps if str(each.get("op")) in {"delete-replaced", "create-replacement"}]
    halves = {change.address: change for change in orphans if change.address not in replaced}
    shown = [change for change in changes if change.address not in halves or change.deed != "none"]
    managed = tuple(Managed(each.address, each.type) for each in changes if each.deed not in {"create", "read"})
    return Plan("pulumi", digest, (*shown, *halves.values()), tuple(dict.fromkeys(managed)))


def _step(step: Any, file: str) -> PlannedChange:
    if not isinstance(step, dict) or not isinstance(step.get("urn"), str):
        refuse.no_preview(file, "a step without a `urn`", "pulumi preview --json")
    op, urn = str(step.get("op")), str(step["urn"])
    parts = urn.split("::")
    old, new = _state(step, "oldState"), _state(step, "newState")
    deed = _OPS.get(op, "unknown")
    facts = protections(
        old,
        new,
        hidden=True,
    )
    reasons = step.get("replaceReasons")
    return PlannedChange(
        urn, parts[2].rpartition("$")[2] if len(parts) > 2 else "", deed, name=parts[-1],
        because=tuple(map(str, reasons)) if isinstance(reasons, list) else (),
        lowered=facts.lowered if deed in {"update", "replace"} else (), told=facts.told,
        said=op[:80], is_open=facts.is_open,
    )  # fmt: skip


def _state(step: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    state = step.get(name)
    if not isinstance(state, dict):
        return None
    inputs = state.get("inputs")
    return {**(inputs if isinstance(inputs, dict) else {}), "protect": state.get("protect")}


def _half(step: Any, file: str) -> PlannedChange:
    """Half of a replacement whose other half is not in the preview, as the replacement that it belongs to."""
    return _step({**step, "op": "replace"}, file)


def change_set_plan(data: Mapping[str, Any], digest: str, file: str) -> Plan:
    """The plan in a change set of CloudFormation's. Raises InputError for one that failed or has no changes listed."""
    entries = data.get("Changes")
    if not isinstance(entries, list):
        refuse.no_preview(file, "a change set without `Changes`", "aws cloudformation describe-change-set")
    if data.get("Status") not in {"CREATE_COMPLETE", None}:
        refuse.not_whole(file, f"the change set is {str(data['Status'])[:40]}")
    changes = tuple(_resource(each, file) for each in entries)
    dangers: tuple[Danger, ...] = ()
    if data.get("NextToken"):
        dangers = (Danger("plan.incomplete", "is one page of several: the rest is not in it", "deny"),)
    lineage = str(data.get("StackId") or "")
    managed = tuple(Managed(each.address, each.type) for each in changes if each.deed not in {"create", "read"})
    return Plan("cloudformation", digest, changes, managed, lineage=lineage, dangers=dangers)


def _resource(entry: Any, file: str) -> PlannedChange:
    change = entry.get("ResourceChange") if isinstance(entry, dict) else None
    if not isinstance(change, dict):
        refuse.no_preview(file, "a change without a `ResourceChange`", "aws cloudformation describe-change-set")
    action, replaces, policy = (str(change.get(name) or "") for name in ("Action", "Replacement", "PolicyAction"))
    deeds: dict[str, Deed] = {"Add": "create", "Import": "create", "Remove": "delete", "Modify": "update"}
    deed = deeds.get(action, "unknown")
    if action == "Modify" and replaces == "Conditional":
        deed = "unknown"
    elif action == "Modify" and replaces == "True":
        deed = "replace"
    if action in {"Remove", "Modify"} and policy:
        deed = _POLICIES.get(policy, "unknown")
    said = " ".join(filter(None, (action, f"replacement {replaces}" if replaces else "", policy)))
    name = str(change.get("LogicalResourceId") or "")
    told = (_KEPT[policy],) if policy in _KEPT else ()
    because = tuple(dict.fromkeys(_forcing(change.get("Details"))))
    return PlannedChange(
        name, str(change.get("ResourceType") or ""), deed, name=name, said=said[:80], told=told, because=because
    )


def _forcing(details: Any) -> list[str]:
    """The properties that force a resource to be made anew."""
    targets = [each.get("Target") for each in details if isinstance(each, dict)] if isinstance(details, list) else []
    return [
        str(each.get("Name") or each.get("Attribute"))
        for each in targets
        if isinstance(each, dict) and each.get("RequiresRecreation") in {"Always", "Conditionally"}
    ]
