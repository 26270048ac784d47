"""Has every module with behaviour a test file of its own, in the mirrored place?

Plain data (dataclasses, tables, constants) and Protocols have no behaviour: a module needs a test file
once it defines a public function or a method whose body does something.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from architecture.tree import SOURCE, TESTS, Function, functions, named, offenders, parsed, python_files


def does_something(function: Function) -> bool:
    """Whether a body holds more than a docstring, an ellipsis or `pass`."""
    return any(
        not isinstance(line, ast.Pass) and not (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant))
        for line in function.body
    )


def has_behaviour(tree: ast.Module) -> bool:
    # a private function of the module may still build its table
    private = {id(node) for node in tree.body if isinstance(node, Function) and node.name.startswith("_")}
    return any(does_something(function) for function in functions(tree) if id(function) not in private)


def mirror(path: Path) -> Path:
    inner = path.relative_to(SOURCE)
    stem = inner.parent.name or "paraph" if inner.name == "__init__.py" else inner.stem.strip("_")
    return TESTS / inner.parent / f"test_{stem}.py"


def missing_test(path: Path) -> str:
    """Where the test of a module should stand that has none."""
    has_none = not mirror(path).is_file() and has_behaviour(parsed(path))
    return named(mirror(path)) if has_none else ""


def test_a_module_with_behaviour_has_its_own_test() -> None:
    assert offenders(python_files(SOURCE), missing_test) == {}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("X = 1", False),
        ("from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int = 0", False),
        ("class P:\n    def f(self) -> int:\n        '''says'''\n        ...", False),
        ("class E(Exception):\n    def __init__(self) -> None:\n        self.x = 1", True),
        ("def f() -> int:\n    return 1", True),
        ("def _f() -> int:\n    return 1\nTABLE = _f()", False),
    ],
)
def test_what_counts_as_behaviour(source: str, expected: bool) -> None:
    assert has_behaviour(ast.parse(source)) is expected
