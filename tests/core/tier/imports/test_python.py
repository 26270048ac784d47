"""Are the imports of a Python file all of them, and nothing that only looks like one?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.tier.import_worlds import Edges, imports, names_and_edges, surprises
from paraph.core.tier.imports.python import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a", ["a"]),
        ("import a.b as c, d", ["a.b", "d"]),
        ("from a import b", ["a:b"]),
        ("from a import b as c, d", ["a:b", "a:d"]),
        ("from . import x", [".:x"]),
        ("from ..p.q import x", ["..p.q:x"]),
        ("from .import x", [".:x"]),
        ("from a import (\n    b, # import no )\n    c as d,\n)", ["a:b", "a:c"]),
        ("from a import *", ["a:*"]),
        ("from a import b; import c", ["a:b", "c"]),
        ("if TYPE_CHECKING:\n    from a import b", ["a:b"]),
        ("try: import a\nexcept ImportError: import b", ["a", "b"]),
        ("def f():\n\timport a", ["a"]),
        ("import a, \\\n    b", ["a", "b"]),
        ("from \\\n  a \\\n  import b", ["a:b"]),
        ("x = importlib.import_module('a.b')", ["a.b"]),
        ("\ufeffimport a", ["a"]),
        ("import a\r\nimport b\r\n", ["a", "b"]),
        ("# comment\rimport a", ["a"]),
        ('"""import a\n"""\nimport b', ["b"]),
        ("x = '''\nimport a\n'''\nimport b", ["b"]),
        ("x = 'it\\'s'\nimport b", ["b"]),
        ("x = '# '; import b", ["b"]),
        ("# import a\nimport b", ["b"]),
        ('s = "\\\nimport a"\nimport b', ["b"]),
        ("yield from imports\nraise X from y", []),
        ("important = 1\nimports()", []),
        ("x.import_ = from_import", []),
        ("import_module(name)", []),
        ("", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert list(read(text.encode())) == expected


TREE = {
    "src/shop/__init__.py": "from .cart import Cart",
    "src/shop/cart.py": "",
    "src/shop/money/__init__.py": "",
    "src/shop/money/tax.py": "",
    "src/ns/plugin.py": "",
    "tests/tool.py": "",
    "services/pay/app/db.py": "",
    "backend/core/__init__.py": "",
    "backend/core/x.py": "",
    "pyproject.toml": "",
    "stub/only.pyi": "",
}


@pytest.mark.parametrize(
    ("importer", "text", "expected"),
    [
        ("tests/a.py", "import shop.cart", {"src/shop/cart.py"}),
        ("tests/a.py", "from shop import cart", {"src/shop/cart.py"}),
        ("tests/a.py", "from shop import Cart", {"src/shop/__init__.py"}),
        ("tests/a.py", "from shop import *", {"src/shop/__init__.py"}),
        ("tests/a.py", "from shop.money import tax as t", {"src/shop/money/tax.py"}),
        ("tests/a.py", "import shop.money", {"src/shop/money/__init__.py"}),
        ("tests/a.py", "from ns import plugin", {"src/ns/plugin.py"}),
        ("tests/a.py", "import ns.plugin", {"src/ns/plugin.py"}),
        ("tests/a.py", "import tool", {"tests/tool.py"}),
        ("tests/a.py", "import json, requests", set()),
        ("src/shop/b.py", "from . import cart", {"src/shop/cart.py"}),
        ("src/shop/b.py", "from .money.tax import rate", {"src/shop/money/tax.py"}),
        ("src/shop/money/b.py", "from ..cart import Cart", {"src/shop/cart.py"}),
        ("src/shop/money/b.py", "from .. import Cart", {"src/shop/__init__.py"}),
        ("src/shop/b.py", "import cart", set()),
        ("src/shop/b.py", "from ..... import cart", set()),
        ("services/pay/app/main.py", "from app.db import x", {"services/pay/app/db.py"}),
        ("tests/a.py", "from core.x import y", {"backend/core/x.py"}),
        ("tests/a.py", "import stub.only", {"stub/only.pyi"}),
        ("tests/a.py", "import shop.nothing", set()),
    ],
)
def test_resolution(importer: str, text: str, expected: set[str]) -> None:
    assert imports({**TREE, importer: text}, importer) == expected


def write(names: list[str], edges: Edges) -> tuple[dict[str, str], list[str]]:
    """Modules in two packages, imported in every style in turn."""
    paths = [f"src/pkg{at % 2}/{name}.py" for at, name in enumerate(names)]
    files = dict.fromkeys(["src/pkg0/__init__.py", "src/pkg1/__init__.py"], "")
    for at, path in enumerate(paths):
        lines = ['"""import nothing from here"""']
        for source, target in sorted(edges):
            if source != at:
                continue
            package, name = f"pkg{target % 2}", names[target]
            styles = [
                f"import {package}.{name} as m",
                f"from {package} import (\n    {name},\n)",
                f"if True:\n    from {package}.{name} import *",
                f"from ..{package} import {name}",
            ]
            lines.append(styles[(source + target) % len(styles)])
        files[path] = "\n".join(lines)
    return files, paths


@settings(max_examples=60)
@given(names_and_edges)
def test_dependents_are_exact(world: tuple[list[str], Edges]) -> None:
    assert surprises(write, *world) == []


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    assert all(isinstance(name, str) and name for name in read(data + b"\nimport zz"))


@pytest.mark.parametrize("piece", ["import ", '"', "'''", "from ", "\nfrom a", "from a import (", "\\\n", "(", " \t"])
def test_hostile_text_is_read_in_bounded_time(piece: str) -> None:
    assert len(read((piece * 100_000).encode() + b"\nimport zz")) <= 2
