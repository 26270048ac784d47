"""How are the hooks of a server put into a bare repository, and taken out again?"""

from __future__ import annotations

import os

from paraph.adapters.git.hook_files import HookFiles, hooks_folder
from paraph.adapters.git.hook_script import HOOKS, JOINED, MARK, script
from paraph.adapters.git.location import Location
from paraph.adapters.git.runner import ask, attempt


def server_hooks(location: Location, globs: tuple[str, ...] = (), *, is_joined: bool = False) -> HookFiles:
    """The hooks that guard the refs of these patterns, in the folder where git looks for them; one more where the
    repository has joined a server, which is told what moved.

    Raises InputError where other repositories share that.
    """
    names = (*HOOKS, *(JOINED if is_joined else ()))
    return HookFiles(hooks_folder(location), {name: script(name, globs) for name in names}, MARK)


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
