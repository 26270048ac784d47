"""Which repository files does a Go file import?

Names are `package p` and the import paths. Go's unit is the package: an import depends on every file of
the package's directory (tests excepted), and the files of one package depend on each other. A group node
stands for each package, so that large packages cost edges in their size, not in its square. Every module
of the repository counts as used from the others, and a local `replace` of the importing module goes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from paraph.core.tier.imports.tree_paths import joined
from paraph.core.tier.readers import MAX_SCANNED_BYTES, Sources

_GAP = rb"(?:[\s;]++|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?)*+"
_PACKAGE = re.compile(_GAP + rb"package\b" + _GAP + rb"([\w\x80-\xff]++)")
_IMPORT = re.compile(_GAP + rb"import\b" + _GAP + rb"(\()?+")
_SPEC = re.compile(_GAP + rb"(?:(?:[\w\x80-\xff]++|\.)" + _GAP + rb')?+(?:"([^"\n]*+)"|`([^`]*+)`)')
_MODULE = re.compile(r'^[ \t]*+module[ \t]++"?([^\s"]++)', re.MULTILINE)
_CLOSING = re.compile(_GAP + rb"\)")
_REPLACED = re.compile(
    r'^[ \t]*+(?:replace[ \t]++)?+"?([^\s"()]++)"?(?:[ \t]++v\S++)?+[ \t]*+=>[ \t]*+'
    r'"?(\.{1,2}(?:/[^\s"]*+)?+)"?[ \t]*+$',
    re.MULTILINE,
)
_COMMENT = re.compile(r"//[^\n]*+")


def read(data: bytes) -> tuple[str, ...]:
    """The package clause and the import declarations, which Go has before all else."""
    text = data[:MAX_SCANNED_BYTES]
    clause = _PACKAGE.match(text, 3 if text.startswith(b"\xef\xbb\xbf") else 0)
    if clause is None:
        return ()
    found = {f"package {clause[1].decode('utf-8', 'replace')}": None}
    at = clause.end()
    while (declaration := _IMPORT.match(text, at)) is not None:
        at = declaration.end()
        while (spec := _SPEC.match(text, at)) is not None:
            found[(spec[1] or spec[2] or b"").decode("utf-8", "replace")] = None
            at = spec.end()
            if not declaration[1]:
                break
        if declaration[1]:
            closing = _CLOSING.match(text, at)
            if closing is None:
                break
            at = closing.end()
    return tuple(found)


def edges(sources: Sources) -> Iterator[tuple[str, str]]:
    """Pairs of importing and imported node; package groups are named by their directory."""
    modules = _Modules(sources.manifests)
    directories = {path.rpartition("/")[0] for path in sources.names}
    for path, names in sources.names.items():
        directory = path.rpartition("/")[0]
        package = next((name[8:] for name in names if name.startswith("package ")), "")
        yield from _membership(path, directory, package)
        for name in names:
            for target in modules.directories(directory, name) if not name.startswith("package ") else ():
                if target in directories:
                    yield path, _group(target)
                    break


def _membership(path: str, directory: str, package: str) -> Iterator[tuple[str, str]]:
    """A file and its package depend on each other; a test depends on its package, which knows no tests."""
    if not path.endswith("_test.go"):
        yield path, _group(directory)
        yield _group(directory), path
        return
    if not package.endswith("_test"):
        yield path, _group(directory)
    yield path, _group(directory, package)
    yield _group(directory, package), path


def _group(directory: str, test_package: str = "") -> str:
    return f"\0go {directory}" + (f"\0{test_package}" if test_package else "")


class _Modules:
    """Where the modules of one tree have their directories."""

    def __init__(self, manifests: Mapping[str, bytes]) -> None:
        self._homes: dict[str, str] = {}
        self._replaced: dict[str, dict[str, str]] = {}
        for path in sorted(manifests, reverse=True):
            home = path.rpartition("/")[0]
            text = _COMMENT.sub("", manifests[path].decode("utf-8", "replace"))
            module = _MODULE.search(text)
            if module is not None:
                self._homes[module[1]] = home
                places = ((old, joined(home, new)) for old, new in _REPLACED.findall(text))
                self._replaced[home] = {old: place for old, place in places if place is not None}

    def directories(self, importer: str, name: str) -> Iterator[str]:
        """Directories that import path `name` may mean in a file of directory `importer`, best first."""
        home = self._home(importer)
        for prefix in _prefixes(name):
            rest = name[len(prefix) :].strip("/")
            for table in (self._replaced.get(home or "", {}), self._homes):
                place = table.get(prefix)
                if place is not None:
                    target = f"{place}/{rest}".strip("/")
                    if self._home(target) == place:
                        yield target
        yield f"{home}/vendor/{name}".lstrip("/") if home else f"vendor/{name}"

    def _home(self, directory: str) -> str | None:
        """The module directory that `directory` belongs to."""
        while directory not in self._replaced:
            if not directory:
                return None
            directory = directory.rpartition("/")[0]
        return directory


def _prefixes(name: str) -> Iterator[str]:
    while name:
        yield name
        name = name.rpartition("/")[0]
