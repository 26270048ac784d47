"""Are jobs done in spite of workers that die and databases that do not answer? (The rest is in the contract.)"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from adapters.jobs.tables import named, stored
from paraph.adapters.jobs.leased import LeasedJobs, task_of
from paraph.adapters.jobs.leased_table import Claimed
from paraph.testing.jobs_contract import eventually, seen, working

DIES = """
import os, sys
from threading import Event
from paraph.adapters.jobs.leased import LeasedJobs
from paraph.testing.ledger_contract import ORIGIN, SIGNER
from paraph.adapters.store.ledger import open_ledger
from paraph.adapters.store.second import MemorySecond
from paraph.ports.ledger import Row
from log_samples import some_entries

path = sys.argv[1]
log = open_ledger("sqlite:///" + path, origin=ORIGIN, signer=SIGNER, second=MemorySecond())

def do(task):
    log.record(some_entries(1), rows=[Row(task.fence)])
    os.kill(os.getpid(), 9)

LeasedJobs(path, lease_seconds=0.2).run({"do": do}, Event(), threads=1)
"""


@pytest.mark.parametrize("arguments", [b"[1]", b"7", b"not json", b""])
def test_arguments_that_are_no_mapping_are_none(arguments: bytes) -> None:
    assert task_of(Claimed(3, "do", arguments, "k", 2, 9)) == ("do", {}, "k", ("3", 9), 2)


def test_arguments_are_read() -> None:
    assert task_of(Claimed(3, "do", json.dumps({"a": 1}).encode(), "k", 1, 9)).arguments == {"a": 1}


def test_a_job_whose_worker_was_killed_is_done_by_another(tmp_path: Path) -> None:
    done = Event()
    attempts: list[int] = []
    told: list[str] = []

    def do(task: Any) -> None:
        attempts.append(task.attempt)
        done.set()

    with stored(tmp_path) as (log, path):
        log.record((), named("a"))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        ended = subprocess.run([sys.executable, "-c", DIES, path], env=environment, capture_output=True)
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        assert log.head().size == 1
        second = LeasedJobs(path, lambda event, **_: told.append(event), lease_seconds=0.2)
        with closing(second) as jobs, working(jobs, {"do": do}):
            seen(done)
            eventually(lambda: jobs.state()[:3] == (0, 0, 0))
    assert attempts == [2]
    assert "jobs_taken_back" in told


def test_a_database_that_does_not_answer_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paraph.adapters.jobs.leased._AFTER_TROUBLE", 0.01)
    done, asked = Event(), Event()

    def tell(event: str, **_: Any) -> None:
        if event == "jobs_unread":
            asked.set()

    path = f"{tmp_path}/ledger.db"
    Path(path).touch()
    with closing(LeasedJobs(path, tell)) as jobs, working(jobs, {"do": lambda _: done.set()}):
        seen(asked)
        with stored(tmp_path) as (log, _):
            log.record((), named("a"))
            seen(done)
    assert asked.is_set()


def test_a_periodic_job_that_fails_is_not_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paraph.adapters.jobs.leased.MOST_ATTEMPTS", 2)
    monkeypatch.setattr("paraph.adapters.jobs.attempt.backoff_seconds", lambda *_: 0.01)
    attempts: list[int] = []
    fourth = Event()

    def do(task: Any) -> None:
        attempts.append(task.attempt)
        if len(attempts) == 4:
            fourth.set()
        raise ValueError

    with stored(tmp_path) as (_, path), closing(LeasedJobs(path)) as jobs:
        with working(jobs, {"look": do}, threads=1, every={"look": 0.05}):
            seen(fourth)
        assert jobs.state().dead == 0
        with working(jobs, {"look": lambda _: None}, threads=1):
            eventually(lambda: jobs.state().waiting == 0)
    assert attempts[:4] == [1, 2, 3, 4]
