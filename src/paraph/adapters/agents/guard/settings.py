"""What does the policy at its protected place tell the guard, read without parsing it for every call?

`guard-settings.json` in the private area holds the settings with a stamp: what the refs held that decide which branch
is the default one and where it stands. While they hold the same, no commit can have changed the policy that counts.
Its own content is checked by its SHA-256, against accidents: who may write the private area may write another
cache, which is why the guard asks before an agent does that, and why the gate and the deploy side do not rely on it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any, NamedTuple

from paraph.core.model.digest import sha256_hex
from paraph.core.model.guard import GUARD_ANSWERS, EnvironmentGuard, GuardAnswer, GuardSettings

NAME = "guard-settings.json"
SCHEMA = "paraph/guard-settings/v1"
MAX_BYTES = 1_048_576
USUAL = ("main", "master", "trunk", "develop", "default")
_REMOTE_HEAD = "refs/remotes/origin/HEAD"
_SMALL = 4_096


class Fresh(NamedTuple):
    """The settings as just read from the policy, and the full name of the branch that it stands on, empty for none."""

    settings: GuardSettings
    branch: str


Refresh = Callable[[], Fresh]


def guard_settings(git_folder: str, private_area: str, refresh: Refresh) -> tuple[GuardSettings, list[str]]:
    """The settings that count, and what the user should know of how they were found.

    `git_folder` is the one that all work trees share. `refresh` reads them in full and may raise anything: then the
    built-in table counts, with no environment of a policy to relax it.
    """
    path = f"{private_area}/{NAME}"
    cached = _read(path)
    if cached is not None and cached["stamp"] == stamp(git_folder, cached["branch"]):
        settings = _settings(cached["settings"])
        if settings is not None:
            return settings, []
    try:
        fresh = refresh()
    except Exception as error:  # noqa: BLE001 (whatever is wrong with the policy, the guard stays as strict as it can)
        said = str(error).strip().partition("\n")[0] or type(error).__name__
        return GuardSettings(), [f"the policy's `guard:` cannot be read ({said}): the built-in table counts"]
    return fresh.settings, _write(path, fresh, stamp(git_folder, fresh.branch))


def stamp(git_folder: str, branch: str) -> list[str]:
    """What the refs hold that decide where the policy is read: equal only while the same commit is meant."""
    named = [f"refs/{space}/{name}" for space in ("remotes/origin", "heads") for name in USUAL]
    held = [_held(f"{git_folder}/{name}") for name in (_REMOTE_HEAD, *named, branch) if name]
    try:
        packed = os.stat(f"{git_folder}/packed-refs")
        held.append(f"{packed.st_mtime_ns} {packed.st_size} {packed.st_ino}")
    except OSError:
        held.append("")
    if os.path.isdir(f"{git_folder}/reftable"):
        held.append(_held(f"{git_folder}/reftable/tables.list"))
    return held


def _held(path: str) -> str:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return ""
    try:
        return os.read(descriptor, _SMALL).decode("utf-8", "backslashreplace").strip()
    except OSError:
        return ""
    finally:
        os.close(descriptor)


def _read(path: str) -> dict[str, Any] | None:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
            content = file.read(MAX_BYTES + 1)
        found = json.loads(content)
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA or not isinstance(found.get("branch"), str):
        return None
    return found if found.get("digest") == _digest(found) else None


def _digest(document: dict[str, Any]) -> str:
    kept = {key: value for key, value in document.items() if key != "digest"}
    return sha256_hex(json.dumps(kept, sort_keys=True).encode())


def _write(path: str, fresh: Fresh, held: list[str]) -> list[str]:
    document: dict[str, Any] = {
        "schema": SCHEMA, "branch": fresh.branch, "stamp": held, "settings": _document(fresh.settings)
    }  # fmt: skip
    document["digest"] = _digest(document)
    draft = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(json.dumps(document).encode())
        os.replace(draft, path)
    except OSError as error:
        return [f"the settings of the guard could not be kept, so each call reads them anew: {error}"]
    return []


def _document(settings: GuardSettings) -> dict[str, Any]:
    environments = [{"name": one.name, "match": list(one.match), "answer": one.answer} for one in settings.environments]
    return {
        "environments": environments, "unknown": settings.unknown, "rules": [list(rule) for rule in settings.rules],
        "protected": list(settings.protected),
    }  # fmt: skip


def _settings(document: Any) -> GuardSettings | None:
    """The settings in a cache; None where anything in it is not of its form."""
    try:
        environments = tuple(
            EnvironmentGuard(_text(one["name"]), tuple(map(_text, one["match"])), _answer(one["answer"]))
            for one in document["environments"]
        )
        rules = tuple((_text(rule), _answer(answer) or "deny") for rule, answer in document["rules"])
        protected = tuple(map(_text, document["protected"]))
        return GuardSettings(environments, _answer(document["unknown"]), rules, protected)
    except (KeyError, TypeError, ValueError):
        return None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _answer(value: object) -> GuardAnswer | None:
    if value is not None and value not in GUARD_ANSWERS:
        raise ValueError
    return value
