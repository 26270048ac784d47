"""How are jobs done where the log is in PostgreSQL, by any number of workers? On Procrastinate.

It wakes workers (LISTEN/NOTIFY), keeps jobs of one key apart (its `lock`), waits between attempts, and misses workers
by their heartbeats: https://procrastinate.readthedocs.io/en/stable/howto/production/retry_stalled_jobs.html.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import DeleteJobCondition, Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision
from procrastinate.worker import Worker

from paraph.adapters.jobs.attempt import MOST_ATTEMPTS, Tell, Tried, attempt, silent
from paraph.adapters.jobs.claims import QUEUE, Claims
from paraph.adapters.jobs.leased import task_of
from paraph.adapters.jobs.leased_table import PERIODIC, Claimed
from paraph.ports.jobs import DeadJob, Handler, QueueState

HEARTBEAT_SECONDS = 5.0
MISSED_SECONDS = 20.0
"""A worker that was not heard of for so long is taken for dead."""
LOOKS_SECONDS = 0.5
"""It is told of what is new; what is due again, or was held up by its key, it has to look for."""
_STOPS = 0.2
_AFTER_TROUBLE = 1.0
_TICK = "tick:"
_SCHEME = "postgresql+psycopg://"


class AgainError(Exception):
    """Procrastinate's row is to wait for so many seconds, and be given another turn."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class ProcrastinateJobs:
    """Implements `paraph.ports.jobs.JobRunner` in the database at `url` (`postgresql+psycopg://…`)."""

    def __init__(
        self, url: str, tell: Tell = silent, *, missed_seconds: float = MISSED_SECONDS,
        looks_seconds: float = LOOKS_SECONDS,
    ) -> None:  # fmt: skip
        self._conninfo = "postgresql://" + url.removeprefix(_SCHEME)
        self._claims = Claims(self._conninfo)
        self._tell = tell
        self._missed, self._looks = missed_seconds, looks_seconds
        for name in ("procrastinate", "psycopg.pool"):  # what matters is told in our own words
            logging.getLogger(name).setLevel(logging.CRITICAL)

    def run(
        self, handlers: Mapping[str, Handler], stop: Event, *, threads: int = 4,
        every: Mapping[str, float] | None = None,
    ) -> None:  # fmt: skip
        """Work until `stop` is set, then finish what is in hand; a database that goes away is waited for."""
        while not stop.is_set():
            try:
                asyncio.run(self._worked(handlers, stop, threads, dict(every or {})))
            except Exception as error:  # noqa: BLE001 - whatever the connection died of, a new one is tried
                self._tell("jobs_unread", why=type(error).__name__)
                stop.wait(_AFTER_TROUBLE)

    def wake(self) -> None:
        """PostgreSQL does that by itself, when the record is committed."""

    def state(self) -> QueueState:
        """How it stands."""
        return self._claims.state()

    def dead(self, most: int = 100) -> list[DeadJob]:
        """What was given up, the newest first."""
        return self._claims.dead(most)

    def revive(self, id_: str) -> bool:
        """Try a dead job again."""
        return self._claims.revive(id_)

    def close(self) -> None:
        """Free what is open."""
        self._claims.close()

    async def _worked(
        self, handlers: Mapping[str, Handler], stop: Event, threads: int, every: Mapping[str, float]
    ) -> None:
        connector = procrastinate.PsycopgConnector(conninfo=self._conninfo, min_size=1, max_size=threads + 4)
        app = procrastinate.App(connector=connector)
        for name in {*handlers, *every}:
            self._bind(app, name, handlers.get(name), stop)
        async with app.open_async():
            worker: Any = Worker(
                app, queues=[QUEUE], concurrency=threads, install_signal_handlers=False, listen_notify=True,
                delete_jobs=DeleteJobCondition.ALWAYS, fetch_job_polling_interval=self._looks,
                update_heartbeat_interval=HEARTBEAT_SECONDS, stalled_worker_timeout=self._missed,
            )  # fmt: skip
            beside = [asyncio.create_task(each) for each in (
                _until(stop, worker), self._take_back(app), self._again_and_again(app, every),
            )]  # fmt: skip
            try:
                await worker.run()
            finally:
                for each in beside:
                    each.cancel()
                await asyncio.gather(*beside, return_exceptions=True)

    def _bind(self, app: procrastinate.App, name: str, handler: Handler | None, stop: Event) -> None:
        def do(job: int | None = None, timestamp: int = 0) -> None:  # noqa: ARG001 - names that its rows have
            if stop.is_set():
                raise AgainError(0)
            if job is None:
                self._claims.add(name, PERIODIC + name)  # as a row like any other, so that it has a fence
            else:
                self._do(job, handler)

        app.task(name=name, queue=QUEUE, retry=_Again())(do)

    def _do(self, id_: int, handler: Handler | None) -> None:
        job = self._claims.claim(id_)
        if job is None:
            return
        began = time.monotonic()
        tried = attempt(handler, task_of(job))
        self._settle(job, tried, round(time.monotonic() - began, 3))

    def _settle(self, job: Claimed, tried: Tried, seconds: float) -> None:
        said = {"task": job.task, "key": job.key, "attempt": job.attempts, "seconds": seconds}
        if tried.kind == "done":
            is_ours = self._claims.finish(job)
            self._tell("job_done" if is_ours else "job_taken_over", **said)
            return
        if tried.kind == "failed" and job.attempts >= MOST_ATTEMPTS:
            self._claims.give_up(job, tried.why)
            self._tell("job_dead", **said, why=tried.why)
            return
        self._tell(f"job_{tried.kind}", **said, why=tried.why, again_seconds=round(tried.seconds, 1))
        due_at = int((time.time() + tried.seconds) * 1000)
        if self._claims.put_back(job, due_at, job.attempts - (tried.kind == "later"), tried.why):
            raise AgainError(tried.seconds)

    async def _take_back(self, app: procrastinate.App) -> None:
        """Give jobs another turn whose worker is missed."""
        while True:
            with suppress(procrastinate.exceptions.ConnectorException):
                stalled = await app.job_manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=self._missed)
                for job in stalled:
                    await app.job_manager.retry_job(job)
                    self._tell("jobs_taken_back", task=job.task_name)
            await asyncio.sleep(self._missed / 4)

    async def _again_and_again(self, app: procrastinate.App, every: Mapping[str, float]) -> None:
        """Defer each periodic task once in its span of time: whichever worker is first, by a unique row."""
        while True:
            now = time.time()
            for name, seconds in every.items():
                slot = int(now // seconds * seconds * 1000)
                job = Job(
                    id=None, queue=QUEUE, lock=_TICK + name, queueing_lock=_TICK + name, task_name=name,
                    task_kwargs={"timestamp": slot}, priority=0,
                )  # fmt: skip
                with suppress(AlreadyEnqueued, procrastinate.exceptions.ConnectorException):
                    await app.job_manager.defer_periodic_job(job=job, periodic_id="", defer_timestamp=slot)
            await asyncio.sleep(min([1.0, *every.values()]))


class _Again(BaseRetryStrategy):
    """Waits as long as the failure says; what fails otherwise could not even reach our table, and waits a moment."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:  # noqa: ARG002
        seconds = exception.seconds if isinstance(exception, AgainError) else _AFTER_TROUBLE
        return RetryDecision(retry_at=datetime.now(UTC) + timedelta(seconds=seconds))


async def _until(stop: Event, worker: Any) -> None:
    while not stop.is_set():
        await asyncio.sleep(_STOPS)
    worker.stop()
