"""Do jobs in PostgreSQL outlast workers that die and a server that is restarted? (The rest is in the contract.)"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from threading import Event
from typing import Any

import psycopg
import pytest

from adapters.jobs.tables import named
from paraph.adapters.jobs.procrastinate import ProcrastinateJobs
from paraph.adapters.store.ledger import StoredLedger, open_ledger
from paraph.adapters.store.second import MemorySecond
from paraph.core.errors import ReadError
from paraph.testing.jobs_contract import eventually, seen, working
from paraph.testing.ledger_contract import ORIGIN, SIGNER
from postgres_server import PostgresServer

pytestmark = pytest.mark.enable_socket

ALL_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
def url(postgresql: PostgresServer) -> str:
    return postgresql.new_database()


@pytest.fixture
def log(url: str) -> Iterator[StoredLedger]:
    with closing(open_ledger(url, origin=ORIGIN, signer=SIGNER, second=MemorySecond(), may_create=True)) as log:
        yield log


def run(url: str, statement: str) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement.encode())


def test_a_job_whose_worker_is_missed_is_done_by_another(url: str, log: StoredLedger) -> None:
    attempts: list[int] = []
    done = Event()

    def do(task: Any) -> None:
        attempts.append(task.attempt)
        done.set()

    log.record((), named("a"))
    run(url, "UPDATE jobs SET state = 'doing', token = 5, attempts = 1")
    run(url, "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL")
    with closing(ProcrastinateJobs(url, looks_seconds=0.05)) as jobs, working(jobs, {"do": do}):
        seen(done)
        eventually(lambda: jobs.state()[:3] == (0, 0, 0))
    assert attempts == [2]


def test_all_connections_lost_in_the_middle_of_a_job(url: str, log: StoredLedger) -> None:
    """What a restart of PostgreSQL does: the job is done again by a worker that connected anew, others go on."""
    keys: list[str] = []
    begun, go, second = Event(), Event(), Event()

    def do(task: Any) -> None:
        keys.append(task.key)
        begun.set()
        if task.key == "a" and len(keys) == 1:
            assert go.wait(15)
        if task.key == "b":
            second.set()

    log.record((), named("a"))
    runner = ProcrastinateJobs(url, looks_seconds=0.05, missed_seconds=0.5)
    with closing(runner) as jobs, working(jobs, {"do": do}):
        seen(begun)
        run(url, ALL_OTHERS)
        go.set()
        eventually(lambda: recorded(log))
        seen(second)
        eventually(lambda: jobs.state()[:3] == (0, 0, 0))
    assert set(keys) == {"a", "b"}


def recorded(log: StoredLedger) -> bool:
    """Whether a job could be added, as whoever is refused tries again."""
    try:
        log.record((), named("b"))
    except ReadError:
        return False
    return True
