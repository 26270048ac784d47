"""What does a piece of work cost, in CPU, wall time and memory?"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

# Whoever measures must not measure the compiler: compiled modules are written, as they are for users.
NOT_PASSED_ON = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONSTARTUP")

TELL_PEAK = """
import sys
from paraph.cli.main import main
main(sys.argv[1:])
sys.stderr.write(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


class Cost(NamedTuple):
    """CPU and wall milliseconds, all child processes included."""

    cpu: float
    wall: float


class Sample(tuple[float, ...]):
    """Several measurements of one thing."""

    __slots__ = ()

    @property
    def median(self) -> float:
        """The one in the middle."""
        return statistics.median(self)


class Costs(NamedTuple):
    """The samples of one command."""

    cpu: Sample
    wall: Sample


def of_process(command: Sequence[str]) -> Cost:
    """One run as a process of its own, its output thrown away; its exit status may be any verdict."""
    environment = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
    silence = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    program = shutil.which(command[0]) or command[0]
    started = time.perf_counter()
    pid = os.posix_spawn(program, [*command], environment, file_actions=silence)
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - started
    code = os.waitstatus_to_exitcode(status)
    if code < 0 or code in {2, 70, 127}:
        raise RuntimeError(f"{' '.join(command)} ended with {code}")
    return Cost((used.ru_utime + used.ru_stime) * 1000, wall * 1000)


def of_call(work: Callable[[], object]) -> Cost:
    """One call in this process, with the processes that it started and waited for."""
    before, started = _used(), time.perf_counter()
    work()
    after, wall = _used(), time.perf_counter() - started
    return Cost((after - before) * 1000, wall * 1000)


def _used() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def peak_of(arguments: Sequence[str]) -> float:
    """The most memory, in MiB, that a call of `paraph` held itself; Linux tells it of the running program alone."""
    told = subprocess.run([sys.executable, "-c", TELL_PEAK, *arguments], capture_output=True, text=True, check=True)
    return int(told.stderr.split()[-2]) / 1024


def in_turns(
    works: Mapping[str, Sequence[str] | Callable[[], object]], runs: int, before_each: Callable[[], object] = tuple
) -> dict[str, Costs]:
    """Measure several works in turn, so that a busy machine slows them alike; `before_each` is not measured."""
    found: dict[str, list[Cost]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            before_each()
            found[name].append(of_call(work) if callable(work) else of_process(work))
    return {name: Costs(*(Sample(column) for column in zip(*costs, strict=True))) for name, costs in found.items()}


def added(one: Sample, other: Sample) -> Sample:
    """Two works one after the other, turn by turn."""
    return Sample(a + b for a, b in zip(one, other, strict=True))
