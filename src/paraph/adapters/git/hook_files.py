"""How do hooks get into a folder beside those of others, and out of it again, so that none is lost?"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal, NamedTuple

from paraph.adapters.git.location import Location
from paraph.adapters.git.own import own_git
from paraph.core.errors import InputError, Problem, ReadError

KEPT = ".before-paraph"
SCRIPT_BYTES = 1 << 16
State = Literal["absent", "foreign", "current", "outdated"]


class HookState(NamedTuple):
    """One hook: whose it is, and whether another one is kept and runs before it."""

    name: str
    state: State
    has_kept: bool


class HookFiles(NamedTuple):
    """The hooks of one folder as they would be installed now: their texts by name, and the mark that says that a file
    is ours, of whatever version."""

    folder: str
    texts: Mapping[str, str]
    mark: str

    def states(self) -> tuple[HookState, ...]:
        """How the hooks stand beside what would be installed now."""
        return tuple(self._state(name) for name in self.texts)

    def put(self) -> None:
        """Put the hooks in place; those that were there are kept, and run first.

        Raises InputError where one would have to be lost, ReadError when the disk says no.
        """
        try:
            os.makedirs(self.folder, exist_ok=True)
            for name, text in self.texts.items():
                path = f"{self.folder}/{name}"
                if self._state(name).state == "foreign":
                    _set_aside(path)
                draft = f"{path}.{os.getpid()}"
                descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o755)
                with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as file:
                    file.write(text)
                os.replace(draft, path)
        except OSError as error:
            what = f"the hooks cannot be written: {error}"
            raise ReadError(Problem("P0902", what, f"see to {self.folder}")) from error

    def take_away(self) -> tuple[str, ...]:
        """Remove our hooks and put back those that were there before; the names of those removed."""
        ours = tuple(each.name for each in self.states() if each.state in ("current", "outdated"))
        try:
            for name in ours:
                path = f"{self.folder}/{name}"
                os.unlink(path)
                if os.path.lexists(path + KEPT):
                    os.rename(path + KEPT, path)
        except OSError as error:
            what = f"the hooks cannot be removed: {error}"
            raise ReadError(Problem("P0902", what, f"see to {self.folder}")) from error
        return ours

    def _state(self, name: str) -> HookState:
        path = f"{self.folder}/{name}"
        has_kept = os.path.lexists(path + KEPT)
        if not os.path.lexists(path):
            return HookState(name, "absent", has_kept)
        try:
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                text = file.read(SCRIPT_BYTES)
        except OSError:
            return HookState(name, "foreign", has_kept)
        if self.mark not in text:
            return HookState(name, "foreign", has_kept)
        is_current = text == self.texts[name] and os.access(path, os.X_OK)
        return HookState(name, "current" if is_current else "outdated", has_kept)


def hooks_folder(location: Location) -> str:
    """Where git looks for the hooks of this repository.

    Raises InputError where a setting outside the repository sends it to a place that others share.
    """
    folder = location.work_tree or location.git_folder
    outcome = own_git(folder, "config", "--show-scope", "--get", "core.hooksPath")
    scope, _, value = outcome.output.decode("utf-8", "surrogateescape").strip().partition("\t")
    own = f"{location.common_folder}/hooks"
    if not outcome.status and value and scope not in ("local", "worktree"):
        what = f"core.hooksPath is set to {value} outside this repository: others would get these hooks, too"
        raise InputError(Problem("P0904", what, f"git -C {folder} config core.hooksPath {own}"))
    found = own_git(folder, "rev-parse", "--path-format=absolute", "--git-path", "hooks")
    return own if found.status else os.fsdecode(found.output.rstrip(b"\n"))


def _set_aside(path: str) -> None:
    if os.path.lexists(path + KEPT):
        what = f"{path} was put in the place of Paraph's, and {path}{KEPT} is there, too"
        raise InputError(Problem("P0903", what, "decide which of the two shall run, and remove the other"))
    os.rename(path, path + KEPT)
