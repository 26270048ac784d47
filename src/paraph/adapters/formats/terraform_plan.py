"""What does the JSON of a Terraform or OpenTofu plan say (`terraform show -json`, format 0.1 to 1.x)?

The fields are those of HashiCorp's "JSON Output Format". Values of attributes are compared here and left behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from paraph.adapters.formats import plan_refusals as refuse
from paraph.adapters.formats.plan_children import Valued, with_parents
from paraph.adapters.formats.strict_json import read_json
from paraph.core.guard.plan.model import Deed, Managed, Plan, PlannedChange, without_index
from paraph.core.guard.plan.protection import Facts, protections
from paraph.core.guard.plan.resource_types import held_by
from paraph.core.model.guard import Danger

MAX_BYTES = 64 * 1024 * 1024
_MOST_DEEP_MODULES = 64
_DEEDS: Mapping[tuple[str, ...], Deed] = {
    ("no-op",): "none",
    ("read",): "read",
    ("create",): "create",
    ("update",): "update",
    ("delete",): "delete",
    ("forget",): "forget",
    ("delete", "create"): "replace",
    ("create", "delete"): "replace",
    ("create", "forget"): "forget",
}


def read_terraform_plan(content: bytes, file: str) -> Plan:
    """The plan in a JSON text of at most 64 MB.

    Raises InputError for what is no plan or no whole one: a state, another format, an errored plan.
    """
    return plan_of(read_json(content, file, max_bytes=MAX_BYTES), sha256(content).hexdigest(), file)


def plan_of(data: Any, digest: str, file: str) -> Plan:
    """The plan in parsed JSON; see `read_terraform_plan`."""
    if not isinstance(data, dict):
        refuse.no_plan(file, "no plan, for it is no JSON object")
    refuse_other_formats(data, file)
    for name in ("errored", "complete", "applyable"):
        if not isinstance(data.get(name), bool | None):
            refuse.broken(file, f"`{name}` is neither true nor false")
    if data.get("errored") is True:
        refuse.not_whole(file, "the plan run ended with an error")
    prior = data.get("prior_state")
    existing = tuple(_existing(prior, file)) if isinstance(prior, dict) else None
    changes = tuple(_change(each, file) for each in _list(data.get("resource_changes"), file, "resource_changes"))
    shown = [change for change in changes if change is not None]
    if existing is not None:
        managed = tuple(_resource(each, module) for each, module in existing)
        valued = [Valued(_text(each, "address"), each.get("values")) for each, _ in existing]
    else:
        managed = tuple(
            Managed(each.address, each.type, each.module) for each in shown if each.deed not in {"create", "read"}
        )
        entries = _list(data.get("resource_changes"), file, "resource_changes")
        valued = [Valued(_text(each, "address"), each["change"].get("before")) for each in entries]
    managed = with_parents(managed, shown, valued, data.get("configuration"))
    is_complete = data.get("complete") is not False and not data.get("deferred_changes")
    dangers = tuple(_untold(data, managed, changes, file))
    return Plan("terraform", digest, tuple(shown), managed, is_complete=is_complete, dangers=dangers)


def _untold(
    data: Mapping[str, Any], managed: tuple[Managed, ...], changes: Sequence[Any], file: str
) -> Iterator[Danger]:
    """What the plan would do beside changes of resources: actions that it runs, what was
    deleted behind its back, resources that it does not tell of."""
    for each in _list(data.get("action_invocations"), file, "action_invocations"):
        if isinstance(each, dict):
            what = (
                f"is an action that it runs ({_text(each, 'type') or 'of no type'}): what that does is not in the plan"
            )
            yield Danger("plan.unclear", what, "ask", _text(each, "address"))
    for each in _list(data.get("resource_drift"), file, "resource_drift"):
        drift = _change(each, file)
        held = held_by(drift.type) if drift and drift.deed in {"delete", "replace"} else ""
        if drift and held:
            what = f"is gone already, with all that it held ({held}): somebody deleted it outside of this configuration"
            yield Danger("plan.drift", what, "ask", drift.address)
    planned = data.get("planned_values")
    is_left = isinstance(planned, dict) and bool(planned.get("root_module"))
    if managed and not changes and not is_left:
        what = f"tells nothing of the {len(managed)} resources that its state holds"
        yield Danger("plan.unclear", what, "ask")


def refuse_other_formats(data: Mapping[str, Any], file: str) -> None:
    """Raise InputError for the JSON documents of Terraform's that are no plan that can be judged."""
    if "lineage" in data and "serial" in data:
        refuse.state_for_plan(file)
    if "encrypted_data" in data:
        refuse.encrypted(file)
    if "@level" in data or "@message" in data:
        refuse.log_of_a_run(file)
    version = data.get("format_version")
    if not isinstance(version, str):
        refuse.no_plan(file, "no plan: it has no `format_version`")
    if version.split(".")[0] not in {"0", "1"}:
        refuse.unknown_format(file, f"the format {version[:20]!r}")
    if "resource_changes" not in data and "planned_values" not in data:
        refuse.state_for_plan(file)


def _change(entry: Any, file: str) -> PlannedChange | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("change"), dict):
        refuse.broken(file, "a resource change without a `change`")
    change = entry["change"]
    actions = change.get("actions")
    said = tuple(map(str, actions)) if isinstance(actions, list) else ()
    deed = _DEEDS.get(said, "unknown")
    if entry.get("mode") == "data" and deed in {"none", "read", "delete"}:
        return None
    facts = Facts()
    if deed not in {"none", "read"}:
        before, after = change.get("before"), change.get("after")
        facts = protections(before, after if deed in {"update", "create", "replace"} else None, _hidden(change))
    return PlannedChange(
        address=_text(entry, "address"),
        type=_text(entry, "type"),
        deed=deed,
        name=_text(entry, "name"),
        module=without_index(_text(entry, "module_address")),
        reason=_text(entry, "action_reason"),
        previous=_text(entry, "previous_address"),
        provider=_text(entry, "provider_name"),
        is_deposed=bool(entry.get("deposed")),
        because=tuple(_path(each) for each in change.get("replace_paths") or () if isinstance(each, list)),
        lowered=facts.lowered,
        told=facts.told,
        said=", ".join(said)[:80],
        is_open=facts.is_open,
    )


def _hidden(change: Mapping[str, Any]) -> object:
    """What is sensitive before or after; all of it where that is not told by attributes."""
    found = [each for each in (change.get("before_sensitive"), change.get("after_sensitive")) if each]
    if not found or True in found:
        return bool(found)
    if len(found) == 1:
        return found[0]
    return {name: True for each in found if isinstance(each, dict) for name, is_hidden in each.items() if is_hidden}


def _path(steps: list[Any]) -> str:
    return ".".join(str(step) for step in steps)[:120]


def _existing(prior: Mapping[str, Any], file: str) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each managed resource of a state with the module that it stands in."""
    values = prior.get("values")
    level = [values.get("root_module")] if isinstance(values, dict) else []
    for _ in range(_MOST_DEEP_MODULES):
        below: list[Any] = []
        for module in level:
            if not isinstance(module, dict):
                continue
            for each in _list(module.get("resources"), file, "resources"):
                if isinstance(each, dict) and each.get("mode") == "managed":
                    yield each, module
            below += _list(module.get("child_modules"), file, "child_modules")
        level = below


def _resource(each: Mapping[str, Any], module: Mapping[str, Any]) -> Managed:
    needs = each.get("depends_on")
    return Managed(
        _text(each, "address"),
        _text(each, "type"),
        without_index(_text(module, "address")),
        _text(each, "provider_name"),
        tuple(map(str, needs)) if isinstance(needs, list) else (),
    )


def _list(value: Any, file: str, name: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        refuse.broken(file, f"`{name}` is no list")
    return value


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""
