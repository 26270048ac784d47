"""How are the hooks of a server put into a bare repository, and taken out again?"""

from __future__ import annotations

import os
from typing import Literal, NamedTuple

from paraph.adapters.git.hook_script import HOOKS, KEPT, MARK, script
from paraph.adapters.git.location import Location
from paraph.adapters.git.own import own_git
from paraph.adapters.git.runner import ask, attempt
from paraph.core.errors import InputError, Problem, ReadError

SCRIPT_BYTES = 1 << 16
State = Literal["absent", "foreign", "current", "outdated"]


class HookState(NamedTuple):
    """One hook: whose it is, and whether another one is kept and runs before it."""

    name: str
    state: State
    has_kept: bool


def hooks_folder(location: Location) -> str:
    """Where git looks for this repository's hooks.

    Raises InputError where a setting outside the repository sends it elsewhere: other repositories share that place.
    """
    outcome = own_git(location.git_folder, "config", "--show-scope", "--get", "core.hooksPath")
    scope, _, value = outcome.output.decode("utf-8", "surrogateescape").strip().partition("\t")
    if outcome.status or not value:
        return f"{location.common_folder}/hooks"
    if scope != "local":
        what = f"core.hooksPath is set to {value} outside this repository, so git does not run its own hooks"
        raise InputError(Problem("P0904", what, f"git -C {location.git_folder} config core.hooksPath hooks"))
    return os.path.join(location.git_folder, os.path.expanduser(value))


def states(location: Location, globs: tuple[str, ...]) -> tuple[HookState, ...]:
    """How the hooks stand beside what would be installed now."""
    folder = hooks_folder(location)
    return tuple(_state(folder, name, globs) for name in HOOKS)


def put(location: Location, globs: tuple[str, ...]) -> None:
    """Put the hooks in place; those that were there are kept, and run first. Raises ReadError when the disk says no."""
    folder = hooks_folder(location)
    try:
        os.makedirs(folder, exist_ok=True)
        for name in HOOKS:
            path = f"{folder}/{name}"
            if _state(folder, name, globs).state == "foreign":
                _set_aside(path)
            draft = f"{path}.{os.getpid()}"
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o755)
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as file:
                file.write(script(name, globs))
            os.replace(draft, path)
    except OSError as error:
        raise ReadError(Problem("P0902", f"the hooks cannot be written: {error}", f"see to {folder}")) from error


def take_away(location: Location) -> tuple[str, ...]:
    """Remove our hooks and put back those that were there before; the names of those removed."""
    folder = hooks_folder(location)
    ours = [name for name in HOOKS if _state(folder, name, ()).state in ("current", "outdated")]
    try:
        for name in ours:
            path = f"{folder}/{name}"
            os.unlink(path)
            if os.path.lexists(path + KEPT):
                os.rename(path + KEPT, path)
    except OSError as error:
        raise ReadError(Problem("P0902", f"the hooks cannot be removed: {error}", f"see to {folder}")) from error
    return tuple(ours)


def setting(location: Location, name: str) -> tuple[str, ...]:
    """The values of a setting of the repository itself."""
    outcome = attempt(location.asked_at, "config", "--local", "-z", "--get-all", name)
    return tuple(os.fsdecode(value) for value in outcome.output.split(b"\0")[:-1])


def add_setting(location: Location, name: str, value: str) -> None:
    """Add one value to a setting of the repository."""
    ask(location.asked_at, "config", "--local", "--add", name, value)


def drop_setting(location: Location, name: str, value: str) -> None:
    """Remove exactly this value where it is still there."""
    others = [each for each in setting(location, name) if each != value]
    attempt(location.asked_at, "config", "--local", "--unset-all", name)
    for other in others:
        add_setting(location, name, other)


def _state(folder: str, name: str, globs: tuple[str, ...]) -> HookState:
    path = f"{folder}/{name}"
    has_kept = os.path.lexists(path + KEPT)
    if not os.path.lexists(path):
        return HookState(name, "absent", has_kept)
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            text = file.read(SCRIPT_BYTES)
    except OSError:
        return HookState(name, "foreign", has_kept)
    if MARK not in text:
        return HookState(name, "foreign", has_kept)
    is_current = text == script(name, globs) and os.access(path, os.X_OK)
    return HookState(name, "current" if is_current else "outdated", has_kept)


def _set_aside(path: str) -> None:
    if os.path.lexists(path + KEPT):
        what = f"{path} was put in the place of Paraph's, and {path}{KEPT} is there, too"
        raise InputError(Problem("P0903", what, "decide which of the two shall run, and remove the other"))
    os.rename(path, path + KEPT)
