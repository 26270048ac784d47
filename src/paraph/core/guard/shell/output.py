"""What does a command print, where its words alone tell it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.guard.shell.words import ansi_text

if TYPE_CHECKING:
    from paraph.core.guard.shell.commands import Command

_FINDERS = {"which", "type", "whereis"}
MAX_PIPES = 20
_PERCENT = "\x01"


def printed(command: Command) -> str | None:
    """The text that `echo`, `printf`, `cat` of a heredoc, or a search for a program prints; None for all others."""
    words = command.words
    name = words[0].rpartition("/")[2] if words else ""
    if name == "echo":
        return _echoed(words[1:])
    if name == "printf" and len(words) > 1:
        return _formatted(words[1:])
    if name in ("cat", "tee") and not _files(words):
        return command.stdin if command.stdin is not None else received(command)
    if words[:2] == ("git", "rev-parse") and words[2:3] in (("--git-dir",), ("--git-common-dir",), ("--git-path",)):
        return "/".join((".git", *words[3:4]))
    if name == "pwd" or words[:3] == ("git", "rev-parse", "--show-toplevel"):
        return "."
    if name == "mktemp":
        return "/tmp/made-now"  # noqa: S108 (a place to name, nothing is made)
    if name in _FINDERS or (name == "command" and words[1:2] in (("-v",), ("-V",))):
        return words[-1] if len(words) > 1 else None
    return None


def received(command: Command) -> str | None:
    """The text that a command reads from its standard input; None where it cannot be told or there is none."""
    if command.stdin is not None:
        return command.stdin
    fed, steps = command.fed, 0
    while fed is not None and steps < MAX_PIPES and fed.words[:1] == ("tee",) and fed.stdin is None:
        fed, steps = fed.fed, steps + 1
    return printed(fed) if fed is not None and steps < MAX_PIPES and not _is_chain(fed) else None


def _is_chain(command: Command) -> bool:
    """Whether a command only hands on what it reads, so often that nobody writes it so."""
    steps = 0
    seen: Command | None = command
    while seen is not None and steps <= MAX_PIPES:
        seen, steps = seen.fed, steps + 1
    return steps > MAX_PIPES


def _files(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words[1:] if not word.startswith("-")) if words[0] != "tee" else ()


def _echoed(words: tuple[str, ...]) -> str:
    is_escaped = False
    while words and words[0].startswith("-") and set(words[0][1:]) <= set("neE") and len(words[0]) > 1:
        is_escaped = is_escaped or "e" in words[0]
        words = words[1:]
    text = " ".join(words)
    return ansi_text(text) if is_escaped or "\\n" in text else text


def _formatted(words: tuple[str, ...]) -> str:
    form, *values = words[1:] if words[0] == "--" else words
    parts = ansi_text(form).replace("%%", _PERCENT).split("%")
    text = parts[0]
    for part in parts[1:]:
        text += (values.pop(0) if values else "") + part.lstrip("-.0123456789")[1:]
    if values and "%" in form:
        text = " ".join([text, *values])
    return text.replace(_PERCENT, "%")
