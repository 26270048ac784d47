"""Which repository files does a Java file import?

Names are `package a.b`, `import a.b.C` (also for static imports and with `.*`), `a.b.C` for a type that
the code names in full, and `C` for every capitalised word of the code. A type of the same package needs
no import: a file depends on it when the code uses its name, and no import gives that name to another
type. Wildcard imports work the same way. A file is taken to declare the type it is named after; other
top-level types in it, and types that begin with a small letter and are used without an import, are not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from paraph.core.tier.readers import MAX_SCANNED_BYTES, Sources

_NOT_CODE = re.compile(
    rb"//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?"
    rb'|"""(?:[^"\\]++|\\.|"(?!""))*+(?:""")?'
    rb'|"(?:[^"\\\n]++|\\.)*+"?'
    rb"|'(?:[^'\\\n]++|\\.)*+'?",
    re.DOTALL,
)
_HEADER = re.compile(
    rb"\b(?:(package)|import(?:\s++static\b)?+)\s++([a-zA-Z_$\x80-\xff][\w$\x80-\xff]*+(?:\s*+\.\s*+[\w$\x80-\xff]++)*+)"
    rb"(\s*+\.\s*+\*)?\s*+;"
)
_TYPES = re.compile(rb"(?:\b[a-z_][\w$]*+\.){0,12}+\b[A-Z][\w$\x80-\xff]*+")


def read(data: bytes) -> tuple[str, ...]:
    """The package, the imports, and the names of types that the code uses."""
    code = _NOT_CODE.sub(b" ", data[:MAX_SCANNED_BYTES])
    found: dict[str, None] = {}
    end = 0
    for match in _HEADER.finditer(code):
        name = b"".join(match[2].split()).decode("utf-8", "replace")
        found[f"package {name}" if match[1] else f"import {name}{'.*' if match[3] else ''}"] = None
        end = match.end()
    for word in set(_TYPES.findall(code, end)):
        found[word.decode("utf-8", "replace")] = None
    return tuple(sorted(found))


def edges(sources: Sources) -> Iterator[tuple[str, str]]:
    """Pairs of importing and imported file."""
    packages = _packages(sources.names)
    for importer, names in sources.names.items():
        for imported in _imported(names, packages):
            if imported != importer:
                yield importer, imported


def _packages(files: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, list[str]]]:
    """Types by package, with the files that declare them (several where modules repeat a name)."""
    packages: dict[str, dict[str, list[str]]] = {}
    for path, names in files.items():
        stem = path.rpartition("/")[2].removesuffix(".java")
        packages.setdefault(_own_package(names), {}).setdefault(stem, []).append(path)
    return packages


def _own_package(names: tuple[str, ...]) -> str:
    return next((name[8:] for name in names if name.startswith("package ")), "")


def _imported(names: tuple[str, ...], packages: Mapping[str, Mapping[str, list[str]]]) -> set[str]:
    found: set[str] = set()
    named: set[str] = set()
    visible = [packages.get(_own_package(names), {})]
    for name in names:
        if not name.startswith("import "):
            continue
        target = name[7:].removesuffix(".*")
        if name.endswith(".*") and target in packages:
            visible.append(packages[target])
        else:
            named.add(target.rpartition(".")[2])
            found.update(_declaring(target, packages))
    for name in names:
        if " " in name or name in named:
            continue
        if "." in name:
            found.update(_declaring(name, packages))
        else:
            found.update(next((types[name] for types in visible if name in types), ()))
    return found


def _declaring(name: str, packages: Mapping[str, Mapping[str, list[str]]]) -> list[str]:
    """Files of the type that `name` is, or is a member of."""
    while name:
        package, _, last = name.rpartition(".")
        found = packages.get(package, {}).get(last)
        if found:
            return found
        name = package
    return []
