"""Which globs match the same paths as regular expressions, or at least no less, or no more?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from paraph.core.policy.foreign.regex import MAX_SEQUENCES, Mark, Token, Tokens, sequences_of
from paraph.core.policy.globs import compile_glob

_DEEP = "**"


class GlobBounds(NamedTuple):
    """Globs that match every path the regexes match (`most`; None when any path may be matched), and globs with
    `!` exclusions that match none but these (`least`; None when no glob is sure). Equal where `is_exact`."""

    least: tuple[str, ...] | None
    most: tuple[str, ...] | None
    is_exact: bool
    why: str = ""

    @property
    def below(self) -> tuple[str, ...]:
        """The paths that `most` takes in beyond what is sure: those below a match."""
        return tuple(pattern[1:] for pattern in self.least or () if pattern.startswith("!"))


@dataclass(frozen=True, slots=True)
class _Shape:
    """A glob in parts. It is `sure` when it matches nothing more than its sequence, but for what lies below it
    (where `needs_exclusion`)."""

    parts: tuple[str, ...]
    needs_exclusion: bool
    is_sure: bool

    @property
    def text(self) -> str:
        parts = list(self.parts)
        if parts == [_DEEP]:
            return _DEEP
        if parts[-1] == _DEEP:
            parts[-1] = ""
        if parts[0] != _DEEP:
            return "/" + "/".join(parts)
        named = [part for part in parts[1:] if part]
        if len(named) > 1 or named[0] == _DEEP:
            return "/".join(parts)
        return "/".join(("\\" if parts[1].startswith("!") else "") + part for part in parts[1:])

    @property
    def is_fixed(self) -> bool:
        return _DEEP not in self.parts


def globs_of(regexes: tuple[str, ...]) -> GlobBounds:
    """Bound a list of regexes, of which any one may match anywhere in the path.

    Paths are those of git: no empty part, no slash at either end. A glob's last part also covers what is below it,
    so that an expression which ends in `$` is only equal with an exclusion, and only where its depth is fixed.
    """
    try:
        shapes = [shape for regex in regexes for tokens in sequences_of(regex) for shape in _shapes(tokens)]
        shapes = list(dict.fromkeys(shapes))
        for shape in shapes:
            compile_glob(shape.text)
    except ValueError as error:
        return GlobBounds(None, None, is_exact=False, why=str(error))
    if not shapes:
        return GlobBounds(None, None, is_exact=False, why="it matches no path")
    most = tuple(dict.fromkeys(shape.text for shape in shapes))
    sure = [shape for shape in shapes if shape.is_sure]
    exclusions = tuple(dict.fromkeys(f"!{shape.text}/" for shape in sure if shape.needs_exclusion))
    least = (*dict.fromkeys(shape.text for shape in sure), *exclusions) if sure else None
    is_exact = len(sure) == len(shapes) and all(
        shape.is_fixed and not any(_reaches_below(shape, other) for other in shapes)
        for shape in shapes
        if shape.needs_exclusion
    )
    return GlobBounds(least, most, is_exact, "" if is_exact else _reason(shapes))


def name_globs_of(regexes: tuple[str, ...]) -> GlobBounds:
    """The same for names of branches and repositories. Their globs know no single wild character, do not reach below
    a match unless they say so, and begin where the name does."""
    found = globs_of(regexes)
    if found.most is None:
        return found
    least = _as_names([glob for glob in found.least or () if glob.startswith("!") or "?" not in glob])
    is_exact = found.is_exact and not any("?" in glob for glob in found.most)
    why = found.why or ("" if is_exact else "names of branches have no glob for one character")
    sure = least if any(not glob.startswith("!") for glob in least) else None
    return GlobBounds(sure, _as_names(found.most), is_exact, why)


def _as_names(globs: Sequence[str]) -> tuple[str, ...]:
    kept = [glob for glob in globs if not (glob.startswith("!") and glob[1:-1] in globs)]
    return tuple(dict.fromkeys(_as_name(glob, reaches_below=f"!{glob}/" not in globs) for glob in kept))


def _as_name(glob: str, *, reaches_below: bool) -> str:
    sign, body = ("!", glob[1:]) if glob.startswith("!") else ("", glob)
    parts = body.strip("/").replace("?", "*").split("/")
    inner = "/".join(part if part == _DEEP else re.sub(r"\*+", "*", part) for part in parts)
    if not body.startswith("/") and "/" not in inner and inner != _DEEP:
        inner = f"{_DEEP}/{inner}"
    if body.endswith("/"):
        return f"{sign}{inner}/*/{_DEEP}"
    is_open = inner.rpartition("/")[2] in {"*", _DEEP}
    return f"{sign}{inner}/{_DEEP}" if reaches_below and not is_open else f"{sign}{inner}"


def _reason(shapes: list[_Shape]) -> str:
    if all(shape.is_sure for shape in shapes):
        return "a glob also covers what lies below a directory of that name"
    return "globs have no such character classes or repetitions"


def _reaches_below(upper: _Shape, other: _Shape) -> bool:
    """Whether `other` may match a path below a match of `upper` (of fixed depth)."""
    if other.is_fixed and len(other.parts) <= len(upper.parts):
        return False
    for left, right in zip(upper.parts, other.parts, strict=False):
        if right == _DEEP:
            return True
        if left != right and not set("*?\\") & {*left, *right}:
            return False
    return True


def _shapes(tokens: Tokens) -> list[_Shape]:
    """The globs of one sequence; none where no path of git can match it."""
    is_sure = Mark.APPROXIMATE not in tokens
    plain = [token for token in tokens if token is not Mark.APPROXIMATE]
    if plain[:1] == [Mark.START]:
        plain = plain[1:]
    else:
        plain.insert(0, Mark.ANY)
    if plain[-1:] == [Mark.END]:
        plain = plain[:-1]
    else:
        plain.append(Mark.ANY)
    if Mark.START in plain or Mark.END in plain:
        raise ValueError("an anchor stands in the middle")
    parts = _split(_merged(plain))
    if not all(parts):
        return []
    return [_Shape(tuple(texts), needs_exclusion=needs, is_sure=is_sure) for texts, needs in _expanded(parts)]


def _merged(tokens: Sequence[Token]) -> list[Token]:
    merged: list[Token] = []
    for token in tokens:
        last = merged[-1] if merged else None
        if token in {Mark.ANY, Mark.WITHIN} and last in {Mark.ANY, Mark.WITHIN}:
            merged[-1] = Mark.ANY if Mark.ANY in {token, last} else Mark.WITHIN
        elif token is Mark.ONE and last in {Mark.ANY, Mark.WITHIN} and last is Mark.WITHIN:
            merged[-1:] = [Mark.ONE, Mark.WITHIN]
        else:
            merged.append(token)
    return merged


def _split(tokens: list[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for one in tokens:
        if one == "/":
            parts.append([])
        else:
            parts[-1].append(one)
    return parts


def _expanded(parts: list[list[Token]]) -> list[tuple[list[str], bool]]:
    """Write the parts as globs; `.*` inside a part may or may not cross slashes, which makes two of it."""
    if parts == [[Mark.ANY]]:
        return [([_DEEP], False)]
    covers = parts[-1][-1] is Mark.ANY
    written: list[list[str]] = [[]]
    for index, part in enumerate(parts):
        choices = _part_choices(part, is_first=index == 0, is_last=index == len(parts) - 1)
        written = [texts + choice for texts in written for choice in choices]
        if len(written) > MAX_SEQUENCES:
            raise ValueError("it has too many alternatives to write out")
    return [(texts, not covers and texts[-1] not in {"*", _DEEP}) for texts in map(_tidy, written)]


def _part_choices(part: list[Token], *, is_first: bool, is_last: bool) -> list[list[str]]:
    """The ways to write one part; `.*` at its edge takes directories before or after it along."""
    if part == [Mark.ANY]:
        return [[_DEEP]] if is_last and not is_first else [["*", _DEEP]]
    before: list[str] = []
    after: list[str] = []
    if part[0] is Mark.ANY:
        before, part = [_DEEP], [Mark.WITHIN, *part[1:]]
    if part[-1] is Mark.ANY:
        part = [*part[:-1], Mark.WITHIN]
        after = [] if is_last else [_DEEP]
        if is_last and _is_star(_merged(part)):
            return [[*before, _DEEP]]
    return [[*before, *choice, *after] for choice in _choices(part)]


def _tidy(texts: list[str]) -> list[str]:
    """Two `**` in a row say no more than one."""
    return [text for index, text in enumerate(texts) if text != _DEEP or texts[index - 1 : index] != [_DEEP]]


def _choices(part: list[Token]) -> list[list[str]]:
    choices: list[list[list[Token]]] = [[[]]]
    for token in part:
        inside = Mark.WITHIN if token is Mark.ANY else token
        stays = [[*choice[:-1], [*choice[-1], inside]] for choice in choices]
        opened: list[Token] = [Mark.WITHIN]
        crosses = [[*choice, opened] for choice in stays] if token is Mark.ANY else []
        choices = [*stays, *crosses]
        if len(choices) > MAX_SEQUENCES:
            raise ValueError("it has too many alternatives to write out")
    return [_joined(choice) for choice in choices]


def _joined(pieces: list[list[Token]]) -> list[str]:
    """Pieces of one part that slashes have torn apart, with any directories between them."""
    texts = [_written(pieces[0])]
    for piece in pieces[1:]:
        texts += [_DEEP, _written(piece)]
    return texts


def _is_star(part: list[Token]) -> bool:
    return part in ([Mark.WITHIN], [Mark.ONE, Mark.WITHIN])


def _written(part: list[Token]) -> str:
    part = _merged(part)
    if _is_star(part):
        return "*"
    marks: dict[Token, str] = {Mark.WITHIN: "*", Mark.ONE: "?"}
    return "".join(marks.get(token) or _literal(str(token)) for token in part)


def _literal(character: str) -> str:
    return f"\\{character}" if character in {"*", "?", "\\"} else character
