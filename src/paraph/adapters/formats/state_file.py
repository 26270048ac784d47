"""Which state is it, and what does it manage? A Terraform or OpenTofu state file of version 4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from paraph.adapters.formats import plan_refusals as refuse
from paraph.adapters.formats.plan_children import Valued, with_parents
from paraph.adapters.formats.strict_json import read_json
from paraph.core.guard.plan.model import Managed, PlannedChange, without_index
from paraph.core.guard.plan.state_memory import StateIdentity

MAX_BYTES = 128 * 1024 * 1024


def read_state(
    content: bytes, file: str, changes: Iterable[PlannedChange] = ()
) -> tuple[StateIdentity, tuple[Managed, ...]]:
    """The identity of a state and its managed resources, with the parents that they live in where `changes` end these.

    Raises InputError for what is no state of version 4.
    """
    data = read_json(content, file, max_bytes=MAX_BYTES) if content.strip() else {}
    lineage, serial = (data.get("lineage"), data.get("serial")) if isinstance(data, dict) else (None, None)
    if not isinstance(lineage, str) or not isinstance(serial, int) or data.get("version") != 4:
        refuse.no_state(file)
    resources = data.get("resources")
    found = tuple(_managed(resources if isinstance(resources, list) else []))
    managed = with_parents((each for each, _ in found), changes, (Valued(each.address, held) for each, held in found))
    return StateIdentity(lineage, serial, len(managed)), managed


def _managed(resources: list[Any]) -> Iterator[tuple[Managed, Any]]:
    """Each managed resource with its values."""
    for each in resources:
        if not isinstance(each, dict) or each.get("mode") != "managed":
            continue
        module = str(each.get("module") or "")
        plain = f"{module + '.' if module else ''}{each.get('type')}.{each.get('name')}"
        instances = each.get("instances")
        for instance in instances if isinstance(instances, list) else []:
            if isinstance(instance, dict) and not instance.get("deposed"):
                needs = instance.get("dependencies")
                found = Managed(
                    plain + _index(instance),
                    str(each.get("type")),
                    without_index(module),
                    str(each.get("provider") or ""),
                    tuple(map(str, needs)) if isinstance(needs, list) else (),
                )
                yield found, instance.get("attributes")


def _index(instance: Mapping[str, Any]) -> str:
    key = instance.get("index_key")
    if key is None:
        return ""
    return f"[{key}]" if isinstance(key, int) else f'["{key}"]'
