"""Is each file that governs a repository named in one module, so that a new one is everywhere at once?"""

from __future__ import annotations

import ast

from architecture.tree import SOURCE, Function, offenders, parsed, python_files

HOME = SOURCE / "core" / "model" / "places.py"


def paths_named(tree: ast.Module) -> list[str]:
    """Texts with a path below `.paraph/` in them, those for readers of the code (docstrings) left out."""
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, Function)) and node.body and isinstance(node.body[0], ast.Expr)
    }
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told]
    return [node.value for node in texts if isinstance(node.value, str) and ".paraph/" in node.value]


def test_places_are_named_in_one_module() -> None:
    elsewhere = [path for path in python_files(SOURCE) if path != HOME and b".paraph/" in path.read_bytes()]
    assert offenders(elsewhere, lambda path: paths_named(parsed(path))) == {}, "take it from core/model/places"


def test_the_patterns_find_something() -> None:
    assert len(paths_named(parsed(HOME))) == 6
    assert paths_named(ast.parse('"""In .paraph/x."""\nA = f"write .paraph/y to {1}"')) == ["write .paraph/y to "]
