"""What do package.json and tsconfig.json files say about where a bare import leads?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from paraph.core.tier.imports.tree_paths import joined, upwards

_CONDITIONS = ("source", "types", "import", "module", "node", "browser", "default", "require")
_LOOSE = re.compile(r'"(?:[^"\\]++|\\.)*+"?|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?|,(?=\s*+[}\]])', re.DOTALL)
_SETTINGS = ("tsconfig.json", "jsconfig.json", "tsconfig.base.json")
_MAX_EXTENDS = 8


class _Settings(NamedTuple):
    """Path settings of one tsconfig: where bare names start (None for nowhere), and patterns with targets."""

    base: str | None
    patterns: tuple[tuple[str, tuple[str, ...]], ...]


class Packages:
    """The manifests of one tree. What cannot be parsed counts as saying nothing."""

    def __init__(self, manifests: Mapping[str, bytes]) -> None:
        self._json = {path: parsed for path, data in manifests.items() if (parsed := _parse(data)) is not None}
        self._by_name: dict[str, str] = {}
        for path in sorted(self._json, reverse=True):
            name = self._json[path].get("name") if path.endswith("package.json") else None
            if isinstance(name, str) and name:
                self._by_name[name] = path.rpartition("/")[0]
        self._settings: dict[str, _Settings | None] = {}

    def by_settings(self, directory: str, name: str) -> Iterator[str | None]:
        """Places that the nearest tsconfig's `paths` and `baseUrl` give a bare name, best first."""
        settings = self._nearest(directory)
        if settings is None:
            return
        for pattern, targets in settings.patterns:
            middle = _starred(pattern, name)
            if middle is not None:
                yield from (joined("", target.replace("*", middle)) for target in targets)
        if settings.base is not None:
            yield joined(settings.base, name)

    def by_name(self, directory: str, name: str) -> Iterator[str | None]:
        """Places inside a package of this repository that a bare name or `#import` leads to, best first."""
        if name.startswith("#"):
            home = next((place for place in upwards(directory) if joined(place, "package.json") in self._json), None)
            table = self._package(home).get("imports") if home is not None else None
            for target in _exported(table, name) if isinstance(table, dict) else ():
                yield joined(home or "", target)
            return
        parts = name.split("/")
        package = "/".join(parts[: 2 if name.startswith("@") else 1])
        home = self._by_name.get(package)
        if home is None:
            return
        rest = name[len(package) + 1 :]
        for target in _exported(self._package(home).get("exports"), f"./{rest}" if rest else "."):
            yield from _built_or_source(home, target)
        if rest:
            yield joined(home, rest)
            yield joined(home, f"src/{rest}")
        else:
            yield home

    def mains(self, directory: str) -> Iterator[str]:
        """Files that a directory with a package.json stands for, best first."""
        package = self._package(directory)
        if not package:
            return
        for key in ("source", "types", "typings", "module", "main"):
            target = package.get(key)
            if isinstance(target, str):
                yield from filter(None, _built_or_source(directory, target))
        yield from filter(None, (joined(directory, "src/index"), joined(directory, "index")))

    def _package(self, directory: str) -> dict[str, Any]:
        return self._json.get(f"{directory}/package.json" if directory else "package.json", {})

    def _nearest(self, directory: str) -> _Settings | None:
        if directory not in self._settings:
            read = (self._read(joined(directory, name), 0) for name in _SETTINGS)
            own = next((found for found in read if found is not None), None)
            if own is None and directory:
                own = self._nearest(directory.rpartition("/")[0])
            self._settings[directory] = own
        return self._settings[directory]

    def _read(self, path: str | None, depth: int) -> _Settings | None:
        data = self._json.get(path or "")
        if path is None or data is None or depth > _MAX_EXTENDS:
            return None
        inherited = None
        extends = data.get("extends")
        for parent in extends if isinstance(extends, list) else [extends]:
            if isinstance(parent, str) and parent.startswith("."):
                target = joined(path.rpartition("/")[0], parent)
                inherited = self._read(target, depth + 1) or self._read(f"{target}.json", depth + 1) or inherited
        return _settings(path.rpartition("/")[0], data.get("compilerOptions"), inherited)


def _settings(directory: str, options: object, inherited: _Settings | None) -> _Settings:
    options = options if isinstance(options, dict) else {}
    base = options.get("baseUrl")
    start = joined(directory, base) if isinstance(base, str) else inherited.base if inherited else None
    paths = options.get("paths")
    if not isinstance(paths, dict):
        return _Settings(start, inherited.patterns if inherited else ())
    patterns = []
    for pattern in sorted(paths, key=lambda text: (-len(text.partition("*")[0]), "*" in text)):
        targets = paths[pattern] if isinstance(paths[pattern], list) else []
        places = (
            joined(directory if start is None else start, target) for target in targets if isinstance(target, str)
        )
        patterns.append((pattern, tuple(place for place in places if place is not None)))
    return _Settings(start, tuple(patterns))


def _exported(table: object, wanted: str) -> Iterator[str]:
    """Targets of an `exports` or `imports` table for one subpath; every condition counts, in a fixed order."""
    if wanted == "." and not (isinstance(table, dict) and any(key.startswith(".") for key in table)):
        yield from _targets(table)
    if not isinstance(table, dict):
        return
    if wanted in table:
        yield from _targets(table[wanted])
    for pattern in sorted(table, key=len, reverse=True):
        middle = _starred(pattern, wanted) if "*" in pattern else None
        if middle is not None:
            yield from (target.replace("*", middle) for target in _targets(table[pattern]))


def _starred(pattern: str, name: str) -> str | None:
    """What the `*` of a pattern stands for in `name` (nothing for an equal name), None where it does not fit."""
    if "*" not in pattern:
        return "" if name == pattern else None
    head, _, tail = pattern.partition("*")
    fits = name.startswith(head) and name.endswith(tail) and len(name) >= len(head) + len(tail)
    return name[len(head) : len(name) - len(tail)] if fits else None


def _targets(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict) and depth < _MAX_EXTENDS:
        for condition in _CONDITIONS:
            if condition in value:
                yield from _targets(value[condition], depth + 1)


def _built_or_source(home: str, target: str) -> Iterator[str | None]:
    """A target as written; where it names a build product, the source it is commonly made from."""
    yield joined(home, target)
    parts = target.removeprefix("./").split("/")
    if len(parts) > 1 and parts[0] in {"dist", "lib", "build", "out", "esm", "cjs"}:
        stem = parts[-1].removesuffix(".d.ts").rpartition(".")[0] or parts[-1].removesuffix(".d.ts")
        yield joined(home, "/".join(["src", *parts[1:-1], stem]))


def _parse(data: bytes) -> dict[str, Any] | None:
    """JSON with the comments and trailing commas that tsconfig files may have."""
    text = data.decode("utf-8-sig", "replace")
    for candidate in (text, _LOOSE.sub(lambda match: match[0] if match[0][0] == '"' else "", text)):
        try:
            parsed = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        return parsed if isinstance(parsed, dict) else None
    return None
