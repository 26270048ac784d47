"""Is a job lost, or its effect there twice, when workers are killed in the middle of their work?

A process defers jobs as fast as it can and writes down what was acknowledged; its workers record one entry a job, with
their fence, unless a row says that it was recorded. It is killed (SIGKILL) at a random moment, another goes on. In the
end one worker does what is left, and each acknowledged job must have exactly one entry.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

from campaign._log import body, flaws, name_of, opened
from campaign.outcome import Outcome
from paraph.adapters.jobs.leased import LeasedJobs
from paraph.adapters.store.board import StoredBoard
from paraph.adapters.store.ledger import StoredLedger
from paraph.ports.board import Posted
from paraph.ports.jobs import Handler, Task
from paraph.ports.ledger import Job, Row

WHAT = "no acknowledged job is lost, and its effect is there once, when workers are killed"
RUNS = 150
_LEASE_SECONDS = 0.1
_MOST_SECONDS = 0.4
_PATIENCE_SECONDS = 120


def run(runs: int, seed: int) -> Outcome:
    """Kill workers so many times, then do what is left and count."""
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        opened(folder, may_create=True).close()
        for number in range(runs):
            _killed(folder, number, draw.uniform(0, _MOST_SECONDS))
        acknowledged = _told(folder)
        failures = _drained(folder)
        with closing(opened(folder)) as log:
            done = [name_of(each) for each in log.entries()]
        failures += [f"{each} is lost" for each in sorted(acknowledged - set(done))[:10]]
        failures += [f"{each} was done twice" for each in sorted({each for each in done if done.count(each) > 1})[:10]]
        failures += flaws(folder, {}, {})
    return Outcome(runs, tuple(failures), f"{len(acknowledged):,} jobs acknowledged, {len(done):,} done")


def _killed(folder: Path, number: int, seconds: float) -> None:
    command = [sys.executable, "-m", "campaign.kill_workers", str(folder), str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]) as worker:
        assert worker.stdout is not None
        if worker.stdout.readline() != b"ready\n":
            raise RuntimeError("the worker did not begin")
        time.sleep(seconds)
        worker.kill()


def _told(folder: Path) -> set[str]:
    """The jobs that were acknowledged; a line that was cut off was not."""
    content = (folder / "told").read_text(encoding="utf-8") if (folder / "told").exists() else ""
    return {line for line in content.split("\n")[:-1] if line}


def _drained(folder: Path) -> list[str]:
    """Let one worker do everything that is left."""
    stop = threading.Event()
    with closing(opened(folder)) as log, closing(_jobs(folder)) as jobs:
        worker = threading.Thread(target=jobs.run, args=(_handlers(log), stop))
        worker.start()
        for _ in range(_PATIENCE_SECONDS * 20):
            state = jobs.state()
            if state.waiting + state.running == 0:
                break
            time.sleep(0.05)
        stop.set()
        worker.join()
        dead = jobs.dead()
    return [f"{each.key} was given up: {each.why}" for each in dead] + ([] if not state.waiting else ["jobs are left"])


def _jobs(folder: Path) -> LeasedJobs:
    return LeasedJobs(f"{folder}/ledger.db", lease_seconds=_LEASE_SECONDS)


def _handlers(log: StoredLedger) -> dict[str, Handler]:
    board = StoredBoard(log)

    def do(task: Task) -> None:
        if board.posted(task.key) is None:
            log.record([body(task.key)], rows=[Row(Posted(task.key, "", "", 1)), Row(task.fence)])

    return {"do": do}


def work_until_killed(folder: Path, number: int) -> None:
    """What the process does; each line is handed to the system whole after the job was acknowledged."""
    log = opened(folder)
    target = os.open(folder / "told", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def defer() -> None:
        for turn in range(1_000_000):
            name = f"{number}-{turn}"
            log.record((), [Job("do", b"{}", name)])
            os.write(target, f"\n{name}\n".encode())
            if turn % 20 == 19:
                time.sleep(0.02)  # or nobody would ever do what is deferred

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    threading.Thread(target=defer, daemon=True).start()
    _jobs(folder).run(_handlers(log), threading.Event())


if __name__ == "__main__":
    work_until_killed(Path(sys.argv[1]), int(sys.argv[2]))
