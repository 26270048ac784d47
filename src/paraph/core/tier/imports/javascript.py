"""Which repository files does a JavaScript or TypeScript file import?

A name is the text between the quotes of `import … from`, `export … from`, `import "…"`, `require(…)` and
`import(…)`. A string counts when the code before it, comments left out, ends in one of these words; so
strings, comments, templates and regular expressions that merely talk about imports do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from paraph.core.tier.imports.node_packages import Packages
from paraph.core.tier.imports.tree_paths import joined
from paraph.core.tier.readers import MAX_SCANNED_BYTES, Sources

# A slash after one of these begins a regular expression, which may hold quotes that open nothing.
_TOKENS = re.compile(
    rb"(?P<comment>//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?)"
    rb'|"(?P<double>(?:[^"\\\n]++|\\.)*+)"?'
    rb"|'(?P<single>(?:[^'\\\n]++|\\.)*+)'?"
    rb"|`(?P<template>(?:[^`\\]++|\\.)*+)`?"
    rb"|(?P<regex>(?:[=(,:\[!&|?{};]|return)[ \t]*+/(?![/*])"
    rb"(?:[^/\\\[\n]++|\\[^\n]|\[(?:[^\]\\\n]++|\\[^\n])*+\]?)*+/?)",
    re.DOTALL,
)
_LEAD = re.compile(rb"(?:^|[^\w$.])(?:from|import|(?:import|require|require\.resolve)\s*+\(|import\s++type)\s*\Z")
_SUFFIXES = (
    "", ".ts", ".tsx", ".d.ts", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json", ".vue", ".svelte",
    "/index.ts", "/index.tsx", "/index.d.ts", "/index.mts", "/index.js", "/index.jsx", "/index.mjs", "/index.cjs",
)  # fmt: skip
# TypeScript names the file that will exist after the build.
_WRITTEN_AS = {
    ".js": (".ts", ".tsx", ".d.ts"),
    ".jsx": (".tsx",),
    ".mjs": (".mts", ".d.mts"),
    ".cjs": (".cts", ".d.cts"),
}


def read(data: bytes) -> tuple[str, ...]:
    """Specifiers that the text imports, anywhere in it."""
    end = max(data.rfind(word, 0, MAX_SCANNED_BYTES) for word in (b"import", b"require", b"from"))
    if end < 0:
        return ()
    text = data[: min(MAX_SCANNED_BYTES, end + 4_096)]
    found: dict[str, None] = {}
    before, lead = 0, b""
    for match in _TOKENS.finditer(text):
        start = match.start()
        lead = (lead + text[before:start])[-64:] if start - before < 64 else text[start - 64 : start]
        before = match.end()
        group = match.lastgroup
        if group == "comment":
            continue
        if group != "regex":
            specifier = match[group or 0]
            if lead[-1:] in b"mte( \t\r\n" and specifier and b"${" not in specifier and _LEAD.search(lead.rstrip()):
                found[specifier.decode("utf-8", "replace")] = None
        lead = b""
    return tuple(found)


def edges(sources: Sources) -> Iterator[tuple[str, str]]:
    """Pairs of importing and imported file."""
    resolver = _Resolver(sources)
    for importer, names in sources.names.items():
        directory = importer.rpartition("/")[0]
        for name in names:
            imported = resolver.resolve(directory, name)
            if imported and imported != importer:
                yield importer, imported


class _Resolver:
    """Resolution by Node's and TypeScript's rules in their simple forms, remembered by directory."""

    def __init__(self, sources: Sources) -> None:
        self._paths = sources.paths
        self._packages = Packages(sources.manifests)
        self._known: dict[tuple[str, str], str | None] = {}

    def resolve(self, directory: str, name: str) -> str | None:
        """The file that `name` means in a file of `directory`, None for what lies outside the repository."""
        key = (directory, name)
        if key not in self._known:
            self._known[key] = next(filter(None, map(self._file, self._candidates(directory, name))), None)
        return self._known[key]

    def _candidates(self, directory: str, name: str) -> Iterator[str | None]:
        name = name.partition("?")[0]
        if name.startswith((".", "/")):
            yield joined("" if name.startswith("/") else directory, name)
            return
        yield from self._packages.by_settings(directory, name)
        yield from self._packages.by_name(directory, name)

    def _file(self, path: str | None) -> str | None:
        if path is None:
            return None
        for suffix in _SUFFIXES:
            if path + suffix in self._paths:
                return path + suffix
        stem, dot, extension = path.rpartition(".")
        for written in _WRITTEN_AS.get(dot + extension, ()):
            if stem + written in self._paths:
                return stem + written
        for main in self._packages.mains(path):
            found = next((main + suffix for suffix in _SUFFIXES if main + suffix in self._paths), None)
            if found:
                return found
        return None
