"""Does every module say by its name and first line what it answers?"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from architecture.tree import ROOT, SOURCE, TESTS, named, parsed, python_files

VAGUE = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}
MODULES = [path for path in python_files(SOURCE) if parsed(path).body]
TEST_MODULES = [path for path in python_files(TESTS) if parsed(path).body]


@pytest.mark.parametrize("path", MODULES + TEST_MODULES, ids=named)
def test_no_name_is_vague(path: Path) -> None:
    words = {word for part in path.relative_to(ROOT).with_suffix("").parts for word in part.split("_")}
    assert not words & VAGUE, f"{named(path)}: say what it answers instead"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_the_first_line_is_a_docstring(path: Path) -> None:
    text = ast.get_docstring(parsed(path))
    assert text, f"{named(path)} does not begin with the question it answers"
    assert path.read_text(encoding="utf-8").startswith('"""'), f"{named(path)}: the docstring is the first line"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_the_first_line_is_a_question_or_a_sentence(path: Path) -> None:
    if path.name == "__init__.py":
        return
    text = ast.get_docstring(parsed(path)) or ""
    assert re.search(r"\?(?:\s|$)", text.split("\n\n")[0]), f"{named(path)}: {text.splitlines()[0]!r} asks nothing"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_annotations_are_not_evaluated(path: Path) -> None:
    has_more_than_words = any(not isinstance(node, ast.Expr | ast.Assign) for node in parsed(path).body)
    if not has_more_than_words:
        return
    assert "from __future__ import annotations" in path.read_text(encoding="utf-8"), named(path)
