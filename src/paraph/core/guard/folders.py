"""In which one folder does a command work, however the way there is written?"""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import normpath

from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import base_name
from paraph.core.guard.shell.words import HOLE

MAX_PARTS = 12
_OPTIONS = names(
    "-chdir --chdir --directory --cwd --working-dir --terragrunt-working-dir -working-dir --project-directory --prefix"
)
_STATED = names("terraform tofu terragrunt")
_SHORT = {"-C": names("git make gmake tar pnpm poetry env ninja npm just pulumi"), "-D": names("sudo")}
_VARIABLES = ("TERRAGRUNT_WORKING_DIR", "TG_WORKING_DIR")
ADRIFT = f"{HOLE}adrift"  # among the folders of a text: where any of it runs cannot be told
_MOVING = ("cd", "pushd", "popd", "chdir")


def entered(folder: str, path: str) -> str:
    """The folder that a path leads to from another; a HOLE stays in what cannot be told."""
    path = path or "."
    if path.startswith(("/", "~")) or not folder:
        joined = path
    elif path.startswith(HOLE):
        return path
    else:
        joined = f"{folder}/{path}"
    found = joined if HOLE in joined else normpath(joined)
    return "" if found == "." else found[1:] if found.startswith("//") else found


def moved_by_options(words: tuple[str, ...], folder: str, variables: Iterable[tuple[str, str]] = ()) -> str:
    """The folder that a command chooses by its own options (`-chdir`, `-C`), else the one where it stands."""
    chosen = [value for name, value in variables if name in _VARIABLES][-1:]
    found: list[str] = []
    name = base_name(words[0]) if words else ""
    for at, word in enumerate(words):
        option, equals, value = word.partition("=")
        is_short = name in _SHORT.get(word[:2], ())
        if is_short and len(word) > 2:
            found.append(word[2:])
        elif is_short or option in _OPTIONS:
            found.append(value if equals else words[at + 1] if at + 1 < len(words) else HOLE)
    if name in ("git", "make", "gmake", "tar"):
        for one in found:
            folder = entered(folder, one)
        return folder
    found = list(dict.fromkeys(found)) or chosen
    if name in _STATED and any("/" in word for word in _states(words)):  # state that lies elsewhere
        return HOLE
    if any(".." in one.lstrip("./").split("/") for one in found):  # a link on the way would lead elsewhere
        return HOLE
    return folder if not found else entered(folder, found[0]) if len(found) == 1 else HOLE


def _states(words: tuple[str, ...]) -> Iterable[str]:
    for word, after in zip(words, (*words[1:], ""), strict=True):
        option, equals, value = word.partition("=")
        if option in ("-state", "--state"):
            yield value if equals else after


def resolved(cwd: str, folder: str, top: str) -> tuple[str, ...]:
    """How a glob may name a folder as a whole: from the top of the work tree and from the root; none if unknown."""
    whole = entered(cwd, folder)
    if HOLE in whole or "$" in whole or "`" in whole:
        return ()
    if not top:
        return tuple(ends(whole))
    if whole == top:
        return (".", whole)
    return (whole.removeprefix(top.rstrip("/") + "/"), whole) if whole.startswith(top.rstrip("/") + "/") else (whole,)


def ends(folder: str) -> Iterable[str]:
    """A folder by its whole path and by every end of it, so that `envs/dev` need not tell where the clone lies."""
    parts = folder.strip("/").split("/")
    yield folder
    yield from ("/".join(parts[at:]) for at in range(max(len(parts) - MAX_PARTS, 0), len(parts)))


class Trail:
    """Where a text stands, command by command: `cd`, `pushd`, `popd`, and subshells, which leave no trace.

    What depends on the run (a branch, a loop, a function, an `||`) leads to a folder that is not known.
    """

    def __init__(self, folder: str) -> None:
        self.folder, self.before, self.stack = folder, "", list[str]()
        self.shells: tuple[int, ...] = ()
        self.outer: list[tuple[str, str, list[str]]] = []
        self.is_chained = False
        self.has_moved = False
        self.visited: list[str] = [folder]

    def at(self, shells: tuple[int, ...], joined: str) -> str:
        """The folder in which a command runs that stands in these subshells, behind this operator."""
        kept = 0
        while kept < min(len(shells), len(self.shells)) and shells[kept] == self.shells[kept]:
            kept += 1
        while len(self.outer) > kept:
            self.folder, self.before, self.stack = self.outer.pop()
        self.outer += [(self.folder, self.before, list(self.stack)) for _ in shells[kept:]]
        self.shells = shells
        if self.is_chained and joined not in ("&&", "|", "|&"):
            self.is_chained = False
            self._go(HOLE)
        return self.folder

    def after(self, words: tuple[str, ...], joined: str, then: str, *, is_sure: bool) -> None:
        """Follow one command that ran there; `joined` and `then` are the operators before and behind it."""
        name = base_name(words[0]) if words else ""
        if name not in _MOVING or joined in ("|", "|&") or then in ("|", "|&", "&"):
            return
        self._move(name, words)
        if not is_sure or joined == "||":
            self._go(HOLE)
        self.is_chained = self.is_chained or joined == "&&"

    def lost(self) -> None:
        """Something moved that cannot be read."""
        self._go(HOLE)

    def _move(self, name: str, words: tuple[str, ...]) -> None:
        paths = [word for word in words[1:] if word == "-" or word[:1] not in ("-", "+")]
        if (
            len(paths) > 1
            or "-P" in words
            or any(word.startswith("+") or word[1:2].isdigit() for word in words[1:] if word[:1] in "+-")
        ):
            self._go(HOLE)
        elif name == "popd":
            self._go(self.stack.pop() if self.stack else HOLE)
        elif name == "pushd":
            here = self.folder
            self._go(entered(here, paths[0]) if paths else HOLE)
            self.stack.append(here)
        elif paths == ["-"]:
            self._go(self.before if self.has_moved else HOLE)
        else:
            self._go(entered(self.folder, paths[0]) if paths else "~")

    def _go(self, folder: str) -> None:
        self.folder, self.before, self.has_moved = folder, self.folder, True
        self.visited.append(folder)
