"""Does every test run, and does it assert something?"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from architecture.tree import TESTS, Function, functions, offenders, parsed, python_files

NEVER_RUN = re.compile(r"pytest\.(?:mark\.)?(?:sk" + r"ip|skipif|xfail|importor" + r"skip)\b|unittest\.skip")
FILES = [path for path in python_files(TESTS) if path.name.startswith("test_")]


def states_something(function: Function, stating: set[str]) -> bool:
    """Whether a function asserts, expects an exception, or calls something that does."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).split(".")[-1]
            if name in {"raises", "warns", *stating} or name.startswith(("assert_", "check_")):
                return True
    return False


def silent_tests(tree: ast.Module) -> list[str]:
    """Names of the tests of a module that assert nothing, neither themselves nor by what they call in it."""
    stating: set[str] = set()
    while True:
        more = {function.name for function in functions(tree) if states_something(function, stating)} - stating
        if not more:
            break
        stating |= more
    return [
        function.name
        for function in functions(tree)
        if function.name.startswith("test_") and function.name not in stating
    ]


def left_out(path: Path) -> list[str]:
    return NEVER_RUN.findall(path.read_text(encoding="utf-8"))


def test_every_test_states_something() -> None:
    assert offenders(FILES, lambda path: silent_tests(parsed(path))) == {}


def test_no_test_is_left_out(tmp_path: Path) -> None:
    assert offenders(FILES, left_out) == {}
    (tmp_path / "test_a.py").write_text("@pytest.mark.sk" + "ip\n")
    assert left_out(tmp_path / "test_a.py")


@pytest.mark.parametrize(
    ("source", "silent"),
    [
        ("def test_a():\n    f()", ["test_a"]),
        ("def test_a():\n    g()\ndef g():\n    assert 1", []),
        ("def test_a():\n    with pytest.raises(ValueError):\n        f()", []),
    ],
)
def test_what_counts_as_stating(source: str, silent: list[str]) -> None:
    assert silent_tests(ast.parse(source)) == silent
