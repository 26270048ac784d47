"""Which words after `paraph blame` are git's, which are ours, and how shall the answer look?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from paraph.core.errors import InputError, Problem
from paraph.ports.blame import BlameForm

SHOWN = {
    "-e": "mail", "--show-email": "mail", "-s": "bare", "-t": "raw_time", "-l": "long", "-f": "name",
    "--show-name": "name", "-n": "number", "--show-number": "number", "-b": "blank", "--root": "root",
}  # fmt: skip
FORMS: dict[str, BlameForm] = {
    "-p": "porcelain", "--porcelain": "porcelain", "--line-porcelain": "line-porcelain", "--incremental": "incremental",
}  # fmt: skip
PASSED = ("-w", "--minimal", "--first-parent", "--root", "--no-ignore-revs-file")
WITH_VALUE = (
    "-L", "--since", "--after", "--until", "--before", "--ignore-rev", "--ignore-revs-file", "--date", "--abbrev",
    "--contents", "--max-age", "--min-age", "--diff-algorithm",
)  # fmt: skip
GLUED = ("-M", "-C", "-L")
IGNORED = ("--progress", "--no-progress", "--no-color-lines", "--no-color-by-age")
REFUSED = {
    "--reverse": "it tells until when a line stood, not who wrote it",
    "-S": "other parents than the commits have would lay lines to those who did not write them",
    "-c": "git blame's own columns are the only ones here",
    "--color-lines": "colours tell kinds here",
    "--color-by-age": "colours tell kinds here",
    "--show-stats": "there are no counts of git's work here",
    "--score-debug": "there are no counts of git's work here",
    "--encoding": "text is UTF-8 here",
}  # fmt: skip
OURS_WITH_VALUE = ("--repo", "--format")
OURS = ("-q", "--quiet", "-v", "--verbose", "--no-color", "--json", "-h", "--help")
DATES = ("iso", "iso8601", "iso-strict", "iso8601-strict", "short", "raw", "unix", "rfc", "rfc2822", "default")


class Shown(NamedTuple):
    """How git's columns look: which are there, how a date is written, how many digits a commit has (0 for as many as
    tell it from others)."""

    columns: frozenset[str] = frozenset()
    date: str = "iso"
    digits: int = 0


class Asked(NamedTuple):
    """What git is asked, and how its answer is shown; no `form` is the text for people. `path` is as typed."""

    path: str
    revisions: tuple[str, ...]
    words: tuple[str, ...]
    shown: Shown
    form: BlameForm | None = None
    contents: str = ""


def parted(words: list[str]) -> tuple[list[str], list[str]]:
    """Our own options, and all other words in their order; those after `--` are never options."""
    ours: list[str] = []
    theirs: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--":
            return ours, [*theirs, word, *left]
        if word in OURS or word.startswith(tuple(f"{each}=" for each in OURS_WITH_VALUE)):
            ours.append(word)
        elif word in OURS_WITH_VALUE:
            ours += [word, *_next(left)]
        elif word in WITH_VALUE:
            theirs += [word, *_next(left)]  # whatever its value looks like
        else:
            theirs.append(word)
    return ours, theirs


def read_words(words: list[str]) -> Asked:
    """What the words of git ask for. Raises InputError for what is not answered here."""
    at = words.index("--") if "--" in words else None
    reading = _Reading()
    reading.options(words if at is None else words[:at])
    plain = reading.plain
    files = [plain.pop()] if at is None and plain else ([] if at is None else words[at + 1 :])
    if len(files) != 1:
        raise InputError(Problem("P1177", "one file is needed", "`paraph blame [OPTIONS] [REV] [--] FILE`"))
    return Asked(
        files[0], tuple(plain), tuple(reading.passed),
        Shown(frozenset(reading.columns), reading.date, reading.digits), reading.form, reading.contents,
    )  # fmt: skip


class _Reading:
    """Takes the options one by one."""

    def __init__(self) -> None:
        self.plain: list[str] = []
        self.passed: list[str] = []
        self.columns: set[str] = set()
        self.date, self.digits, self.contents = "iso", 0, ""
        self.form: BlameForm | None = None

    def options(self, words: list[str]) -> None:
        """Take every option of some words; what is none is a revision or a file."""
        left = iter(words)
        for word in left:
            if not word.startswith("-") or word == "-":
                self.plain.append(word)
            elif word.startswith("--") or word.startswith(GLUED) or word[:2] in REFUSED:
                self._long(word, left)
            else:
                for letter in word[1:]:
                    self._flag(f"-{letter}")

    def _long(self, word: str, left: Iterator[str]) -> None:
        name, equals, value = word.partition("=")
        if word.startswith(("-M", "-C")):
            self.passed.append(word)
        elif word.startswith("-L"):
            self.passed.append(f"-L{word[2:] or ''.join(_next(left))}")
        elif name in WITH_VALUE:
            self._valued(name, value if equals else "".join(_next(left)))
        else:
            self._flag(name if name in REFUSED else word)

    def _valued(self, name: str, value: str) -> None:
        if name == "--date":
            if value not in DATES:
                raise InputError(Problem("P1177", f"dates are not shown as {value[:40]!r} here", _one_of(DATES)))
            self.date = value
        elif name == "--abbrev":
            self.digits = min(max(int(value), 4), 64) + 1 if value.isdecimal() else 0
        elif name == "--contents":
            self.contents = value
        else:
            self.passed.append(f"{name}={value}")

    def _flag(self, name: str) -> None:
        if name in REFUSED:
            raise InputError(Problem("P1177", f"{name} is not answered here: {REFUSED[name]}", f"`git blame {name}`"))
        if name in SHOWN:
            self.columns.add(SHOWN[name])
        if name in FORMS:
            self.form = FORMS[name]
        if name in PASSED:
            self.passed.append(name)
        elif name not in SHOWN and name not in FORMS and name not in IGNORED:
            raise InputError(Problem("P1177", f"{name[:40]} is no option of this", "`paraph blame --help` lists them"))


def _next(left: Iterator[str]) -> list[str]:
    return [word for word in [next(left, None)] if word is not None]


def _one_of(words: tuple[str, ...]) -> str:
    return f"write {', '.join(words[:-1])} or {words[-1]}"
