"""Which of many patterns match this path, without trying them all?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paraph.core.policy.globs import Glob

_Buckets = dict[str, list[int]]
_Key = tuple[int, str]

# What a pattern can need of a path: to be this path or one below it, to be below this directory, to have this
# part between slashes, this last part, a part with this extension, or nothing that could be looked up.
_SELF, _BELOW, _PART, _LAST, _EXTENSION, _NOTHING = range(6)


class GlobIndex:
    """Patterns by the rarest literal fact that each needs of a path.

    A path is looked up by its directories, parts and extensions; only the patterns found there are tried.
    """

    def __init__(self, globs: Sequence[Glob]) -> None:
        self._globs = tuple(globs)
        options = [_keys(glob) for glob in self._globs]
        frequency: dict[_Key, int] = {}
        for keys in options:
            for key in keys:
                frequency[key] = frequency.get(key, 0) + 1
        self._buckets: tuple[_Buckets, ...] = ({}, {}, {}, {}, {}, {})
        for number, keys in enumerate(options):
            kind, text = keys[0] if len(keys) == 1 else min(keys, key=frequency.__getitem__)
            self._buckets[kind].setdefault(text, []).append(number)
        anchored = (text for kind in (_SELF, _BELOW) for text in self._buckets[kind])
        self._depth = max((text.count("/") + 1 for text in anchored), default=0)
        self._always = self._buckets[_NOTHING].get("", [])

    @property
    def untried(self) -> int:
        """How many patterns must be tried for every path, because they name nothing literal."""
        return len(self._always)

    def matching(self, path: str) -> Iterator[int]:
        """Numbers of the patterns that match `path`, the last one first."""
        globs = self._globs
        for number in sorted(self._candidates(path), reverse=True):
            if globs[number].matches(path):
                yield number

    def _candidates(self, path: str) -> set[int]:
        found = set(self._always)
        _, _, by_part, by_last, by_extension, _ = self._buckets
        parts = path.split("/")
        self._add_anchored(found, parts)
        if by_last and parts[-1] in by_last:
            found.update(by_last[parts[-1]])
        for part in parts:
            if part in by_part:
                found.update(by_part[part])
            if by_extension and "." in part:
                found.update(by_extension.get(part[part.rindex(".") :], ()))
        return found

    def _add_anchored(self, found: set[int], parts: list[str]) -> None:
        """Look up the path and its directories, no deeper than any pattern goes."""
        itself, below = self._buckets[_SELF], self._buckets[_BELOW]
        directory = ""
        deepest = len(parts) - 1
        for index, part in enumerate(parts[: self._depth]):
            directory = f"{directory}/{part}" if index else part
            if directory in itself:
                found.update(itself[directory])
            if index < deepest and directory in below:
                found.update(below[directory])


def _keys(glob: Glob) -> tuple[_Key, ...]:
    """Facts of which every match has each; an index may look the pattern up by any one of them."""
    if glob.exact is not None:
        return ((_SELF, glob.exact),)
    if glob.directory is not None:
        return ((_BELOW, glob.directory),)
    keys: list[_Key] = []
    directory = glob.prefix.rpartition("/")[0]
    if directory:
        keys.append((_BELOW, directory))
    if glob.basename:
        keys.append((_LAST, glob.basename))
    elif glob.segment and not (directory and glob.segment in directory.split("/")):
        keys.append((_PART, glob.segment))
    if glob.extension:
        keys.append((_EXTENSION, glob.extension))
    return tuple(keys) or ((_NOTHING, ""),)
