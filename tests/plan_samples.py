"""What do plans look like? Made here from the documented formats: JSON, and the ZIP of a saved plan."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec

from paraph.core.guard.plan.model import without_index

LINEAGE = "3f0c9d1e-7a54-4b6e-9f0a-5d8a2f1c6b11"
AWS = "registry.terraform.io/hashicorp/aws"
_NUMBERS = {
    ("no-op",): 0, ("create",): 1, ("read",): 2, ("update",): 3, ("delete",): 5, ("delete", "create"): 6,
    ("create", "delete"): 7, ("forget",): 8, ("create", "forget"): 9,
}  # fmt: skip
_REASONS = {"replace_because_cannot_update": 3, "delete_because_no_resource_config": 4}


def change(
    address: str,
    *actions: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    sensitive: Any = False,
    **more: Any,
) -> dict[str, Any]:
    """One entry of `resource_changes`; `more` are further members of it, `replace_paths` of its change."""
    steps = without_index(address).split(".")
    at = 0
    while steps[at] == "module":
        at += 2
    inner = {"actions": list(actions), "before": before, "after": after, "after_unknown": {}}
    inner |= {"before_sensitive": sensitive, "after_sensitive": sensitive}
    if "replace_paths" in more:
        inner["replace_paths"] = more.pop("replace_paths")
    entry = {
        "address": address, "mode": "managed", "type": steps[at], "name": steps[at + 1],
        "provider_name": AWS, "change": inner,
    } | more  # fmt: skip
    return entry | ({"module_address": ".".join(steps[:at])} if at else {})


def resource(address: str, *needs: str, provider: str = AWS) -> dict[str, Any]:
    """One resource of `prior_state`."""
    made = change(address, "no-op")
    return {key: made[key] for key in ("address", "mode", "type", "name")} | {
        "provider_name": provider, "depends_on": list(needs), "values": {},
    }  # fmt: skip


def plan(changes: Iterable[Mapping[str, Any]] = (), prior: Iterable[Mapping[str, Any]] = (), **more: Any) -> bytes:
    """The JSON of `terraform show -json`; resources of modules stand below `child_modules`."""
    modules: dict[str, list[Mapping[str, Any]]] = {}
    for each in prior:
        modules.setdefault(str(each["address"]).rpartition(f".{each['type']}.")[0], []).append(each)
    root: dict[str, Any] = {"resources": modules.pop("", [])}
    root["child_modules"] = [{"address": name, "resources": held} for name, held in modules.items()]
    document = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {}},
        "resource_changes": list(changes),
        "prior_state": {"format_version": "1.0", "terraform_version": "1.11.4", "values": {"root_module": root}},
        "configuration": {"root_module": {}},
        "timestamp": "2026-11-01T10:00:00Z",
        "applyable": True,
        "complete": True,
        "errored": False,
    } | more
    return json.dumps({key: value for key, value in document.items() if value is not None}).encode()


def state(prior: Iterable[Mapping[str, Any]] = (), lineage: str = LINEAGE, serial: int = 12) -> bytes:
    """A state file of version 4."""
    resources = [
        {
            "mode": "managed", "type": each["type"], "name": each["name"], "provider": f'provider["{AWS}"]',
            "instances": [{"schema_version": 0, "attributes": {}, "dependencies": each["depends_on"]}],
        }
        | ({"module": module} if (module := str(each["address"]).rpartition(f".{each['type']}.")[0]) else {})
        for each in prior
    ]  # fmt: skip
    document = {"version": 4, "terraform_version": "1.11.4", "serial": serial, "lineage": lineage, "outputs": {}}
    return json.dumps(document | {"resources": resources}).encode()


def saved_plan(
    changes: Iterable[Mapping[str, Any]] = (),
    prior: Sequence[Mapping[str, Any]] = (),
    config: Mapping[str, str] | None = None,
    parts: Mapping[str, bytes] | None = None,
    lineage: str = LINEAGE,
    serial: int = 12,
    **more: Any,
) -> bytes:
    """The ZIP of `terraform plan -out`; `config` are Terraform files, `more` see `message`."""
    held = {
        "tfplan": message(changes, **more),
        "tfstate": state(prior, lineage, serial),
        "tfstate-prev": state(prior, lineage, serial),
        ".terraform.lock.hcl": b"",
    }
    held |= {f"tfconfig/{name}": text.encode() for name, text in (config or {"m-/main.tf": ""}).items()}
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in (held | dict(parts or {})).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def message(
    changes: Iterable[Mapping[str, Any]] = (),
    version: int = 3,
    targets: Sequence[str] = (),
    mode: int = 0,
    backend: str = "s3",
    *,
    errored: bool = False,
) -> bytes:
    """The bytes of a `tfplan`, by the field numbers of `planfile.proto`."""
    written = [_varint(1, version), _varint(17, mode), _varint(20, int(errored)), _bytes(14, b"1.11.4")]
    written += [_bytes(3, _change(each)) for each in changes]
    written += [_bytes(5, each.encode()) for each in targets]
    written.append(_bytes(13, _bytes(1, backend.encode()) + _bytes(3, b"default")))
    return b"".join(written)


def _change(entry: Mapping[str, Any]) -> bytes:
    inner = entry["change"]
    values = [inner[name] for name in ("before", "after") if inner[name] is not None]
    number = _NUMBERS.get(tuple(inner["actions"]), 42)
    held = _varint(1, number) + b"".join(_bytes(2, _bytes(1, msgspec.msgpack.encode(each))) for each in values)
    written = _bytes(13, entry["address"].encode()) + _bytes(9, held)
    written += _bytes(8, f'provider["{entry["provider_name"]}"]'.encode())
    written += _bytes(14, str(entry.get("previous_address", "")).encode())
    written += _bytes(7, str(entry.get("deposed", "")).encode())
    written += _varint(12, _REASONS.get(str(entry.get("action_reason")), 0))
    for path in inner.get("replace_paths", ()):
        steps = b"".join(_bytes(1, _bytes(1, str(step).encode())) for step in path)
        written += _bytes(11, steps)
    return written


def _varint(number: int, value: int) -> bytes:
    return _number(number << 3) + _number(value)


def _bytes(number: int, value: bytes) -> bytes:
    return _number(number << 3 | 2) + _number(len(value)) + value if value else b""


def _number(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def large_plan(count: int = 55, attributes: int = 32) -> bytes:
    """A plan of about 160 KB: every eleventh change destroys, every seventh replaces, the others are plain."""
    changes, prior = [], []
    for number in range(count):
        address = f"module.part{number % 5}.aws_instance.node[{number}]"
        before = {f"attribute_{at}": f"value {number} {at}" * 2 for at in range(attributes)} | {
            "tags": {"team": "shop"}, "deletion_protection": True, "ebs_block_device": [{"encrypted": True}],
        }  # fmt: skip
        actions = ["delete"] if number % 11 == 0 else ["delete", "create"] if number % 7 == 0 else ["update"]
        after = None if actions == ["delete"] else before | {"attribute_1": "other"}
        changes.append(change(address, *actions, before=before, after=after))
        prior.append(resource(address))
    return plan(changes, prior)
