from __future__ import annotations

import sys

import pytest

from benchmarks.timing import Sample, added, in_turns, of_process, peak_of


def test_works_take_turns_and_preparing_them_is_apart() -> None:
    seen: list[str] = []
    costs = in_turns({"a": lambda: seen.append("a"), "b": lambda: seen.append("b")}, 2, lambda: seen.append("-"))
    assert seen == ["-", "a", "-", "b"] * 2
    assert {name: len(cost.wall) for name, cost in costs.items()} == {"a": 2, "b": 2}


def test_a_process_counts_with_its_children() -> None:
    work = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(10**6))'])"
    alone, with_child = of_process([sys.executable, "-c", "pass"]), of_process([sys.executable, "-c", work])
    assert 0 < alone.cpu < with_child.cpu
    assert alone.wall > 0


@pytest.mark.parametrize("code", ["import sys; sys.exit(2)", "import os; os.kill(os.getpid(), 9)"])
def test_what_fails_is_not_measured(code: str) -> None:
    with pytest.raises(RuntimeError, match="ended with"):
        of_process([sys.executable, "-c", code])


def test_a_verdict_is_not_a_failure() -> None:
    assert of_process([sys.executable, "-c", "import sys; sys.exit(4)"]).wall > 0


def test_samples() -> None:
    assert Sample((3, 1, 2)).median == 2
    assert added(Sample((1, 2)), Sample((10, 20))) == (11, 22)


def test_the_peak_is_that_of_the_call() -> None:
    assert 5 < peak_of(["--version"]) < 200
