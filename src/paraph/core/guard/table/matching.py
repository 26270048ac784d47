"""Does a row of the table speak of this command, wherever its options stand and however they are written?

A row's shape is words: plain ones (`state`, `ns|namespace`) are the verbs in order; `**` lets any verbs stand in
between; `-flag` must be given, `-flag=value` with that value, `!-flag` must not; `~text*` is a later word that begins
so. What only the run will tell matches a verb with doubt.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from paraph.core.guard.name_lists import names
from paraph.core.guard.shell.words import HOLE
from paraph.core.model.guard import GuardAnswer

Match = Literal["yes", "perhaps", "no"]
_READING = names(
    "get describe list ls show status plan validate fmt version logs log output init diff apply create help "
    "lint test build install run start template history top explain"
)
MAX_AIMS = 120
_HELP = frozenset({"--help", "-help"})


class Row(NamedTuple):
    """One action that the guard knows. `tools` are the programs, `shape` the words that make it, empty where code
    judges it; `is_scoped` lets environments change the answer, `needs_environment` makes it count only in one, `tells`
    are options whose values say what it is aimed at."""

    id: str
    tools: str
    shape: str
    what: str
    answer: GuardAnswer = "deny"
    is_scoped: bool = True
    needs_environment: bool = False
    tells: str = ""


class Arguments(NamedTuple):
    """A command line in parts: words, each with whether it may be the value of an option, and options."""

    words: tuple[tuple[str, bool], ...]
    options: tuple[tuple[str, str | None], ...]
    is_help: bool = False


def parse(words: tuple[str, ...], valued: frozenset[str]) -> Arguments:
    """Part the words behind a program's name; `valued` are options whose value is the next word."""
    found: list[tuple[str, bool]] = []
    options: list[tuple[str, str | None]] = []
    is_open, is_doubtful, takes_next = True, False, False
    is_help = False
    for word in words:
        if takes_next:
            options[-1] = (options[-1][0], word)
            takes_next = False
        elif is_open and word == "--":
            is_open = False
        elif is_open and word.startswith("-") and len(word) > 1:
            name, equals, value = word.partition("=")
            options.append((name, value if equals else None))
            takes_next = not equals and name in valued
            is_doubtful = not equals and not takes_next
            is_help = is_help or word in _HELP
            continue
        else:
            found.append((word, is_doubtful or word == HOLE))
        is_doubtful = False
    return Arguments(tuple(found), tuple(options), is_help)


def matches(shape: str, arguments: Arguments) -> Match:
    """Whether a shape fits the arguments; `perhaps` where a verb is only known when it runs."""
    verbs = []
    for part in shape.split():
        if part.startswith(("-", "!-")):
            if _is_given(part.removeprefix("!"), arguments, is_exact=part[0] == "!") == (part[0] == "!"):
                return "no"
        elif part.startswith("~"):
            if not any(_fits(part[1:], word) for word, _ in arguments.words):
                return "no"
        else:
            verbs.append(part)
    return _verbs(verbs, arguments.words)


def _verbs(verbs: list[str], words: tuple[tuple[str, bool], ...]) -> Match:
    at, is_sure, is_anywhere = 0, True, False
    for verb in verbs:
        if verb == "**":
            is_anywhere = True
            continue
        found = _find(verb, words, at, is_anywhere=is_anywhere)
        if found is None:
            return "no"
        at, is_anywhere = found + 1, False
        is_sure = is_sure and HOLE not in words[found][0]
    return "yes" if is_sure else "perhaps"


def _find(verb: str, words: tuple[tuple[str, bool], ...], at: int, *, is_anywhere: bool) -> int | None:
    for index in range(at, len(words)):
        word, is_doubtful = words[index]
        if verb == "*" or any(_fits(one, word) for one in verb.split("|")):
            return index
        if HOLE in word and not is_anywhere and not _is_read(words, index):
            return index
        if not is_anywhere and not is_doubtful:
            return None
    return None


def _is_read(words: tuple[tuple[str, bool], ...], index: int) -> bool:
    """Whether the word behind one that is not known is a verb that only reads: the unknown one holds options then."""
    return index + 1 < len(words) and words[index + 1][0] in _READING


def _fits(pattern: str, word: str) -> bool:
    if pattern.startswith("*") and len(pattern) > 1:
        return pattern.strip("*") in word
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return word == pattern


def _is_given(flag: str, arguments: Arguments, *, is_exact: bool) -> bool:
    return any(_is_one(one, arguments, is_exact=is_exact) for one in flag.split("|"))


def _is_one(flag: str, arguments: Arguments, *, is_exact: bool) -> bool:
    name, equals, value = flag.partition("=")
    for given, having in arguments.options:
        if not _is_flag(name, given, is_exact=is_exact):
            continue
        if equals:
            if having is not None and _fits(value, having):
                return True
        elif having is None or having.lower() not in ("false", "none", "0", "no"):
            return True
    return False


def aims(row: Row, arguments: Arguments) -> str:
    """What a row says of a command: its words and, where it tells of some options, what they are given."""
    names = {name.lstrip("-") for name in row.tells.split()}
    given = [value for name, value in arguments.options if value and name.lstrip("-") in names]
    told = " ".join(", ".join(given).replace(HOLE, "…").split())
    return f"{row.what}: {told if len(told) <= MAX_AIMS else told[: MAX_AIMS - 1] + '…'}" if told else row.what


def _is_flag(name: str, given: str, *, is_exact: bool) -> bool:
    if name == given or name.lstrip("-") == given.lstrip("-") != "":
        return True
    if len(name) == 2 and name[0] == "-" and given[:2] != "--" and given[1:].isalpha() and len(given) <= 6:
        return name[1] in given
    return not is_exact and len(given) >= 5 and name.startswith("--") and name.startswith(given)
