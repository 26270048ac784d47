"""What do the bytes of a `tfplan` say?

A message of Protocol Buffers, version 3 of `planfile.proto` of Terraform and OpenTofu; the numbers of the fields are
those of that file. Attributes are msgpack. Fields that are not known are passed over, actions that are not are kept as
unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from paraph.adapters.formats import plan_refusals as refuse
from paraph.core.guard.plan.model import Deed, Plan, PlannedChange, without_index
from paraph.core.guard.plan.protection import Facts, protections

_VERSION = 3
_MOST_CHANGES = 200_000
_DEEDS: dict[int, Deed] = {
    0: "none", 1: "create", 2: "read", 3: "update", 5: "delete", 6: "replace", 7: "replace", 8: "forget", 9: "forget",
}  # fmt: skip
_REASONS = (
    "", "replace_because_tainted", "replace_by_request", "replace_because_cannot_update",
    "delete_because_no_resource_config", "delete_because_wrong_repetition", "delete_because_count_index",
    "delete_because_each_key", "delete_because_no_module", "replace_by_triggers", "read_because_config_unknown",
    "read_because_dependency_pending", "delete_because_no_move_target", "read_because_check_nested",
)  # fmt: skip
_UNREAD = "what it holds cannot be read, so its protections cannot be told"

Wire = list[tuple[int, int | bytes]]


def read_plan_message(content: bytes, file: str) -> Plan:
    """The plan in a `tfplan`; digest, state and configuration stand elsewhere. Raises InputError."""
    try:
        fields = _fields(content)
        version = _number(fields, 1)
        if version != _VERSION:
            refuse.unknown_format(file, f"version {version} of saved plans")
        if _number(fields, 20):
            refuse.not_whole(file, "the plan run ended with an error")
        changes = [_change(_fields(value)) for number, value in fields if number == 3 and isinstance(value, bytes)]
        backend = _fields(_bytes(fields, 13))
        return Plan(
            "terraform",
            "",
            tuple(change for change in changes if change is not None),
            targets=tuple(_text(value) for number, value in fields if number == 5 and isinstance(value, bytes)),
            is_complete=not any(number == 27 for number, _ in fields),
            is_destroying=_number(fields, 17) == 1,
            backend=_backend(backend),
        )
    except (IndexError, UnicodeDecodeError) as error:
        refuse.broken(file, f"the saved plan is broken: {error}")


def _backend(fields: Wire) -> str:
    kind, workspace = _text(_bytes(fields, 1)), _text(_bytes(fields, 3))
    return f"{kind} (workspace {workspace})" if workspace not in {"", "default"} else kind


def _change(fields: Wire) -> PlannedChange | None:
    address, change = _text(_bytes(fields, 13)), _fields(_bytes(fields, 9))
    module, type_, name = _parts(address)
    number = _number(change, 1)
    deed = _DEEDS.get(number, "unknown")
    if type_ == "data":
        return None
    facts = Facts() if deed in {"none", "read"} else _facts(change, deed)
    reason = _number(fields, 12)
    return PlannedChange(
        address=address,
        type=type_,
        deed=deed,
        name=name,
        module=module,
        reason=_REASONS[reason] if reason < len(_REASONS) else f"reason {reason}",
        previous=_text(_bytes(fields, 14)),
        provider=_text(_bytes(fields, 8)),
        is_deposed=bool(_bytes(fields, 7)),
        because=tuple(_path(value) for at, value in fields if at == 11 and isinstance(value, bytes)),
        lowered=facts.lowered,
        told=facts.told,
        said=f"action {number}" if deed == "unknown" else "",
        is_open=facts.is_open,
    )


def _parts(address: str) -> tuple[str, str, str]:
    """Module, type and name of an address; the type of what is only read is `data`."""
    steps = without_index(address).split(".")
    at = 0
    while at + 1 < len(steps) and steps[at] == "module":
        at += 2
    rest = steps[at:]
    return ".".join(steps[:at]), rest[0] if rest else "", rest[1] if len(rest) > 1 else ""


def _facts(change: Wire, deed: Deed) -> Facts:
    """Compare the two values of a change. A creation has but the new one, a deletion but the old one."""
    from msgspec import DecodeError, msgpack

    held = [_bytes(_fields(value), 1) for number, value in change if number == 2 and isinstance(value, bytes)]
    try:
        values: list[Any] = [msgpack.decode(each, ext_hook=lambda *_: None, strict=False) for each in held]
    except (DecodeError, RecursionError, UnicodeDecodeError, ValueError, TypeError):
        return Facts(lowered=(_UNREAD,))
    hidden = {name: True for number, value in change if number in {3, 4} for name in _first_steps(value)}
    if deed == "create":
        return protections(None, values[0] if values else None, hidden)
    before, after = (values[0] if values else None), (values[1] if len(values) > 1 else None)
    return protections(before, after if deed in {"update", "replace"} else None, hidden)


def _first_steps(value: int | bytes) -> Iterator[str]:
    path = _path(value) if isinstance(value, bytes) else ""
    if path:
        yield path.partition(".")[0]


def _path(content: bytes) -> str:
    steps = [_fields(value) for number, value in _fields(content) if number == 1 and isinstance(value, bytes)]
    return ".".join(_text(_bytes(step, 1)) or "*" for step in steps)[:120]


def _fields(content: bytes) -> Wire:
    """The fields of one message as number and value; text and messages within are bytes."""
    found: Wire = []
    at, size = 0, len(content)
    while at < size:
        key, at = _varint(content, at)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, at = _varint(content, at)
            found.append((number, value))
            continue
        length = {1: 8, 5: 4}.get(wire)
        if wire == 2:
            length, at = _varint(content, at)
        if length is None or length > size - at:
            _broken(at)
        found.append((number, content[at : at + length]))
        at += length
        if len(found) > _MOST_CHANGES:
            _broken(at)
    return found


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = content[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
        if shift > 63:
            _broken(at)


def _broken(at: int) -> NoReturn:
    raise IndexError(f"at byte {at:,}")


def _number(fields: Wire, wanted: int) -> int:
    return next((value for number, value in reversed(fields) if number == wanted and isinstance(value, int)), 0)


def _bytes(fields: Wire, wanted: int) -> bytes:
    return next((value for number, value in reversed(fields) if number == wanted and isinstance(value, bytes)), b"")


def _text(content: bytes) -> str:
    return content.decode()
