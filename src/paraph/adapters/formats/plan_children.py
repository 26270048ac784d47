"""Which resources live in a parent that a plan ends, told by their values or by the configuration?

A state tells what depends on what only where the configuration did; a network's id that came through a variable is a
value like any other. Values are compared here and left behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from paraph.core.guard.plan.model import Managed, PlannedChange, without_index
from paraph.core.guard.plan.resource_types import is_parent
from paraph.core.model.regex import regex

_ENDING = frozenset({"delete", "replace", "forget"})
_IDENTITIES = ("id", "arn", "self_link", "name", "project_id")
_MOST_DEEP = 64
_NO_RESOURCES = frozenset({"var", "local", "module", "data", "each", "count", "path", "self", "terraform"})
_REFERRING = regex(r"_(?:ids?|names?|arns?|self_links?)$")
_VERSION = regex(r"_v\d$")


class Valued(NamedTuple):
    """One resource that exists, with its values."""

    address: str
    values: Any


def with_parents(
    managed: Iterable[Managed], changes: Iterable[PlannedChange], valued: Iterable[Valued], configuration: Any = None
) -> tuple[Managed, ...]:
    """What is managed, each also needing the parents that its values or its configuration name.

    Only parents that the plan ends are looked for. `valued` are the same resources with their values, `configuration`
    is the part of a plan's JSON of that name. Takes time in proportion to the plan.
    """
    known = tuple(managed)
    types = {each.address: each.type for each in changes if each.deed in _ENDING and is_parent(each.type)}
    if not types:
        return known
    held = tuple(valued)
    named: dict[str, list[str]] = defaultdict(list)
    parents = _parents(types, held)
    for each in held:
        named[each.address] += _named(each, parents)
    told: dict[str, list[str]] = defaultdict(list)
    plain = frozenset(map(without_index, types))
    for address, needs in _references(configuration):
        told[address] += [need for need in needs if need in plain and need != address]
    return tuple(
        each._replace(
            needs=tuple(dict.fromkeys((*each.needs, *named[each.address], *told[without_index(each.address)])))
        )
        for each in known
    )


def _parents(types: Mapping[str, str], held: Iterable[Valued]) -> dict[str, list[tuple[str, str]]]:
    """Addresses and types of the parents by each text that names one."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for each in held:
        type_ = types.get(each.address)
        if type_ is None or not isinstance(each.values, dict):
            continue
        about = each.values.get("metadata")
        inner = about[0] if isinstance(about, list) and about and isinstance(about[0], dict) else {}
        texts = [part.get(name) for part in (each.values, inner) for name in _IDENTITIES]
        for text in dict.fromkeys(text for text in texts if isinstance(text, str) and text):
            found[text].append((each.address, type_))
    return found


def _named(each: Valued, parents: Mapping[str, list[tuple[str, str]]]) -> Iterator[str]:
    for key, text in _texts(each.values):
        for address, type_ in parents.get(text, ()):
            if address != each.address and ("/" in text or text.startswith("arn:") or _speaks_of(key, type_)):
                yield address


def _speaks_of(key: str, type_: str) -> bool:
    """Whether an attribute names a resource of a type: `vpc_id` an `aws_vpc`, `cluster_name` an `aws_eks_cluster`."""
    stem = _REFERRING.sub("", key)
    return f"_{_VERSION.sub('', type_)}".endswith(f"_{stem}")


def _texts(values: Any) -> Iterator[tuple[str, str]]:
    """Each text among values with the attribute that it stands under."""
    level = [("", values)]
    for _ in range(_MOST_DEEP):
        below: list[tuple[str, Any]] = []
        for key, value in level:
            if isinstance(value, str):
                yield key, value
            elif isinstance(value, dict):
                below += value.items()
            elif isinstance(value, list):
                below += ((key, each) for each in value)
        level = below


def _references(configuration: Any) -> Iterator[tuple[str, list[str]]]:
    """The address of each configured resource, without indexes, and those that it refers to in its own module."""
    level = [("", configuration.get("root_module"))] if isinstance(configuration, dict) else []
    for _ in range(_MOST_DEEP):
        below: list[tuple[str, Any]] = []
        for prefix, module in level:
            if not isinstance(module, dict):
                continue
            resources, calls = module.get("resources"), module.get("module_calls")
            for each in resources if isinstance(resources, list) else ():
                if isinstance(each, dict) and isinstance(each.get("address"), str):
                    needs = [prefix + need for need in _referred(each.get("expressions"))]
                    yield prefix + each["address"], needs
            if isinstance(calls, dict):
                below += (
                    (f"{prefix}module.{name}.", call.get("module")) for name, call in calls.items()
                    if isinstance(call, dict)
                )  # fmt: skip
        level = below


def _referred(expressions: Any) -> Iterator[str]:
    for key, text in _texts(expressions):
        steps = without_index(text).split(".") if key == "references" else []
        if len(steps) > 1 and steps[0] not in _NO_RESOURCES:
            yield ".".join(steps[:2])
