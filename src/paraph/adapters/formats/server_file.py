"""What did the operator write down for this server?"""

from __future__ import annotations

from typing import Any, NoReturn

from paraph.adapters.formats.strict_json import read_json
from paraph.core.errors import InputError, Problem
from paraph.ports.server import ServerSettings

SCHEMA = "paraph/server/v1"
SETTINGS_BYTES = 65_536
_LISTS = ("protected", "written")
_TEXTS = (
    "name", "policy_ref", "ledger", "second_store", "policy", "organisation", "directory", "principal", "genesis",
    "home", "scope",
)  # fmt: skip
_NEEDED = ("name", "policy_ref", "ledger", "second_store")


def read_settings(content: bytes, file: str) -> ServerSettings:
    """The settings of a `server.json`. Raises InputError for anything that `write_settings` would not write."""
    data = read_json(content, file, max_bytes=SETTINGS_BYTES)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        _refuse(file, f"not a document of {SCHEMA}")
    if strange := sorted(data.keys() - {"schema", *_LISTS, *_TEXTS}):
        _refuse(file, f"nothing is known of {strange[0]!r}")
    texts = {name: data.get(name, "") for name in _TEXTS}
    if odd := [name for name, value in texts.items() if not isinstance(value, str)]:
        _refuse(file, f"`{odd[0]}` is no text")
    if empty := [name for name in _NEEDED if not texts[name]]:
        _refuse(file, f"`{empty[0]}` is missing")
    if bool(texts["home"]) != bool(texts["scope"]):
        _refuse(file, "`home` and `scope` belong together")
    return ServerSettings(protected=_protected(data, file), written=_written(data, file), **texts)


def write_settings(settings: ServerSettings) -> bytes:
    """The settings as a document for people, too."""
    import json

    texts = {name: getattr(settings, name) for name in _TEXTS if getattr(settings, name)}
    lists = {"protected": list(settings.protected), "written": [list(pair) for pair in settings.written]}
    return json.dumps({"schema": SCHEMA, **texts, **lists}, indent=2, ensure_ascii=True).encode() + b"\n"


def _protected(data: dict[str, Any], file: str) -> tuple[str, ...]:
    globs = data.get("protected")
    if not isinstance(globs, list) or not globs or not all(isinstance(glob, str) and glob for glob in globs):
        _refuse(file, "`protected` must list the refs to guard")
    return tuple(globs)


def _written(data: dict[str, Any], file: str) -> tuple[tuple[str, str], ...]:
    pairs = data.get("written", [])
    is_good = isinstance(pairs, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(each, str) for each in pair) for pair in pairs
    )
    if not is_good:
        _refuse(file, "`written` must list settings of git, each with its value")
    return tuple((name, value) for name, value in pairs)


def _refuse(file: str, what: str) -> NoReturn:
    fix = "run `paraph hook install --server` again, or put its last version back"
    raise InputError(Problem("P0901", f"{file}: {what}", fix))
