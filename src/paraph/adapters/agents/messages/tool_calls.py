"""What does a tool call do: which files does it edit, which command does it run?

The agents spell the same few arguments in their own ways, and no spelling means two things, so that one reader knows
them all; an adapter says which of its tools edit and which run commands. A call that edits or runs something and does
not say what raises UnreadableError.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from paraph.adapters.agents.messages.payload import Payload, UnreadableError, compact, optional_text, text, whole
from paraph.core.model.capture import Deed, Edit

_PATHS = (
    "file_path", "filePath", "path", "notebook_path", "notebookPath", "target_file", "absolute_path", "relativePath",
)  # fmt: skip
_OLD = ("old_string", "old_str", "oldString", "oldStr", "old_text")
_NEW = (
    "new_string", "new_str", "newString", "newStr", "new_text", "new_source", "content", "contents", "file_text",
    "fileText", "text",
)  # fmt: skip
_EVERYWHERE = ("replace_all", "replaceAll", "allow_multiple")
_EDITS = ("edits", "replacements", "operations")
_PATCHES = ("patch", "input", "command", "diff")
_SHELLS = frozenset({"bash", "shell", "powershell", "run_shell_command", "execute_command"})
_COMMANDS = ("command", "command_line", "commandLine", "cmd", "script")


class Call(NamedTuple):
    """What one call does, the same for every agent."""

    deed: Deed
    edits: tuple[Edit, ...] = ()
    command: str = ""
    content: str = ""


def call_of(tool: str, given: Payload, *, edits: frozenset[str], shells: frozenset[str]) -> Call:
    """Read the arguments of a tool that is called `tool`; `edits` and `shells` are the names of the tools that do.

    A tool that nobody knows and that is given a command runs it. Raises UnreadableError.
    """
    if tool in shells or tool.lower() in _SHELLS:
        return Call("shell", command=command_in(given))
    if tool in edits:
        return Call("edit", edits=edits_in(given))
    if not tool.startswith("mcp") and optional_text(given, *_COMMANDS[:3]):
        return Call("shell", command=command_in(given))
    return Call("other", content=whole(compact(given)) if given else "")


def command_in(given: Payload) -> str:
    """The command of a shell call; words in a list are quoted into one line. Raises UnreadableError."""
    for key in _COMMANDS:
        value = given.get(key)
        if isinstance(value, list) and value and all(isinstance(word, str) for word in value):
            import shlex

            return whole(shlex.join(value))
    command = text(given, *_COMMANDS)
    if not command:
        raise UnreadableError("it runs a command and does not say which")
    words = given.get("args")
    if isinstance(words, list) and words and all(isinstance(word, str) for word in words):
        import shlex

        return f"{command} {whole(shlex.join(words))}"
    return command


def edits_in(given: Payload) -> tuple[Edit, ...]:
    """The edits of a call. Raises UnreadableError where it names no file."""
    path = text(given, *_PATHS)
    found = tuple(_listed(path, given))
    if not found and path:
        found = (_edit(path, given),)
    patch = "" if found else text(given, *_PATCHES)
    if patch.find("*** ") >= 0:
        from paraph.adapters.agents.messages.patch_text import patched

        found = patched(patch)
    if not found:
        raise UnreadableError("it edits a file and does not say which")
    return found


def _listed(path: str, given: Payload) -> Iterable[Edit]:
    for key in _EDITS:
        several = given.get(key)
        for each in several if isinstance(several, list) else ():
            where = text(each, *_PATHS) or path if isinstance(each, dict) else ""
            if not where:
                raise UnreadableError("one of its edits names no file")
            yield _edit(where, each)


def _edit(path: str, given: dict[str, Any]) -> Edit:
    return Edit(
        path, optional_text(given, *_OLD), optional_text(given, *_NEW),
        is_everywhere=any(given.get(key) is True for key in _EVERYWHERE),
    )  # fmt: skip
