"""What does an agent's configuration say so that it runs our hook, and what is known of how it fails?"""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

CALL = "<call>"  # stands for the call of our program in an item
BEFORE, AFTER = f"{CALL} || exit 2", f"{CALL} --after"  # before a call every failure must block, after it none may
SECONDS = 10
Failing = Literal["closed", "open on timeout"]
_OURS = re.compile(r"\bparaph(?:\.exe)?['\"]?(?: -[^|&;]*)? hook agent\b|\bparaph\.cli\.main\b.* hook agent\b")


class Place(NamedTuple):
    """One item of an array in a JSON file; `keys` lead to the array, `item` holds CALL in its command."""

    keys: tuple[str, ...]
    item: dict[str, Any]


class Switch(NamedTuple):
    """A setting by which the agent runs no hooks at all: in which file (empty for the one with the hooks; below the
    same folder; JSON, or TOML by its name), where in it, at which value."""

    file: str
    keys: tuple[str, ...]
    value: Any


class Script(NamedTuple):
    """A program in a folder, for agents that run what stands there; `text` holds CALL."""

    name: str
    text: str


class FailMode(NamedTuple):
    """What happens when the hook cannot answer; `since` is the agent's version from which that holds, `why` says what
    stays open. All commands end in `|| exit 2`: a hook that cannot start or crashes blocks in any case."""

    closed: Failing
    why: str
    since: str = ""


class HookConfig(NamedTuple):
    """How one agent is told to run our hook. Files and traces are below the repository, or below the home folder.

    `other_file` is the file that the agent reads instead where it exists, with the keys after the first one at its top.
    `root` are members that the file must have. `programs` and `traces` tell that the agent is there.
    """

    name: str
    title: str
    repository_file: str
    user_file: str
    fails: FailMode
    places: tuple[Place, ...] = ()
    scripts: tuple[Script, ...] = ()
    root: tuple[tuple[str, Any], ...] = ()
    other_file: str = ""
    programs: tuple[str, ...] = ()
    traces: tuple[str, ...] = ()
    switches: tuple[Switch, ...] = ()
    has_comments: bool = False
    can_ask: bool = True
    note: str = ""


def call(name: str, program: str) -> str:
    """How the hook of an agent is called."""
    return f"{program} hook agent --from {name}"


def filled(value: Any, called: str) -> Any:
    """An item with the call in its place."""
    if isinstance(value, str):
        return value.replace(CALL, called)
    if isinstance(value, dict):
        return {key: filled(each, called) for key, each in value.items()}
    return [filled(each, called) for each in value] if isinstance(value, list) else value


def is_ours(value: Any) -> bool:
    """Whether a command of ours stands anywhere in an item, of whatever version."""
    if isinstance(value, str):
        return _OURS.search(value) is not None
    if isinstance(value, dict):
        return any(is_ours(each) for each in value.values())
    return isinstance(value, list) and any(is_ours(each) for each in value)


def grouped(keys: tuple[str, ...], matcher: str, handler: dict[str, Any]) -> Place:
    """A group of one hook under a matcher of tool names, as Claude Code and those that follow it have it."""
    return Place(keys, {"matcher": matcher, "hooks": [handler]})
