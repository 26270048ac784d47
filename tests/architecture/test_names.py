"""Does every module say by its name and first line what it answers?"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from architecture.tree import ROOT, SOURCE, TESTS, offenders, parsed, python_files

VAGUE = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}


def written(*folders: Path) -> list[Path]:
    """The modules in which something stands."""
    return [path for folder in folders for path in python_files(folder) if path.stat().st_size]


def vague_words(path: Path) -> set[str]:
    return {word for part in path.relative_to(ROOT).with_suffix("").parts for word in part.split("_")} & VAGUE


def trouble_of_docstring(path: Path) -> str:
    text = ast.get_docstring(parsed(path))
    if not text:
        return "does not begin with the question it answers"
    return "" if path.read_text(encoding="utf-8").startswith('"""') else "the docstring is the first line"


def line_that_asks_nothing(path: Path) -> str:
    text = ast.get_docstring(parsed(path)) or ""
    asks = path.name == "__init__.py" or re.search(r"\?(?:\s|$)", text.split("\n\n")[0])
    return "" if asks else text.partition("\n")[0] or "nothing is said"


def evaluates_annotations(path: Path) -> bool:
    has_more_than_words = any(not isinstance(node, ast.Expr | ast.Assign) for node in parsed(path).body)
    return has_more_than_words and "from __future__ import annotations" not in path.read_text(encoding="utf-8")


def test_no_name_is_vague() -> None:
    assert offenders(written(SOURCE, TESTS), vague_words) == {}, "say what it answers instead"


def test_the_first_line_is_a_docstring() -> None:
    assert offenders(written(SOURCE), trouble_of_docstring) == {}


def test_the_first_line_is_a_question_or_a_sentence() -> None:
    assert offenders(written(SOURCE), line_that_asks_nothing) == {}


def test_annotations_are_not_evaluated() -> None:
    assert offenders(written(SOURCE), evaluates_annotations) == {}


def test_what_is_wrong_is_found(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text('A = 1\n"""Which?"""\ndef f(): ...\n')
    assert trouble_of_docstring(wrong)
    assert line_that_asks_nothing(wrong)
    assert evaluates_annotations(wrong)
    assert vague_words(ROOT / "src" / "some_utils.py") == {"utils"}
    assert len(written(SOURCE)) > 500
