"""Is every module and function small enough to be read in one go?"""

from __future__ import annotations

from pathlib import Path

import pytest

from architecture.tree import ROOT, functions, named, parsed, python_files

MOST_MODULE_LINES = 400
MOST_FUNCTION_LINES = 50
FOLDERS = ("src", "tests", "examples", "benchmarks", "campaign")
FILES = [path for folder in FOLDERS for path in python_files(ROOT / folder)]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_module_fits(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_MODULE_LINES, f"{named(path)} has {lines} lines; split it by the questions it answers"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_its_functions_fit(path: Path) -> None:
    sizes = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions(parsed(path))}
    too_long = {name: size for name, size in sizes.items() if size > MOST_FUNCTION_LINES}
    assert not too_long, f"{named(path)}: {too_long}"
