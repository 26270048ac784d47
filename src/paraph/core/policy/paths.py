"""Which of the changed files does a pattern mean, without asking every file?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Literal

from paraph.core.policy.globs import Glob, PathSet

_AFTER_SLASH = "0"  # the character after `/`: what starts with `a/` sorts before `a0`
_MANY = 500  # paths from which on collecting all their parts costs less than searching them again and again
_MOST_SHAPES = 16_384
_LAST = "\U0010ffff"
_HAS_WILDCARD = frozenset("*?\\")


class PathIndex:
    """The changed paths, sorted once, from which a pattern takes its matches.

    A set of files is an integer: bit `i` stands for `paths[i]`. What a pattern names literally is found by
    bisection or by one search through all paths at once; only what is left over is tried path by path.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths: list[str] = sorted(set(paths))
        self.everything = (1 << len(self.paths)) - 1
        self._numbers: dict[str, int] = {}
        self._masks: dict[str, int] = {}
        self._text = ""
        self._starts: list[int] = []
        self._parts: frozenset[str] | None = None
        self._extensions: dict[str, int] | None = None

    def matching(self, patterns: PathSet) -> int:
        """The files that one included pattern matches and no excluded one does."""
        found = 0
        for glob in patterns.included:
            found |= self.mask(glob)
        for glob in patterns.excluded:
            if not found:
                break
            found &= ~self.mask(glob)
        return found

    def mask(self, glob: Glob) -> int:
        """The files that one pattern matches; worked out once for each pattern."""
        known = self._masks.get(glob.pattern)
        if known is None:
            known = self._masks[glob.pattern] = self._find(glob)
        return known

    def bit(self, path: str) -> int:
        """The set of one path; nothing for a path that is not changed."""
        return self._at(path)

    def bits(self, paths: Iterable[str]) -> int:
        """The set of several paths, those left out that are not changed."""
        if not self._numbers:
            self._numbers = dict(zip(self.paths, range(len(self.paths)), strict=True))
        numbers, found = self._numbers, 0
        for path in paths:
            number = numbers.get(path)
            if number is not None:
                found |= 1 << number
        return found

    def named(self, mask: int, most: int = 3) -> tuple[str, ...]:
        """The first few paths of a set, in order."""
        if not mask & (mask - 1):
            return (self.paths[mask.bit_length() - 1],) if mask and most else ()
        found: list[str] = []
        while mask and len(found) < most:
            lowest = mask & -mask
            found.append(self.paths[lowest.bit_length() - 1])
            mask ^= lowest
        return tuple(found)

    def _find(self, glob: Glob) -> int:
        shape, text = _shape(glob)
        if shape == "directory":
            return self._below(text)
        if shape == "exact":
            return self._at(text) | self._below(text)
        if shape == "everything":
            return self.everything
        low, high = self._range(glob.prefix)
        if low == high or (glob.segment and len(self.paths) >= _MANY and glob.segment not in self._all_parts()):
            return 0
        if shape in ("segment", "segment/"):
            return self._with_segment(text, is_directory=shape == "segment/")
        if shape == "extension" and high - low < _MANY:
            return _mask(self._holding(f"{text}/", low, high))
        if shape == "extension":
            return self._by_extension().get(text, 0) & _span(low, high)
        return self._tried(glob, self._candidates(glob, low, high))

    def _tried(self, glob: Glob, numbers: Iterable[int]) -> int:
        paths, matches, found = self.paths, glob.matches, 0
        for number in numbers:
            if matches(paths[number]):
                found |= 1 << number
        return found

    def _candidates(self, glob: Glob, low: int, high: int) -> Iterable[int]:
        if glob.segment and glob.segment not in glob.prefix:
            return self._holding(f"/{glob.segment}/", low, high)
        if glob.extension:
            return self._holding(f"{glob.extension}/", low, high)
        return range(low, high)

    def _holding(self, text: str, low: int, high: int) -> Iterator[int]:
        """Numbers of the paths between `low` and `high` in which a text occurs, a slash put around each path."""
        if not self._starts:
            self._join()
        starts, whole = self._starts, self._text
        end = starts[high]
        place = whole.find(text, starts[low], end)
        while place >= 0:
            number = bisect_right(starts, place) - 1
            yield number
            place = whole.find(text, starts[number + 1], end)

    def _with_segment(self, segment: str, *, is_directory: bool) -> int:
        """All below each directory of a name, taken at one stroke; and files of the name, unless directories only."""
        if not self._starts:
            self._join()
        starts, whole, text, found = self._starts, self._text, f"/{segment}/", 0
        place = whole.find(text)
        while place >= 0:
            number = bisect_right(starts, place) - 1
            high = number + 1
            after = place + len(text)
            if after < starts[high] - 1:
                directory = self.paths[number][: after - starts[number] - 2]
                high = bisect_left(self.paths, directory + _AFTER_SLASH, number)
                found |= _span(number, high)
            elif not is_directory:
                found |= 1 << number
            place = whole.find(text, starts[high])
        return found

    def _all_parts(self) -> frozenset[str]:
        """Every part between slashes that occurs at all: most patterns of a large policy end here."""
        if self._parts is None:
            self._parts = frozenset("/".join(self.paths).split("/"))
        return self._parts

    def _join(self) -> None:
        self._text = "/" + "/\0/".join(self.paths) + "/\0"
        place, starts = 0, [0]
        for path in self.paths:
            place += len(path) + 3
            starts.append(place)
        self._starts = starts

    def _by_extension(self) -> dict[str, int]:
        if self._extensions is None:
            found: dict[str, list[int]] = {}
            for number, path in enumerate(self.paths):
                head, _, name = path.rpartition("/")
                for part in (name,) if "." not in head else path.split("/"):
                    dot = part.rfind(".")
                    if dot >= 0:
                        found.setdefault(part[dot:], []).append(number)
            self._extensions = {extension: _mask(numbers) for extension, numbers in found.items()}
        return self._extensions

    def _at(self, path: str) -> int:
        place = bisect_left(self.paths, path)
        return 1 << place if place < len(self.paths) and self.paths[place] == path else 0

    def _below(self, directory: str) -> int:
        low = bisect_left(self.paths, directory + "/")
        return _span(low, bisect_left(self.paths, directory + _AFTER_SLASH, low))

    def _range(self, prefix: str) -> tuple[int, int]:
        if not prefix:
            return 0, len(self.paths)
        low = bisect_left(self.paths, prefix)
        return low, bisect_right(self.paths, prefix + _LAST, low)


def _span(low: int, high: int) -> int:
    return (1 << high) - (1 << low)


def _mask(numbers: Iterable[int]) -> int:
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


_Shape = Literal["directory", "exact", "everything", "segment", "segment/", "extension", "other"]
_shapes: dict[str, tuple[_Shape, str]] = {}


def _shape(glob: Glob) -> tuple[_Shape, str]:
    """What settles a pattern by itself, and the text that does; worked out once for each pattern."""
    known = _shapes.get(glob.pattern)
    if known is None:
        if len(_shapes) >= _MOST_SHAPES:
            _shapes.clear()
        known = _shapes[glob.pattern] = _read_shape(glob)
    return known


def _read_shape(glob: Glob) -> tuple[_Shape, str]:
    if glob.directory is not None:
        return "directory", glob.directory
    if glob.exact is not None:
        return "exact", glob.exact
    if glob.regex_source == ".":
        return "everything", ""
    if glob.segment and _is_plain_segment(glob):
        return ("segment/" if glob.pattern.endswith(("/", "/**")) else "segment"), glob.segment
    extension = _plain_extension(glob)
    return ("other", "") if extension is None else ("extension", extension)


def _is_plain_segment(glob: Glob) -> bool:
    """Whether a pattern means: this name anywhere, with all below it."""
    return glob.segment is not None and glob.pattern.removeprefix("**/") in (
        glob.segment, f"{glob.segment}/", f"{glob.segment}/**",
    ) and (glob.pattern.startswith("**/") or not glob.pattern.endswith("/**"))  # fmt: skip


def _plain_extension(glob: Glob) -> str | None:
    """The extension of `*.ext`, `**/*.ext` or `dir/**/*.ext`: it alone, with the prefix, settles the match."""
    pattern = glob.pattern
    extension = glob.extension
    if extension is None or not pattern.endswith("*" + extension) or extension.count(".") != 1:
        return None
    head = pattern[: -len(extension) - 1].removeprefix("/")
    if not head:
        return extension if pattern[0] != "/" else None
    if not head.endswith("**/") or extension in head:
        return None
    return extension if _HAS_WILDCARD.isdisjoint(head[:-3]) else None
