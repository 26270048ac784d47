"""Which tests come to which statement of the core?

Found out by one run of the tests in which every statement of the modules in question first says that it was
reached: far cheaper than a tracer, which asks about every line of every library too.
"""

from __future__ import annotations

import ast
import os
import pickle
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, NamedTuple

import pytest
import pytest_socket  # noqa: F401 - once here, not in every fork
from hypothesis import Phase, settings

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
CORE = SOURCE / "paraph" / "core"
TESTS = ROOT / "tests" / "core"
_PROBE = "__reached__"
_PLUGINS = ("pytest_socket", "_hypothesis_pytestplugin", "no:cacheprovider", "no:unraisableexception")


class Reach(NamedTuple):
    """Which lines of which modules each test comes to, in how many seconds of processor time, and which lines run
    when the tests are collected. Tests that fail without any change are left out, and named."""

    lines: dict[str, dict[str, frozenset[int]]]
    always: dict[str, frozenset[int]]
    seconds: dict[str, float]
    failed: frozenset[str]


def name_of(module: Path) -> str:
    """The name under which a source file is imported."""
    return ".".join(module.relative_to(SOURCE).with_suffix("").parts)


def own_test(module: Path) -> Path:
    """The test file that mirrors a module."""
    return TESTS / module.relative_to(CORE).with_name(f"test_{module.name}")


def tests_of(module: Path) -> tuple[Path, ...]:
    """The module's own tests, those of its stage, and those of the gate. The laws, which hold for all stages
    together, cost more than all others and are left out: what is noticed without them is noticed with them."""
    stage = TESTS / module.relative_to(CORE).parts[0]
    candidates = (own_test(module), stage, TESTS / "gate")
    return tuple(path for path in candidates if path.exists() and path != TESTS)


def probe(modules: Sequence[Path], into: Path, seed: int) -> None:
    """Run all tests of these modules once and keep what they reach. To be called in a process of its own."""
    probing = _Probing(modules)
    files = dict.fromkeys(str(test) for module in modules for test in tests_of(module))
    sys.meta_path.insert(0, Instead(probing.codes, {_PROBE: probing.reached}))
    run_pytest(list(files), probing, seed)
    into.write_bytes(pickle.dumps(probing.reach()))


def run_pytest(arguments: list[str], plugin: object, seed: int) -> int:
    """Run tests in this process, without a word, and without what only helps people to read failures."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    os.chdir(ROOT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    quick = ["-q", "--tb=no", "--assert=plain", f"--hypothesis-seed={seed}"]
    for name in _PLUGINS:
        quick += ["-p", name]
    return int(pytest.main([*quick, *arguments], plugins=[plugin]))


class Plain:
    """No data base of examples, no shrinking: the first failure is enough."""

    def pytest_sessionstart(self) -> None:
        settings.register_profile("mutation", settings(), database=None, phases=(Phase.explicit, Phase.generate))
        settings.load_profile("mutation")


class Instead(MetaPathFinder, Loader):
    """Imports modules from other code than their files'."""

    def __init__(self, codes: dict[str, CodeType], more: dict[str, Any]) -> None:
        self._codes, self._more = codes, more

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        if fullname not in self._codes:
            return None
        return spec_from_loader(fullname, self, origin=self._codes[fullname].co_filename)

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__.update(self._more)
        exec(self._codes[module.__name__], module.__dict__)


class _Probing(Plain):
    """Collects what the tests reach, one test after the other."""

    def __init__(self, modules: Sequence[Path]) -> None:
        self._names = [name_of(module) for module in modules]
        self.codes = {
            name: compile(_probed(module, number), str(module), "exec")
            for number, (name, module) in enumerate(zip(self._names, modules, strict=True))
        }
        self._hits: set[tuple[int, int]] = set()
        self._always: set[tuple[int, int]] = set()
        self._of: dict[str, set[tuple[int, int]]] = {}
        self._seconds: dict[str, float] = {}
        self._failed: set[str] = set()
        self.reached = lambda module, line: self._hits.add((module, line))

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Iterator[Any]:
        result = yield
        self._always |= self._hits
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        self._hits.clear()
        started = time.process_time()
        result = yield
        self._of[item.nodeid] = set(self._hits)
        self._seconds[item.nodeid] = time.process_time() - started
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failed.add(report.nodeid)

    def reach(self) -> Reach:
        lines: dict[str, dict[str, frozenset[int]]] = {name: {} for name in self._names}
        for test, hits in self._of.items():
            for number in {module for module, _ in hits} if test not in self._failed else ():
                lines[self._names[number]][test] = frozenset(line for module, line in hits if module == number)
        always = {
            name: frozenset(line for module, line in self._always if module == number)
            for number, name in enumerate(self._names)
        }
        return Reach(lines, always, self._seconds, frozenset(self._failed))


def _probed(module: Path, number: int) -> ast.Module:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    probed: ast.Module = _Probe(number).visit(tree)
    return ast.fix_missing_locations(probed)


class _Probe(ast.NodeTransformer):
    """Puts a call before every statement, and into every lambda."""

    def __init__(self, number: int) -> None:
        self._number = number

    def _call(self, node: ast.expr | ast.stmt) -> ast.Call:
        arguments: list[ast.expr] = [ast.Constant(self._number), ast.Constant(node.lineno)]
        return ast.Call(ast.Name(_PROBE, ast.Load()), arguments, [])

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        for field in ("body", "orelse", "finalbody"):
            old = getattr(node, field, None)
            if isinstance(old, list):
                setattr(node, field, [new for statement in old for new in self._with_call(statement)])
        return node

    def _with_call(self, statement: ast.stmt) -> list[ast.stmt]:
        is_first = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        return [statement] if is_first or is_text else [ast.Expr(self._call(statement)), statement]

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        self.generic_visit(node)
        both = ast.Tuple([self._call(node), node.body], ast.Load())
        node.body = ast.Subscript(both, ast.Constant(1), ast.Load())
        return node
