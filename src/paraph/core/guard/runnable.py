"""What does the guard look at: one command, a text that a shell would run, or code in another language?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.guard.shell.commands import Command

NOTHING = Command(())


class Sight(NamedTuple):
    """One command with what it was seen through, outermost first, and the folder it runs in.

    `folder` is joined from `cd`s, empty for the folder of the session; `machine` names another machine or container
    that it runs on, whose paths are not ours. `is_doubtful` where it is only supposed that it runs: such a command is
    asked about and not denied. `visited` are all folders that its text passes through.
    """

    words: tuple[str, ...]
    through: tuple[str, ...] = ()
    command: Command = NOTHING
    folder: str = ""
    machine: str = ""
    variables: tuple[tuple[str, str], ...] = ()
    is_doubtful: bool = False
    visited: tuple[str, ...] = ()


class Text(NamedTuple):
    """A text that something would run: shell (language empty) or the code of an interpreter.

    `arguments` begin with the name of the script, the `$0` of a shell.
    """

    text: str
    sight: Sight
    language: str = ""
    arguments: tuple[str, ...] = ()


class Opaque(NamedTuple):
    """Something would run that cannot be read here; `rule` is the row of the table that says so."""

    rule: str
    sight: Sight


Runnable = Sight | Text | Opaque


def base_name(word: str) -> str:
    """The name of a program without its folder, its backslash and the ending of Windows."""
    return word.rpartition("/")[2].rpartition("\\")[2].removesuffix(".exe")
