"""Which languages can say what a file imports, and what does each reader have to offer?

A reader is one module below `imports`, named after its language; adding one is one file there and one row here.
Modules are imported when the first file of their language is read, because their patterns take time to compile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol

MAX_SCANNED_BYTES = 1_048_576


class Sources(NamedTuple):
    """What a reader resolves in: the whole tree's paths, its own files' names, and its manifests."""

    paths: frozenset[str]
    names: Mapping[str, tuple[str, ...]]
    manifests: Mapping[str, bytes]


class ImportReader(Protocol):
    """One language. Both functions take time linear in their input, whatever it holds."""

    def read(self, data: bytes) -> tuple[str, ...]:
        """Names that a file's text imports, in the reader's own notation; a function of the bytes alone."""
        ...

    def edges(self, sources: Sources) -> Iterator[tuple[str, str]]:
        """Pairs of importing and imported node. A node that is no path of the tree stands for a group of files."""
        ...


class Language(NamedTuple):
    """One row of the registry; `version` grows when `read` changes, so that cached names are dropped."""

    name: str
    extensions: tuple[str, ...]
    manifests: tuple[str, ...]
    version: int

    def reader(self) -> ImportReader:
        """The module that reads this language."""
        from importlib import import_module

        module: Any = import_module(f"paraph.core.tier.imports.{self.name}")
        reader: ImportReader = module
        return reader


READERS: tuple[Language, ...] = (
    Language("python", ("py", "pyi"), (), 1),
    Language(
        "javascript",
        ("js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts", "vue", "svelte", "mdx"),
        ("package.json", "tsconfig.json", "jsconfig.json", "tsconfig.base.json"),
        1,
    ),
    Language("java", ("java",), (), 1),
    Language("go", ("go",), ("go.mod",), 1),
)
_BY_EXTENSION = {extension: language for language in READERS for extension in language.extensions}
_BY_MANIFEST = {name: language for language in READERS for name in language.manifests}


def language_for(path: str) -> Language | None:
    """The language whose reader reads `path`, None where there is none."""
    return _BY_EXTENSION.get(path.rpartition(".")[2])


def manifest_of(path: str) -> Language | None:
    """The language that resolves imports with the help of `path`, None where none does."""
    return _BY_MANIFEST.get(path.rpartition("/")[2])
