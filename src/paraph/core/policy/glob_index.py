"""Which of many patterns match this path, without trying them all?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from paraph.core.policy.globs import Glob

_Kind = Literal["self", "below", "segment", "basename", "extension", "all"]


class _Key(NamedTuple):
    """A fact about a path that a pattern needs: `self` and `below` name one of its leading directories."""

    kind: _Kind
    text: str


class GlobIndex:
    """Patterns by the rarest literal fact that each needs of a path.

    A path is looked up by its directories, parts and extensions; only the patterns found there are tried.
    """

    def __init__(self, globs: Sequence[Glob]) -> None:
        self._globs = tuple(globs)
        options = [_keys(glob) for glob in self._globs]
        frequency = Counter(key for keys in options for key in keys)
        self._buckets: dict[_Key, list[int]] = defaultdict(list)
        for number, keys in enumerate(options):
            self._buckets[min(keys, key=lambda key: (key.kind == "all", frequency[key]))].append(number)
        self._kinds = frozenset(key.kind for key in self._buckets)
        anchored = (key.text for key in self._buckets if key.kind in {"self", "below"})
        self._depth = max((text.count("/") + 1 for text in anchored), default=0)

    @property
    def untried(self) -> int:
        """How many patterns are tried for every path, because they name nothing literal."""
        return len(self._buckets.get(_Key("all", ""), ()))

    def matching(self, path: str) -> Iterator[int]:
        """Numbers of the patterns that match `path`, the last one first."""
        for number in sorted(self._candidates(path), reverse=True):
            if self._globs[number].matches(path):
                yield number

    def _candidates(self, path: str) -> set[int]:
        found: set[int] = set()
        buckets, kinds = self._buckets, self._kinds
        for key in _facts(path, kinds, self._depth):
            bucket = buckets.get(key)
            if bucket is not None:
                found.update(bucket)
        return found


def _keys(glob: Glob) -> tuple[_Key, ...]:
    """Facts of which every match has each; an index may look the pattern up by any one of them."""
    if glob.exact is not None:
        return (_Key("self", glob.exact),)
    keys = []
    directory, slash, _ = glob.prefix.rpartition("/")
    if slash and directory:
        keys.append(_Key("below", directory))
    if glob.basename:
        keys.append(_Key("basename", glob.basename))
    elif glob.segment and not (slash and directory and glob.segment in directory.split("/")):
        keys.append(_Key("segment", glob.segment))
    if glob.extension:
        keys.append(_Key("extension", glob.extension))
    return tuple(keys) or (_Key("all", ""),)


def _facts(path: str, kinds: frozenset[_Kind], depth: int) -> Iterator[_Key]:
    parts = path.split("/")
    if "all" in kinds:
        yield _Key("all", "")
    if depth:
        yield from _directories(parts, depth)
    if "basename" in kinds:
        yield _Key("basename", parts[-1])
    if "segment" in kinds:
        for part in set(parts):
            yield _Key("segment", part)
    if "extension" in kinds:
        for extension in {part[part.rindex(".") :] for part in parts if "." in part}:
            yield _Key("extension", extension)


def _directories(parts: list[str], depth: int) -> Iterator[_Key]:
    """The path itself and its directories, no deeper than any pattern goes."""
    directory = ""
    for index, part in enumerate(parts[:depth]):
        directory = f"{directory}/{part}" if index else part
        yield _Key("self", directory)
        if index < len(parts) - 1:
            yield _Key("below", directory)
