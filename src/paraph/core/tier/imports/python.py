"""Which repository files does a Python file import?

Names are `a.b` for `import a.b`, and `a.b:c` for `from a.b import c` (with leading dots for relative
ones, `*` for a star). `import a.b` depends on the module a.b, not on the packages around it: their
`__init__` runs too, but counting it would tie every module of a package to all others. What is imported
from a package depends on the submodule of that name, else on the package's `__init__`, and through it
on whatever that one re-exports.

Roots are tried as Python would meet them: directories above the importing file that are not packages
themselves (nearest first), then the source roots of the repository.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from paraph.core.tier.imports.tree_paths import upwards
from paraph.core.tier.readers import MAX_SCANNED_BYTES, Sources

# Strings and comments are consumed whole (an unterminated one to its natural end), so that a match of the
# named groups is code at the start of a statement. A joined line's end starts none, which also keeps runs of
# them linear. Possessive quantifiers keep every alternative linear.
_TOKENS = re.compile(
    rb"#[^\n]*+"
    rb"|\\."
    rb'|"""(?:[^"\\]++|\\.|"(?!""))*+(?:""")?'
    rb"|'''(?:[^'\\]++|\\.|'(?!''))*+(?:''')?"
    rb'|"(?:[^"\\\n]++|\\.)*+"?'
    rb"|'(?:[^'\\\n]++|\\.)*+'?"
    rb"|[\n;:](?:[ \t\f\r]|\\\n)*+(?:"
    rb"import(?:[ \t]|\\\n)++(?P<names>[^\n;#\\\"'()]++(?:\\\n[^\n;#\\\"'()]*+)*+)"
    rb"|from(?:[ \t]|\\\n)*+(?P<module>\.*+[ \t]*+(?:(?!import\b)[\w.\x80-\xff]++)?)"
    rb"(?:[ \t]|\\\n)*+import\b(?:[ \t]|\\\n)*+"
    rb"(?:\((?P<listed>(?:[^)#]++|#[^\n]*+)*+)\)?|(?P<plain>(?:[^\n;#\\()\"']++|\\\n)*+)))"
    rb"|\b(?:import_module|__import__)\(\s*+(?:\"(?P<double>[\w.]++)\"|'(?P<single>[\w.]++)')",
    re.DOTALL,
)
_COMMENT = re.compile(rb"#[^\n]*+")
_MANIFESTS = frozenset({"pyproject.toml", "setup.py", "setup.cfg"})
_SUFFIXES = (".py", "/__init__.py", ".pyi", "/__init__.pyi")


def read(data: bytes) -> tuple[str, ...]:
    """Names that the text imports, anywhere: at the top, under a condition, in a function."""
    end = data.rfind(b"import", 0, MAX_SCANNED_BYTES)
    if end < 0:
        return ()
    found: dict[str, None] = {}
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    text = b"\n" + data[start : min(MAX_SCANNED_BYTES, end + 65_536)]
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for match in _TOKENS.finditer(text):
        if match.lastgroup is None:
            continue
        if match.lastgroup == "names":
            for part in _parts(match["names"]):
                found[part] = None
        elif match.lastgroup in {"double", "single"}:
            found[(match["double"] or match["single"]).decode("utf-8", "replace")] = None
        else:
            module = b"".join(match["module"].split()).decode("utf-8", "replace")
            for part in _parts(match["listed"] if match["plain"] is None else match["plain"]):
                found[f"{module}:{part}"] = None
    return tuple(found)


def _parts(listed: bytes) -> Iterator[str]:
    """The first word of each of `a, b as c`, without comments and line joins."""
    if b"#" in listed:
        listed = _COMMENT.sub(b"", listed)
    for part in listed.replace(b"\\", b" ").split(b","):
        words = part.split(None, 1)
        if words:
            yield words[0].decode("utf-8", "replace")


def edges(sources: Sources) -> Iterator[tuple[str, str]]:
    """Pairs of importing and imported file."""
    tree = _Tree(sources.paths)
    for importer, names in sources.names.items():
        directory = importer.rpartition("/")[0]
        for name in names:
            for imported in tree.resolve(directory, name):
                if imported != importer:
                    yield importer, imported


class _Tree:
    """The modules of one tree, with what has been resolved from each directory so far."""

    def __init__(self, paths: frozenset[str]) -> None:
        self._paths = paths
        self._packages = {path.rpartition("/")[0] for path in paths if path.endswith(("__init__.py", "__init__.pyi"))}
        self._tops = _tops(paths)
        self._roots = _source_roots(paths)
        self._implied = sorted({_parent(top) for top in self._packages if _parent(top) not in self._packages} - {""})
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}
        self._searched: dict[str, tuple[str, ...]] = {}

    def resolve(self, directory: str, name: str) -> tuple[str, ...]:
        """Files that `name` means in a file of `directory`; none for what lies outside the repository."""
        if name[0] != "." and name.partition(":")[0].partition(".")[0] not in self._tops:
            return ()
        key = (directory, name)
        if key not in self._known:
            self._known[key] = self._find(directory, name)
        return self._known[key]

    def _find(self, directory: str, name: str) -> tuple[str, ...]:
        module, _, member = name.partition(":")
        if module.startswith("."):
            base = _climb(directory, module)
            return () if base is None else self._member(base, member)
        path = module.replace(".", "/")
        for root in self._search(directory):
            found = self._member(f"{root}/{path}" if root else path, member)
            if found:
                return found
        return tuple(file for root in self._implied for file in self._member(f"{root}/{path}", member))

    def _search(self, directory: str) -> tuple[str, ...]:
        if directory not in self._searched:
            above = [place for place in upwards(directory) if place not in self._packages]
            self._searched[directory] = tuple(dict.fromkeys([*above, *self._roots]))
        return self._searched[directory]

    def _member(self, base: str, member: str) -> tuple[str, ...]:
        if member and member != "*":
            found = self._module(f"{base}/{member}" if base else member)
            if found:
                return found
        return self._module(base)

    def _module(self, path: str) -> tuple[str, ...]:
        for suffix in _SUFFIXES:
            candidate = path + suffix if path else suffix.lstrip("/")
            if candidate in self._paths:
                return (candidate,)
        return ()


def _tops(paths: frozenset[str]) -> frozenset[str]:
    """Every first part a module name can have here: directories and file stems."""
    directories = {path.rpartition("/")[0] for path in paths}
    stems = {path.rpartition("/")[2].partition(".")[0] for path in paths if path.endswith((".py", ".pyi"))}
    return frozenset(stems.union(*(directory.split("/") for directory in directories)))


def _source_roots(paths: frozenset[str]) -> list[str]:
    """The top, every project directory (it has a build manifest), and the `src` below each."""
    projects = {path.rpartition("/")[0] for path in paths if path.rpartition("/")[2] in _MANIFESTS}
    roots = {f"{place}/{below}".strip("/") for place in {"", *projects} for below in ("src", "lib", "")}
    return ["", *sorted(roots - {""})]


def _parent(directory: str) -> str:
    return directory.rpartition("/")[0]


def _climb(directory: str, module: str) -> str | None:
    """Where a relative name starts, None above the top of the repository."""
    rest = module.lstrip(".")
    for _ in range(len(module) - len(rest) - 1):
        if not directory:
            return None
        directory = _parent(directory)
    return "/".join(part for part in (directory, *rest.split(".")) if part)
