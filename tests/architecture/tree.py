"""Which files does this repository hold, and what stands in the Python ones?"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "paraph"
TESTS = ROOT / "tests"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file under version control that is on disk; everything outside dot-folders where there is no git."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if done.returncode == 0:
        found = [ROOT / name.decode("utf-8", "surrogateescape") for name in done.stdout.split(b"\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not any(part.startswith(".") for part in path.parts)]
    return tuple(path for path in found if path.is_file() and not path.is_symlink())


@cache
def python_files(below: Path) -> tuple[Path, ...]:
    """The Python files below a folder that somebody could import."""
    return tuple(sorted(path for path in below.rglob("*.py") if "__pycache__" not in path.parts))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def offenders(paths: Iterable[Path], found: Callable[[Path], object]) -> dict[str, object]:
    """What a rule finds in each file, those left out in which it finds nothing. One test asks it of all files: a test
    for each would cost more than what it looks at."""
    return {named(path): offence for path in paths if (offence := found(path))}


def functions(tree: ast.AST) -> list[Function]:
    """All functions and methods of a tree, nested ones included."""
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def named(path: Path) -> str:
    """A path as messages and test ids show it."""
    return path.relative_to(ROOT).as_posix()
