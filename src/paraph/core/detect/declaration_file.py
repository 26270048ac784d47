"""What does the change's own declaration file say?"""

from __future__ import annotations

from collections.abc import Mapping

from paraph.core.detect.declared import LEVELS, leveled, share_of, tool_names
from paraph.core.errors import InputError, Problem
from paraph.core.model import places
from paraph.core.model.provenance import Declaration

ASSISTANCE_FILE = places.ASSISTANCE
_KEYS = ("version", "assistance", "tools", "share", "by", "note")


def declaration_of_file(data: Mapping[str, object]) -> Declaration:
    """The declaration that `.paraph/assistance.yaml` makes, from its parsed plain data.

    Keys: `assistance` (none, assisted, generated or autonomous; required), `tools` (a list or one name), `share`
    (`40%` or 0.4), `by` (who declares), `note`, `version` (1). Raises InputError naming everything wrong.
    """
    problems = [
        _problem(f"unknown key `{key}`", f"the keys are {', '.join(_KEYS)}") for key in data if str(key) not in _KEYS
    ]
    if data.get("version", 1) != 1 or isinstance(data.get("version"), bool):
        problems.append(_problem("this version is not known", "write `version: 1`, or leave it out"))
    stated = data.get("assistance")
    level = LEVELS.get(stated.strip().lower()) if isinstance(stated, str) else None
    if level is None:
        problems.append(_problem("`assistance` is missing or not a level", f"write one of {', '.join(LEVELS)}"))
    share = _share(data.get("share"))
    if share is None and data.get("share") is not None:
        problems.append(_problem("`share` is not a share", "write it as `40%` or `0.4`"))
    tools = _tools(data.get("tools"))
    if tools is None:
        problems.append(_problem("`tools` is not a list of names", "write `tools: [claude-code]`"))
    if problems or level is None or tools is None:
        raise InputError(*problems)
    meant = leveled(level, tools, share) or level
    by = data.get("by")
    return Declaration(
        meant,
        "file",
        f"{ASSISTANCE_FILE}: assistance: {level.value}",
        tools,
        by=str(by)[:200] if by else None,
        share=share,
    )


def _share(value: object) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return float(value) if 0 <= value <= 1 else None
    return share_of(str(value)[:40])


def _tools(value: object) -> tuple[str, ...] | None:
    if value is None:
        return ()
    if isinstance(value, str):
        return tool_names(value)
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return tuple(dict.fromkeys(name for item in value[:50] for name in tool_names(item)))
    return None


def _problem(what: str, fix: str) -> Problem:
    return Problem("P0260", f"{ASSISTANCE_FILE}: {what}", fix)
