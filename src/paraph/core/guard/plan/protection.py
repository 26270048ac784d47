"""Which protections of a resource fall with a change, and what makes its end worse?

Attributes of the aws, azurerm, google and kubernetes providers and of Pulumi, which writes the same in humps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

_KEEPS = frozenset({
    "deletion_protection", "deletion_protection_enabled", "enable_deletion_protection", "disable_api_termination",
    "disable_api_stop", "termination_protection", "enable_termination_protection", "purge_protection_enabled",
    "soft_delete_enabled", "prevent_deletion", "prevent_destroy", "protect", "retain_on_delete", "delete_protection",
    "prevent_deletion_if_contains_resources", "object_lock_enabled", "point_in_time_recovery_enabled", "immutable",
    "block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets", "backup_enabled",
})  # fmt: skip
_GIVES_AWAY = {
    "skip_final_snapshot": "no last snapshot is taken",
    "force_destroy": "what is in it goes with it",
    "force_delete": "what is in it goes with it",
    "force_destroy_secret": "it is gone at once",
    "delete_automated_backups": "its backups go with it",
    "delete_on_termination": "its disks go with it",
    "purge_soft_delete_on_destroy": "it is gone at once",
    "publicly_accessible": "it is reachable by everybody",
}
_DAYS = frozenset({
    "backup_retention_period", "backup_retention_days", "retention_days", "retention_in_days", "retention_period",
    "recovery_window_in_days", "deletion_window_in_days", "soft_delete_retention_days", "snapshot_retention_limit",
    "automated_snapshot_retention_period", "message_retention_seconds", "retained_backups", "backup_retention_count",
})  # fmt: skip
_OPEN_TO = frozenset({"0.0.0.0/0", "::/0", "*", "allUsers", "allAuthenticatedUsers", "Internet"})
_REACH = frozenset({
    "cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6", "source_ranges", "source_address_prefix", "member",
    "members", "cidr_block", "principal", "source_address_prefixes",
})  # fmt: skip
_DEEPEST = 5


class Facts(NamedTuple):
    """What a change does to protections, in words: `lowered` falls with it, `told` makes an end of it worse."""

    lowered: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    is_open: bool = False


def protections(before: object, after: object, hidden: object = None) -> Facts:
    """Compare two versions of a resource's attributes; either may be None where there is no such version.

    `hidden` is the tree of what is sensitive in either: numbers in it are not told. Each list is looked into as far
    as it goes side by side in both; deeper than five levels nothing is looked for.
    """
    if not isinstance(before, Mapping):
        return Facts(is_open=_is_open(after, before))
    lowered = list(_lowered(before, after if isinstance(after, Mapping) else None, hidden))
    return Facts(tuple(lowered), tuple(_told(before)), _is_open(after, before))


def _lowered(before: Mapping[str, Any], after: Mapping[str, Any] | None, hidden: object) -> Iterator[str]:
    if after is None:
        return
    for name, old, new, is_hidden in _pairs(before, after, hidden, 0):
        key = _in_words(name)
        if (key in _KEEPS and old is True and new is not True) or (key in _ON and old is True and new is not True):
            yield f"{name} is switched off"
        elif key in _GIVES_AWAY and new is True and old is not True:
            yield f"{name} is switched on: {_GIVES_AWAY[key]}"
        elif key in _DAYS and _is_number(old) and (new is None or _is_number(new)) and (new or 0) < old:
            yield f"{name} is lowered" if is_hidden else f"{name} falls from {old} to {new or 0}"
        elif key == "versioning.status" and old == "Enabled" and new != "Enabled":
            yield f"{name} is switched off"


_ON = frozenset({"versioning.enabled", "backup_configuration.enabled", "point_in_time_recovery.enabled"})


def _pairs(
    before: Mapping[str, Any], after: Mapping[str, Any], hidden: object, depth: int, above: str = ""
) -> Iterator[tuple[str, Any, Any, bool]]:
    for name, old in before.items():
        new = after.get(name)
        if old == new:
            continue
        if isinstance(old, list) and old and isinstance(old[0], dict):
            news = new if isinstance(new, list) else []
            for at, one in enumerate(old[:20] if depth < _DEEPEST else ()):
                other = news[at] if at < len(news) and isinstance(news[at], dict) else {}
                if one != other:
                    yield from _pairs(one, other, _below(hidden, name), depth + 1, name)
        elif isinstance(old, dict):
            if depth < _DEEPEST:
                other = new if isinstance(new, dict) else {}
                yield from _pairs(old, other, _below(hidden, name), depth + 1, name)
        else:
            told = f"{above}.{name}" if name in {"enabled", "status"} else name
            yield told, old, new, bool(_below(hidden, name))
    if depth < _DEEPEST:
        for name in after.keys() - before.keys():
            yield name, None, after[name], False


def _told(before: Mapping[str, Any]) -> Iterator[str]:
    for name, value in before.items():
        if value is not True and value != 0:
            continue
        key = _in_words(name)
        if key in _GIVES_AWAY and value is True and key != "publicly_accessible":
            yield f"{name} is on: {_GIVES_AWAY[key]}"
        elif key in {"backup_retention_period", "recovery_window_in_days"} and value == 0 and value is not False:
            yield f"{name} is 0: nothing brings it back"
        elif key in _KEEPS and value is True and "protect" in key:
            yield f"{name} is on, and would have to fall first"


def _is_open(after: object, before: object, depth: int = 0) -> bool:
    """Whether something that decides who is reached is opened to everybody, and was not before."""
    if isinstance(after, dict) and isinstance(before, dict):
        names = [name for name, value in after.items() if value != before.get(name)]
        after, before = ({name: each.get(name) for name in names} for each in (after, before))
    return bool(_reached(after, depth) - _reached(before, depth))


def _reached(value: object, depth: int) -> set[str]:
    found: set[str] = set()
    if depth > _DEEPEST:
        return found
    if isinstance(value, dict):
        for name, inner in value.items():
            if not inner or inner is True:
                continue
            if _in_words(name) in _REACH:
                listed = inner if isinstance(inner, list) else [inner]
                found |= {each for each in listed if isinstance(each, str) and each in _OPEN_TO}
            elif isinstance(inner, (list, dict)):
                found |= _reached(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value[:200]:
            found |= _reached(inner, depth + 1)
    return found


def _below(hidden: object, name: str) -> object:
    if hidden is True:
        return True
    if isinstance(hidden, list):
        return [_below(each, name) for each in hidden if each] or None
    return hidden.get(name) if isinstance(hidden, Mapping) else None


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@lru_cache(maxsize=4096)
def _in_words(name: str) -> str:
    """`skipFinalSnapshot` as `skip_final_snapshot`."""
    if name.islower():
        return name
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name).lstrip("_")
