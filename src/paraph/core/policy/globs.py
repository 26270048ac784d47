"""Which paths does a pattern mean, by the rules of CODEOWNERS files?"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple

from paraph.core.model.noun import by_identity, noun

Flavour = Literal["github", "gitlab"]

MAX_PATTERN_CHARACTERS = 4096

_STAR = None  # a run of `*` among the tokens of one segment; every other token is a regex for one character
_SEGMENT_END = r"(?=/|\Z)"
_SPECIAL = frozenset("*?[\\")
_ANY_DIRECTORIES = "(?:[^/]++/)*?"


class _Segment(NamedTuple):
    """One part of a pattern between slashes: its tokens, and its text if it holds no wildcard."""

    tokens: tuple[str | None, ...]
    literal: str | None
    tail: str = ""

    @property
    def is_star(self) -> bool:
        return self.tokens == (_STAR,)

    @property
    def is_star_then_text(self) -> bool:
        return self.tokens[:1] == (_STAR,) and len(self.tokens) == len(self.tail) + 1 > 1


@by_identity
@noun
class Glob:
    """One compiled pattern. `regex_source` is for `re.match`, and takes time linear in the path.

    The other fields let an index leave patterns out without trying them:
    `exact`: matches are this path and all below it, nothing else. `directory`: matches are all paths below it.
    `prefix`: every match starts with this text (empty where the pattern floats).
    `segment`: one whole part between slashes of every match is this text.
    `basename`: the last part of every match is this text (GitLab only: on GitHub a name covers what is below it).
    `extension`: one part of every match has this extension, with its dot.
    """

    pattern: str
    flavour: Flavour
    regex_source: str
    _match: Callable[[str], object]
    prefix: str = ""
    exact: str | None = None
    directory: str | None = None
    segment: str | None = None
    basename: str | None = None
    extension: str | None = None

    def matches(self, path: str) -> bool:
        """Whether `path` (relative to the repository, parts joined by `/`) is meant."""
        return bool(self._match(path))


@noun
class PathSet:
    """Patterns of which one must match, and patterns (written with a leading `!`) of which none may."""

    included: tuple[Glob, ...]
    excluded: tuple[Glob, ...]

    def matches(self, path: str) -> bool:
        """Whether `path` is in the set."""
        return any(glob.matches(path) for glob in self.included) and not any(
            glob.matches(path) for glob in self.excluded
        )


@lru_cache(maxsize=1024)
def compile_path_set(patterns: tuple[str, ...]) -> PathSet:
    """Compile a list of GitHub patterns with `!` exclusions. Raises ValueError as `compile_glob` does."""
    return PathSet(
        tuple(compile_glob(pattern) for pattern in patterns if not pattern.startswith("!")),
        tuple(compile_glob(pattern[1:]) for pattern in patterns if pattern.startswith("!")),
    )


@lru_cache(maxsize=16384)
def compile_glob(pattern: str, flavour: Flavour = "github") -> Glob:
    """Compile one CODEOWNERS pattern. Raises ValueError, in words, for one that the flavour does not allow.

    GitHub: a leading or inner slash anchors at the root, a trailing one means directories only, `**` as a whole
    part stands for any directories, `*` and `?` stay within a part, a backslash makes a character literal, `[`
    and `]` are literal, and a last part other than `*` also covers everything below it.
    GitLab: only a leading slash anchors, sets in brackets exist, and a name does not cover what is below it.
    """
    if not pattern:
        raise ValueError("the pattern is empty")
    if len(pattern) > MAX_PATTERN_CHARACTERS:
        raise ValueError(f"the pattern is longer than {MAX_PATTERN_CHARACTERS} characters")
    if "\0" in pattern:
        raise ValueError("the pattern holds a NUL character, which no path can")
    return _github(pattern) if flavour == "github" else _gitlab(pattern)


def _github(pattern: str) -> Glob:
    if "***" in pattern:
        raise ValueError("three asterisks in a row mean nothing; write `**` for any directories")
    if pattern.startswith("!"):
        raise ValueError("a pattern cannot be negated with `!`")
    if pattern == "/":
        return Glob(pattern, "github", r"(?!)", lambda _: False)
    if _ends_in_escape(pattern):
        raise ValueError("the pattern ends in a backslash that escapes nothing")
    parts = pattern.split("/")
    if parts[0] == "":
        parts = parts[1:]
    elif "/" not in pattern.rstrip("/") and parts[0] != "**":
        parts = ["**", *parts]
    if parts[-1] == "":
        parts[-1] = "**"
    if "" in parts:
        raise ValueError("two slashes in a row match nothing")
    if parts[:2] == ["**", "**"]:
        raise ValueError("`**/` at the start of `**` matches nothing; write `**` once")
    segments = tuple(None if part == "**" else _segment(part, flavour="github") for part in parts)
    return _assemble(pattern, "github", segments, covers_below=parts[-1] != "*")


def _gitlab(pattern: str) -> Glob:
    if _ends_in_escape(pattern):
        raise ValueError("the pattern ends in a backslash that escapes nothing")
    parts = pattern.split("/")
    parts = parts[1:] if parts[0] == "" else ["**", *parts]
    if parts[-1] == "":
        parts[-1:] = ["**", "*"]
    elif parts[-1] == "**":
        parts[-1] = "*"
    if "" in parts:
        raise ValueError("two slashes in a row match nothing")
    segments = tuple(None if part == "**" else _segment(part, flavour="gitlab") for part in parts)
    return _assemble(pattern, "gitlab", segments, covers_below=False)


def _ends_in_escape(text: str) -> bool:
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _segment(part: str, *, flavour: Flavour) -> _Segment:
    """Read one part between slashes; a backslash before a slash is dropped, as nothing can escape a slash."""
    if _SPECIAL.isdisjoint(part):
        return _Segment((re.escape(part),), part, part)
    tokens: list[str | None] = []
    literal: list[str] | None = []
    tail: list[str] = []
    index = 0
    while index < len(part):
        character = part[index]
        index += 1
        if character == "*":
            if not tokens or tokens[-1] is not _STAR:
                tokens.append(_STAR)
            literal, tail = None, []
        elif character == "?":
            tokens.append("[^/]")
            literal, tail = None, []
        elif character == "[" and flavour == "gitlab":
            source, index = _bracket(part, index)
            tokens.append(source)
            literal, tail = None, []
        elif character != "\\" or index < len(part):
            if character == "\\":
                character = part[index]
                index += 1
            tokens.append(re.escape(character))
            tail.append(character)
            if literal is not None:
                literal.append(character)
    return _Segment(tuple(tokens), None if literal is None else "".join(literal), "".join(tail))


def _bracket(part: str, index: int) -> tuple[str, int]:
    """Read a set such as `[a-z]`, `[!0-9]` or `[^x]` whose opening bracket lies before `index`."""
    is_negated = part[index : index + 1] in {"!", "^"}
    index += is_negated
    members: list[str] = []
    while index < len(part) and (part[index] != "]" or not members):
        low, index = _member(part, index)
        high = low
        if part[index : index + 1] == "-" and part[index + 1 : index + 2] not in {"", "]"}:
            high, index = _member(part, index + 1)
        if low > high:
            raise ValueError(f"the range `{low}-{high}` is empty")
        members.append(f"{re.escape(low)}-{re.escape(high)}")
    if index >= len(part):
        raise ValueError("a `[` is never closed")
    return f"(?!/)[{'^' if is_negated else ''}{''.join(members)}]", index + 1


def _member(part: str, index: int) -> tuple[str, int]:
    if part[index] == "\\" and index + 1 < len(part):
        index += 1
    return part[index], index + 1


def _segment_regex(segment: _Segment) -> str:
    """The regex of one whole part.

    What stands between two stars has a fixed length, so its leftmost occurrence leaves the most room for the
    rest: taking it for good (an atomic group) loses no match and never tries twice.
    """
    if segment.is_star:
        return "[^/]++"
    runs = _runs(segment.tokens)
    if len(runs) == 1:
        return runs[0] + _SEGMENT_END
    middle = "".join(f"(?>[^/]*?{run})" for run in runs[1:-1])
    last = f"(?>[^/]*{runs[-1]}{_SEGMENT_END})" if runs[-1] else "[^/]*+"
    return runs[0] + middle + last


def _runs(tokens: tuple[str | None, ...]) -> list[str]:
    runs = [""]
    for token in tokens:
        if token is None:
            runs.append("")
        else:
            runs[-1] += token
    return runs


def _assemble(pattern: str, flavour: Flavour, segments: tuple[_Segment | None, ...], *, covers_below: bool) -> Glob:
    literals = [segment.literal for segment in segments if segment is not None and segment.literal]
    last = segments[-1]
    source = _regex(segments, covers_below=covers_below)
    whole = _whole(segments) if covers_below else None
    plain = _plain_match(whole, segments) if covers_below else None
    return Glob(
        pattern,
        flavour,
        source,
        plain or _regex_match(source),
        prefix=_prefix(segments),
        exact=None if last is None else whole,
        directory=whole if last is None else None,
        segment=max(literals, key=len, default=None),
        basename=last.literal if last is not None and not covers_below else None,
        extension=_extension(last),
    )


def _regex(segments: tuple[_Segment | None, ...], *, covers_below: bool) -> str:
    """Join the parts. What stands between two `**` is taken where it first fits, as within a part."""
    if segments == (None,):
        return "."
    source, group, floats = "", "", False
    for segment in segments[:-1]:
        if segment is not None:
            group += _segment_regex(segment) + "/"
        else:
            source += _placed(group, floats=floats)
            group, floats = "", True
    last = segments[-1]
    if last is not None:
        group += _segment_regex(last) + (_SEGMENT_END if covers_below else r"\Z")
    return source + _placed(group, floats=floats)


def _regex_match(source: str) -> Callable[[str], object]:
    """Match by a regex that is compiled when it is first asked: most lines of a file never are."""
    compiled: list[re.Pattern[str]] = []

    def match(path: str) -> object:
        if not compiled:
            compiled.append(re.compile(source, re.DOTALL))
        return compiled[0].match(path)

    return match


def _placed(group: str, *, floats: bool) -> str:
    return f"(?>{_ANY_DIRECTORIES}{group})" if floats and group else group


def _prefix(segments: tuple[_Segment | None, ...]) -> str:
    prefix = ""
    for index, segment in enumerate(segments):
        if segment is None:
            break
        if segment.literal is None:
            prefix += _leading_text(segment)
            break
        prefix += segment.literal + ("/" if index < len(segments) - 1 else "")
    return prefix


def _leading_text(segment: _Segment) -> str:
    text = ""
    for token in segment.tokens:
        if token is None or token.startswith(("[", "(")):
            break
        text += token.removeprefix("\\")
    return text


def _extension(last: _Segment | None) -> str | None:
    if last is None or last.literal is not None or "." not in last.tail:
        return None
    return last.tail[last.tail.rindex(".") :]


def _whole(segments: tuple[_Segment | None, ...]) -> str | None:
    """The path that a pattern of nothing but literal parts names, with or without a closing `**`."""
    head = segments[:-1] if segments[-1] is None else segments
    texts = [segment.literal for segment in head if segment is not None and segment.literal]
    return "/".join(texts) if texts and len(texts) == len(head) else None


def _plain_match(whole: str | None, segments: tuple[_Segment | None, ...]) -> Callable[[str], object] | None:
    """A matcher without a regex for the shapes that most lines have."""
    is_for_directories = segments[-1] is None
    if whole is not None:
        below = whole + "/"
        if is_for_directories:
            return lambda path: path.startswith(below)
        return lambda path: path == whole or path.startswith(below)
    if segments[0] is not None or len(segments) != (3 if is_for_directories else 2):
        return None
    name = segments[1]
    if name is not None and name.literal:
        inner, end = f"/{name.literal}/", "" if is_for_directories else "/"
        return lambda path: inner in f"/{path}{end}"
    if name is not None and not is_for_directories and name.is_star_then_text:
        ending = name.tail + "/"
        return lambda path: ending in path + "/"
    return None
