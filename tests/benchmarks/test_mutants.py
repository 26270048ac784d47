from __future__ import annotations

import ast

import pytest

from benchmarks.mutants import changed, mutants


def words(source: str) -> list[str]:
    return [mutant.words for mutant in mutants(ast.parse(source))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("if x:\n    f()", ["never: if x", "always: if x", "f() -> pass"]),
        ("y = a if x else b", ["never: if x", "always: if x"]),
        ("y = x < 1", ["x < 1 -> x <= 1", "1 -> 2"]),
        ("y = x and z", ["x and z -> x or z", "x and z -> z", "x and z -> x"]),
        ("y = not x", ["not x -> x"]),
        ("y = [a for a in x if a]", ["no filter: if a"]),
        ("def f():\n    return g(*x)", ["return g(*x) -> return None"]),
        ("y = min(a, b)", ["min(a, b) -> max(a, b)", "min(a, b) -> a", "min(a, b) -> b"]),
        ("y = x.strip() + 'ab'", ["x.strip() + 'ab' -> x.strip() - 'ab'", "x.strip() -> x", "'ab' -> 'abXX'"]),
        ("for a in x:\n    continue", ["continue -> pass"]),
        ('"""What?"""\nfrom a import b\ny: Literal["a"]\nz = f"a {b}", "two words"', []),
    ],
)
def test_what_is_changed(source: str, expected: list[str]) -> None:
    assert words(source) == expected


def test_each_change_is_a_program_and_is_taken_back() -> None:
    body = ("if a and (not b):", "    raise E(*b)", "x[a] = g(a) + 1", "return any((c for c in b if c))")
    source = "\n    ".join(("def f(a, *b):", *body))
    tree = ast.parse(source)
    seen = set()
    for mutant in mutants(tree):
        with changed(mutant):
            compile(tree, "f.py", "exec")
            seen.add(ast.unparse(tree))
        assert ast.unparse(tree) == source
    assert len(seen) == len(words(source)) > 10
    assert source not in seen


def test_a_change_knows_the_lines_that_lead_to_it() -> None:
    found = {mutant.words: mutant.lines for mutant in mutants(ast.parse("if (x and\n    y):\n    f(\n        1)\n"))}
    assert (found["x and y -> y"], found["1 -> 2"]) == (range(1, 3), range(3, 5))
