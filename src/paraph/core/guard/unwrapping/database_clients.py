"""What does a client of a database read from files, and which commands of the shell does it run?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from paraph.core.guard.runnable import Runnable, Sight, Text, base_name
from paraph.core.guard.shell.output import received
from paraph.core.guard.unwrapping.wrappers import inside
from paraph.core.model.regex import regex

_FILES = ("-f", "--file", "-i", "--queries-file", "--init", "-init")
_SHELL = regex(r"(?m)(?:^|[;\n])\s*(?:\\!|\.shell|\.system|system)\s+([^\n]+)")
_PROGRAM = regex(r"\b(?:TO|FROM)\s+PROGRAM\s+'((?:[^']|'')+)'", 2)
_SOURCED = regex(r"(?m)(?:^|[;\n])\s*(?:source|\\\.|\\i|\\ir|\.read)\s+([^\s;]+)")
MAX_FOUND = 20


def client_texts(sight: Sight, written: Callable[[str], str | None]) -> Iterator[Runnable]:
    """The files of SQL that a client is given, and the commands that its own orders run."""
    name = base_name(sight.words[0])
    for path in _named(sight.words):
        yield from _read(path, sight, name, written)
    for text in (*(word for word in sight.words[1:] if " " in word), received(sight.command) or ""):
        for found in list(_SHELL.finditer(text))[:MAX_FOUND]:
            yield Text(found[1], inside(sight, f"{name} shell"))
        for found in list(_PROGRAM.finditer(text))[:MAX_FOUND]:
            yield Text(found[1].replace("''", "'"), inside(sight, f"{name} PROGRAM"))
        for found in list(_SOURCED.finditer(text))[:MAX_FOUND]:
            yield from _read(found[1], sight, name, written)


def _read(path: str, sight: Sight, name: str, written: Callable[[str], str | None]) -> Iterator[Runnable]:
    text = written(path)
    if text is not None:
        yield inside(sight, f"{name} {path}")._replace(words=("(sql)", f"{text} "))


def _named(words: tuple[str, ...]) -> Iterator[str]:
    for at, word in enumerate(words[1:], 1):
        option, equals, value = word.partition("=")
        if word in _FILES and at + 1 < len(words):
            yield words[at + 1]
        elif equals and option in _FILES:
            yield value
        elif word.startswith("-f") and len(word) > 2 and word[2] not in "=-":
            yield word[2:]
