"""Do the tests notice one change of a module?

Each change runs in a fork that has not imported the module yet: it gets the changed code in its place, and only
the tests that come to the changed statement run, those of the module's own file first, until one fails.
"""

from __future__ import annotations

import ast
import importlib
import os
import resource
import signal
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import CodeType

import pytest

from benchmarks.mutants import Mutant, changed
from benchmarks.mutation_reach import ROOT, Instead, Plain, Reach, name_of, own_test, run_pytest, tests_of

MOST_MEMORY = 4 << 30
LEAST_SECONDS = 3.0  # of processor time, for one test; a test gets ten times what it took without a change


class Outcome(Enum):
    """What became of one change."""

    KILLED = "killed"
    SURVIVED = "survived"
    UNREACHED = "unreached"


class Trial:
    """One module and its tests, ready to try changes. Raises RuntimeError where tests fail without any change."""

    def __init__(self, path: Path, reach: Reach, seed: int) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self._name = name_of(path)
        self._seed = seed
        self._seconds = reach.seconds
        self._always = reach.always[self._name]
        self._own = own_test(path).relative_to(ROOT).as_posix()
        folders = tuple(test.relative_to(ROOT).as_posix() for test in tests_of(path))
        # a table alone has no statement to come to: all tests may look at it
        lines = reach.lines[self._name] or dict.fromkeys(reach.seconds.keys() - reach.failed, frozenset())
        self._lines = {test: at for test, at in lines.items() if test.startswith(folders)}
        self._import_what_it_needs()
        if self._lines and not self._pass(compile(self.tree, str(path), "exec"), sorted(self._lines)[:20]):
            raise RuntimeError(f"{self._name}: its tests fail here without any change")

    def of(self, mutant: Mutant) -> Outcome:
        """Run the tests that come to the changed statement."""
        tests = self._tests_at(mutant)
        if not tests:
            return Outcome.UNREACHED
        with changed(mutant):
            code = compile(self.tree, str(self.path), "exec")
        own = [test for test in tests if test.startswith(self._own)]
        others = tests[len(own) :]
        survives = all(self._pass(code, part) for part in (own, others) if part)
        return Outcome.SURVIVED if survives else Outcome.KILLED

    def _tests_at(self, mutant: Mutant) -> list[str]:
        is_on_import = not self._always.isdisjoint(mutant.lines)
        found = [test for test, lines in self._lines.items() if is_on_import or not lines.isdisjoint(mutant.lines)]
        return sorted(found, key=lambda test: (not test.startswith(self._own), self._seconds[test]))

    def _pass(self, code: CodeType, tests: list[str]) -> bool:
        child = os.fork()
        if child == 0:
            self._in_child(code, tests)
        _, status = os.waitpid(child, 0)
        return status == 0

    def _in_child(self, code: CodeType, tests: list[str]) -> None:
        status = 1
        try:
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            sys.meta_path.insert(0, Instead({self._name: code}, {}))
            files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
            status = run_pytest(["-x", *files], _Chosen(tests, self._seconds), self._seed)
        finally:
            os._exit(status)

    def _import_what_it_needs(self) -> None:
        """Import all that the module imports, once for all forks; never the module itself."""
        for node in self.tree.body:
            if isinstance(node, ast.ImportFrom) and node.module and node.module != "__future__":
                importlib.import_module(node.module)
        if self._name in sys.modules:
            raise RuntimeError(f"{self._name} imports itself: no change of it can be tried")


class _Chosen(Plain):
    """Only some tests, in their order, each with a limit of processor time."""

    def __init__(self, tests: list[str], seconds: dict[str, float]) -> None:
        self._order = {test: number for number, test in enumerate(tests)}
        self._seconds = seconds

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        # a test that was not there before is one of a table that the change has altered
        chosen = [item for item in items if item.nodeid in self._order or item.nodeid not in self._seconds]
        items[:] = sorted(chosen, key=lambda item: self._order.get(item.nodeid, -1))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        limit = LEAST_SECONDS + 10 * self._seconds.get(item.nodeid, 0.0)
        signal.setitimer(signal.ITIMER_PROF, limit)  # nobody handles it: the process ends
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
