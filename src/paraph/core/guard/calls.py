"""What would a call destroy that is no shell command: an edit of hooks, SQL or a command for a remote tool?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from paraph.core.guard.hit import Hit
from paraph.core.guard.names import names
from paraph.core.guard.own import is_own
from paraph.core.guard.sight import Sight
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import Danger, GuardSettings
from paraph.core.model.regex import regex

MAX_TEXTS = 200
_DESTROYING = regex(r"(?:^|[_\-./])(?:delete|destroy|drop|terminate|purge|truncate|wipe|reset)(?:[_\-./]|$)", 2)
_CAMEL = regex(r"(?<=[a-z0-9])(?=[A-Z])")
_SQL = regex(
    r"\s*(?:/\*.{0,2000}?\*/\s*|--[^\n]*\n\s*)*(?:select|insert|update|delete|drop|truncate|alter|create|grant|revoke|with|begin|set|"
    r"do|merge|exec|execute|call|rename|use|start|lock|vacuum)\b", 18,
)  # fmt: skip
_COMMANDS = names("command cmd script cli_command shell commandline command_line code run bash args input")


def judge_call(event: ToolEvent, settings: GuardSettings, written: Callable[[str], str | None]) -> Iterator[Danger]:
    """The dangers in the edits and the content of a call."""
    from paraph.core.guard.judge import dangers_of, judge_command

    for edit in event.edits:
        if is_own(edit.path):
            yield from dangers_of(
                Hit("own.files", edit.path), Sight((event.tool or "edit", edit.path)), event.cwd, settings
            )
    if not event.content:
        return
    name = _CAMEL.sub("_", event.tool)
    if event.deed == "other" and _DESTROYING.search(name):
        yield from dangers_of(Hit("call.destroy", event.tool), Sight((event.tool,)), event.cwd, settings)
    for key, text in _told(event.content):
        if _SQL.match(text):
            yield from _sql(event, text, settings)
        elif event.deed != "edit" and key.lower() in _COMMANDS:
            yield from judge_command(text, event.cwd, settings, written)


def _sql(event: ToolEvent, text: str, settings: GuardSettings) -> Iterator[Danger]:
    from paraph.core.guard.judge import dangers_of
    from paraph.core.guard.sql import destructive_sql

    for danger in destructive_sql(text):
        hit = Hit(danger.rule, danger.target, what=danger.what)
        yield from dangers_of(hit, Sight((danger.excerpt or text[:200],), (event.tool,)), event.cwd, settings)


def _told(content: str) -> list[tuple[str, str]]:
    """All texts in the arguments of a call with the keys they stand behind; the content itself where it is no JSON."""
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        return [("command", content)]
    found: list[tuple[str, str]] = []
    waiting: list[tuple[str, object]] = [("command", tree)]
    while waiting and len(found) < MAX_TEXTS:
        key, value = waiting.pop()
        if isinstance(value, str):
            found.append((key, value))
        elif isinstance(value, dict):
            waiting.extend((str(name), one) for name, one in value.items())
        elif isinstance(value, list):
            texts = [one for one in value if isinstance(one, str)]
            if len(texts) == len(value) > 1:
                found.append((key, " ".join(texts)))
            waiting.extend((key, one) for one in value)
    return found
