"""Do the tests notice one change of a module?

Which tests come to which line is found out once, by running all that may matter with a tracer. Each change then
runs in a fork that has not imported the module yet: it gets the changed code in its place, and only the tests
that come to the changed line run, those of the module's own file first, until one fails.
"""

from __future__ import annotations

import ast
import importlib
import os
import pickle
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from enum import Enum
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, settings

from benchmarks.mutants import Mutant, changed

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests" / "core"
MOST_MEMORY = 4 << 30
LEAST_SECONDS = 3.0  # of processor time, for one test; a test gets ten times what it took without a change


class Outcome(Enum):
    """What became of one change."""

    KILLED = "killed"
    SURVIVED = "survived"
    UNREACHED = "unreached"


class Reach(NamedTuple):
    """Which tests come to which lines of a module, in how many seconds; `always` are lines run on import."""

    lines: dict[str, frozenset[int]]
    seconds: dict[str, float]
    always: frozenset[int]
    failed: frozenset[str]


def tests_of(module: Path) -> tuple[Path, ...]:
    """The module's own tests first, then those of its stage and of the gate. The laws, which hold for all stages
    together, cost more than all others and are left out: what is noticed without them is noticed with them."""
    stage = module.relative_to(ROOT / "src" / "paraph" / "core").parts[0]
    own = TESTS / module.relative_to(ROOT / "src" / "paraph" / "core").with_name(f"test_{module.name}")
    folders = [TESTS / stage] if (TESTS / stage).is_dir() else []
    candidates = [own, *folders, TESTS / "gate"]
    return tuple(dict.fromkeys(path for path in candidates if path.exists()))


class Trial:
    """One module and its tests, ready to try changes."""

    def __init__(self, path: Path, tests: Sequence[Path], seed: int) -> None:
        self.path = path
        self.name = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.seed = seed
        self.own = tests[0].relative_to(ROOT).as_posix()
        self._import_what_it_needs()
        self.reach = self._traced(tests)
        if self.reach.failed:
            print(f"{self.name}: fail without a change: {', '.join(sorted(self.reach.failed))}", file=sys.stderr)
        if self.reach.lines and not self._pass(compile(self.tree, str(self.path), "exec"), sorted(self.reach.lines)):
            raise SystemExit(f"{self.name}: its tests fail here without any change")

    def of(self, mutant: Mutant) -> Outcome:
        """Run the tests that come to the changed line."""
        tests = self._tests_at(mutant)
        if not tests:
            return Outcome.UNREACHED
        with changed(mutant):
            code = compile(self.tree, str(self.path), "exec")
        own = [test for test in tests if test.startswith(self.own)]
        others = tests[len(own) :]
        survives = all(self._pass(code, part) for part in (own, others) if part)
        return Outcome.SURVIVED if survives else Outcome.KILLED

    def _pass(self, code: CodeType, tests: list[str]) -> bool:
        child = os.fork()
        if child == 0:
            self._in_child(code, tests)
        _, status = os.waitpid(child, 0)
        return status == 0

    def _tests_at(self, mutant: Mutant) -> list[str]:
        reach = self.reach
        is_on_import = not reach.always.isdisjoint(mutant.lines)
        found = [test for test, lines in reach.lines.items() if is_on_import or not lines.isdisjoint(mutant.lines)]
        return sorted(found, key=lambda test: (not test.startswith(self.own), reach.seconds[test]))

    def _in_child(self, code: CodeType, tests: list[str]) -> None:
        status = 1
        try:
            _quiet()
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            sys.meta_path.insert(0, _Instead(self.name, str(self.path), code))
            files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
            status = self._pytest(["-x", *files], _Chosen(tests, self.reach.seconds))
        finally:
            os._exit(status)

    def _pytest(self, arguments: list[str], plugin: object) -> int:
        quick = [
            "-q",
            "--tb=no",
            "--assert=plain",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            f"--hypothesis-seed={self.seed}",
        ]
        os.chdir(ROOT)
        return int(pytest.main([*quick, *arguments], plugins=[plugin]))

    def _traced(self, tests: Sequence[Path]) -> Reach:
        with tempfile.TemporaryFile() as file:
            child = os.fork()
            if child == 0:
                try:
                    _quiet()
                    tracing = _Tracing(str(self.path))
                    sys.settrace(tracing.trace)
                    self._pytest([str(path) for path in tests], tracing)
                    sys.settrace(None)
                    file.write(pickle.dumps(tracing.reach()))
                    file.flush()
                finally:
                    os._exit(0)
            os.waitpid(child, 0)
            file.seek(0)
            reach: Reach = pickle.loads(file.read())
            return reach

    def _import_what_it_needs(self) -> None:
        """Import all that the module imports, once for all forks; never the module itself."""
        for node in self.tree.body:
            if isinstance(node, ast.ImportFrom) and node.module and node.module != "__future__":
                importlib.import_module(node.module)
        if self.name in sys.modules:
            raise SystemExit(f"{self.name} imports itself: no change of it could be tried")


class _Instead(MetaPathFinder, Loader):
    """Imports one module from other code than its file's."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        self._name, self._path, self._code = name, path, code

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        return spec_from_loader(fullname, self, origin=self._path) if fullname == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code, module.__dict__)


class _Plain:
    """No data base of examples, no shrinking: the first failure is enough."""

    def pytest_sessionstart(self) -> None:
        settings.register_profile("mutation", settings(), database=None, phases=(Phase.explicit, Phase.generate))
        settings.load_profile("mutation")


class _Chosen(_Plain):
    def __init__(self, tests: list[str], seconds: dict[str, float]) -> None:
        self._order = {test: number for number, test in enumerate(tests)}
        self._seconds = seconds

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self._order), key=lambda item: self._order[item.nodeid]
        )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        limit = LEAST_SECONDS + 10 * self._seconds.get(item.nodeid, 0.0)
        signal.setitimer(signal.ITIMER_PROF, limit)  # nobody handles it: the process ends
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)


class _Tracing(_Plain):
    def __init__(self, path: str) -> None:
        self._path = path
        self._lines: set[int] = set()
        self._always: set[int] = set()
        self._of: dict[str, frozenset[int]] = {}
        self._seconds: dict[str, float] = {}
        self._failed: set[str] = set()

    def trace(self, frame: FrameType, *_: object) -> Any:
        if frame.f_code.co_filename != self._path:
            return None
        self._lines.add(frame.f_lineno)
        return self.trace

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Iterator[Any]:
        result = yield
        self._always |= self._lines
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        self._lines.clear()
        started = time.process_time()
        sys.settrace(self.trace)
        result = yield
        self._of[item.nodeid] = frozenset(self._lines)
        self._seconds[item.nodeid] = time.process_time() - started
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failed.add(report.nodeid)

    def reach(self) -> Reach:
        lines = {test: lines for test, lines in self._of.items() if lines and test not in self._failed}
        return Reach(lines, self._seconds, frozenset(self._always), frozenset(self._failed))


def _quiet() -> None:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
