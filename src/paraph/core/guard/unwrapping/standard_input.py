"""Which text does a command read from its standard input, where that comes from a file?"""

from __future__ import annotations

from collections.abc import Callable

from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import base_name
from paraph.core.guard.shell.commands import Command
from paraph.core.guard.shell.output import printed
from paraph.core.guard.shell.words import HOLE

MAX_FILES = 4
_DEAF = names(
    "grep egrep fgrep rg sed awk gawk jq yq wc sort uniq cut tr head tail less more cat tee diff read while mapfile "
    "column fold base64 gzip gunzip tar patch git"
)


def with_standard_input(command: Command, written: Callable[[str], str | None]) -> Command:
    """The command with the text of the file that is its input: behind `<`, or printed by `cat` into its pipe."""
    if command.stdin is not None or not command.words or base_name(command.words[0]) in _DEAF:
        return command
    for redirect in command.redirects:
        if redirect.operator == "<":
            text = _substituted(command) if HOLE in redirect.target else written(redirect.target)
            return command if text is None else command._replace(stdin=text)
    files = _scheduled(command.words) or _shown(command.fed)
    texts = [text for text in map(written, files) if text is not None]
    return command._replace(stdin="\n".join(texts)) if texts else command


def _substituted(command: Command) -> str | None:
    """What the command of a `<(...)` prints."""
    return next((text for text in map(printed, command.inner) if text is not None), None)


def _scheduled(words: tuple[str, ...]) -> list[str]:
    """The file that `at -f FILE` and `crontab FILE` read."""
    name = base_name(words[0])
    if name in ("at", "batch") and "-f" in words[:-1]:
        return [words[words.index("-f") + 1]]
    return [words[-1]] if name == "crontab" and len(words) > 1 and not words[-1].startswith("-") else []


def _shown(fed: Command | None) -> list[str]:
    if fed is None or not fed.words or base_name(fed.words[0]) != "cat":
        return []
    return [word for word in fed.words[1:] if not word.startswith("-") and HOLE not in word][:MAX_FILES]
