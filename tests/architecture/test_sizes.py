"""Is every module and function small enough to be read in one go?"""

from __future__ import annotations

from pathlib import Path

from architecture.tree import ROOT, functions, offenders, parsed, python_files

MOST_MODULE_LINES = 400
MOST_FUNCTION_LINES = 50
FOLDERS = ("src", "tests", "examples", "benchmarks", "campaign")
FILES = [path for folder in FOLDERS for path in python_files(ROOT / folder)]


def too_many_lines(path: Path) -> int:
    """How many lines a module has that does not fit; 0 where it does."""
    lines = path.read_bytes().count(b"\n")
    return lines if lines > MOST_MODULE_LINES else 0


def long_functions(path: Path) -> dict[str, int]:
    sizes = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions(parsed(path))}
    return {name: size for name, size in sizes.items() if size > MOST_FUNCTION_LINES}


def test_a_module_fits() -> None:
    assert offenders(FILES, too_many_lines) == {}, "split it by the questions it answers"


def test_its_functions_fit() -> None:
    may_not = [path for path in FILES if path.read_bytes().count(b"\n") > MOST_FUNCTION_LINES]
    assert offenders(may_not, long_functions) == {}


def test_what_is_too_long_is_found(tmp_path: Path) -> None:
    long = tmp_path / "long.py"
    long.write_text("def f():\n" + "    a = 1\n" * MOST_MODULE_LINES)
    assert too_many_lines(long) == MOST_MODULE_LINES + 1
    assert long_functions(long) == {"f": MOST_MODULE_LINES + 1}
    assert len(FILES) > 500
