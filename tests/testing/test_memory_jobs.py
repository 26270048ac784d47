"""Does the runner in memory leave a job alone whose key waits for its next turn? (The rest is in the contract.)"""

from __future__ import annotations

from threading import Event
from typing import Any

from log_samples import ORIGIN, SIGNER
from paraph.ports.jobs import Postponed
from paraph.ports.ledger import Job
from paraph.testing.jobs_contract import eventually, seen, working
from paraph.testing.memory_jobs import MemoryJobs
from paraph.testing.memory_ledger import MemoryLedger


def test_one_that_comes_while_its_key_is_put_off_is_the_same_and_due_at_once() -> None:
    log = MemoryLedger(ORIGIN, SIGNER.sign)
    told: list[str] = []
    jobs = MemoryJobs(log, lambda event, **_: told.append(event))
    put_off = Event()

    def do(task: Any) -> None:
        put_off.set()
        raise Postponed(3_600)

    log.record((), [Job("do", b"{}", "k")])
    with working(jobs, {"do": do}, threads=1):
        seen(put_off)
        eventually(lambda: jobs.state()[:2] == (1, 0))
        log.record((), [Job("do", b"{}", "k")])
        jobs.wake()
        eventually(lambda: log.jobs == [] and told == ["job_later", "job_later"])
    assert jobs.state().waiting == 1
    jobs.close()
