"""Does the core look at nothing but its arguments?"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from architecture.tree import SOURCE, offenders, parsed, python_files

CORE = SOURCE / "core"
# `_sha256` is what `hashlib` itself falls back to, without OpenSSL.
PURE = {
    "_sha256",
    "__future__", "abc", "array", "base64", "binascii", "bisect", "collections", "contextlib", "dataclasses",
    "datetime", "difflib", "enum", "fractions", "functools", "graphlib", "hashlib", "heapq", "hmac", "importlib",
    "itertools", "json", "keyword", "math", "operator", "posixpath", "re", "statistics", "string", "struct", "types",
    "typing", "unicodedata", "paraph", "rfc8785",
}  # fmt: skip
IMPURE_CALLS = {
    "open", "print", "input", "eval", "exec", "compile", "__import__", "breakpoint", "globals", "exit", "quit",
}  # fmt: skip
IMPURE_ATTRIBUTES = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
# Constructors of nouns are compiled from their field names, as those of dataclasses are.
ALLOWED = {("model/noun.py", "exec()")}


def impurities(tree: ast.AST) -> list[str]:
    """What a module of the core must not do, as `line: what`."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [f"{node.lineno}: {name.name}" for name in node.names if name.name.split(".")[0] not in PURE]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] not in PURE:
            found.append(f"{node.lineno}: {node.module}")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS:
            found.append(f"{node.lineno}: {node.func.id}()")
        elif (
            isinstance(node, ast.Attribute) and (ast.unparse(node.value).split(".")[-1], node.attr) in IMPURE_ATTRIBUTES
        ):
            found.append(f"{node.lineno}: {node.attr}()")
    return found


def not_allowed(path: Path) -> list[str]:
    inner = path.relative_to(CORE).as_posix()
    return [each for each in impurities(parsed(path)) if (inner, each.partition(": ")[2]) not in ALLOWED]


def test_the_core_is_pure() -> None:
    assert len(python_files(CORE)) > 100
    assert offenders(python_files(CORE), not_allowed) == {}


@pytest.mark.parametrize(
    "source",
    [
        "import os", "from pathlib import Path", "import logging", "import random", "import time", "print(1)",
        "open('x')", "import datetime\ndatetime.datetime.now()", "from . import x", "import msgspec",
    ],
)  # fmt: skip
def test_what_is_impure(source: str) -> None:
    assert len(impurities(ast.parse(source))) == 1
