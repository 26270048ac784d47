"""How does the embedded server do its jobs, with a few threads and the table in its own SQLite file?"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from threading import Condition, Event, Lock, Thread

from paraph.adapters.jobs.attempt import MOST_ATTEMPTS, Tell, Tried, attempt, silent
from paraph.adapters.jobs.leased_table import PERIODIC, Claimed, JobTable
from paraph.core.errors import ReadError
from paraph.ports.board import Fence
from paraph.ports.jobs import DeadJob, Handler, QueueState, Task

LEASE_SECONDS = 20.0
_LOOKS = 0.5
"""Seconds after which an idle worker looks again: another process may have added a job, a hook for example."""
_AFTER_TROUBLE = 1.0


class LeasedJobs:
    """Implements `paraph.ports.jobs.JobRunner`; any number of processes may run one on the same file.

    `tell` writes the server's log, `clock` gives epoch seconds. A job that its worker does not hold on to for
    `lease_seconds` is done by another.
    """

    def __init__(
        self, path: str, tell: Tell = silent, *, lease_seconds: float = LEASE_SECONDS,
        clock: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        self._table = JobTable(path)
        self._tell = tell
        self._lease = lease_seconds
        self._clock = clock
        self._news = Condition()
        self._count = 0
        self._turn = Lock()
        self._held: dict[int, Claimed] = {}
        self._every: dict[str, float] = {}

    def run(
        self, handlers: Mapping[str, Handler], stop: Event, *, threads: int = 4,
        every: Mapping[str, float] | None = None,
    ) -> None:  # fmt: skip
        """Work until `stop` is set, then finish what is in hand."""
        self._every = dict(every or {})
        self._surely(lambda: self._table.keep_periodic(self._every, self._now()), stop)
        workers = [
            Thread(target=self._work, args=(handlers, stop), name=f"job-{number}", daemon=True)
            for number in range(threads)
        ]
        for worker in workers:
            worker.start()
        while not stop.wait(self._lease / 4):
            self._beat()
        self.wake()
        for worker in workers:
            while worker.is_alive():
                worker.join(self._lease / 4)
                self._beat()

    def wake(self) -> None:
        """Say that a job was added."""
        with self._news:
            self._count += 1
            self._news.notify_all()

    def state(self) -> QueueState:
        """How it stands."""
        return self._table.state(self._now())

    def dead(self, most: int = 100) -> list[DeadJob]:
        """What was given up, the newest first."""
        return self._table.dead(most)

    def revive(self, id_: str) -> bool:
        """Try a dead job again."""
        is_there = self._table.revive(id_, self._now())
        self.wake()
        return is_there

    def close(self) -> None:
        """Free what is open."""
        self._table.close()

    def _now(self) -> int:
        return int(self._clock() * 1000)

    def _until(self) -> int:
        return self._now() + int(self._lease * 1000)

    def _work(self, handlers: Mapping[str, Handler], stop: Event) -> None:
        while not stop.is_set():
            seen = self._count
            try:
                job, wait = self._next()
            except ReadError as error:
                self._tell("jobs_unread", why=error.problems[0].what)
                stop.wait(_AFTER_TROUBLE)
                continue
            if job is not None:
                self._do(job, handlers, stop)
                continue
            with self._news:
                self._news.wait_for(lambda before=seen: self._count != before or stop.is_set(), wait)  # type: ignore[misc]

    def _next(self) -> tuple[Claimed | None, float]:
        """A job, or in how many seconds to look again."""
        with self._turn:  # threads of one process would only wait for the file's lock instead
            due, now = self._table.next_due(), self._now()
            if due is None or due > now:
                return None, _LOOKS if due is None else min(_LOOKS, (due - now) / 1000)
            job = self._table.claim(now, self._until())
            if job is not None:
                self._held[job.token] = job
            return job, _LOOKS

    def _do(self, job: Claimed, handlers: Mapping[str, Handler], stop: Event) -> None:
        began = time.monotonic()
        try:
            tried = attempt(handlers.get(job.task), task_of(job))
            seconds = round(time.monotonic() - began, 3)
            self._surely(lambda: self._settle(job, tried, seconds), stop)
        finally:
            self._held.pop(job.token, None)
        self.wake()  # what waits under the same key may be done now

    def _settle(self, job: Claimed, tried: Tried, seconds: float) -> None:
        said = {"task": job.task, "key": job.key, "attempt": job.attempts, "seconds": seconds}
        again = self._now() + int(tried.seconds * 1000)
        if job.key.startswith(PERIODIC):
            is_ours = self._settle_periodic(job, tried)
        elif tried.kind == "done":
            is_ours = self._table.finish(job)
        elif tried.kind == "later":
            is_ours = self._table.put_back(job, again, job.attempts - 1, tried.why)
        elif job.attempts < MOST_ATTEMPTS:
            is_ours = self._table.put_back(job, again, job.attempts, tried.why)
        else:
            is_ours = self._table.give_up(job, tried.why)
            self._tell("job_dead", **said, why=tried.why)
        if not is_ours:
            self._tell("job_taken_over", **said)
        elif tried.kind == "done":
            self._tell("job_done", **said)
        else:
            self._tell(f"job_{tried.kind}", **said, why=tried.why, again_seconds=round(tried.seconds, 1))

    def _settle_periodic(self, job: Claimed, tried: Tried) -> bool:
        """What is done again and again is never given up, only done less often while it fails."""
        seconds = self._every.get(job.task)
        if seconds is None:
            return self._table.finish(job)
        is_done = tried.kind == "done"
        wait = seconds if is_done else min(tried.seconds, seconds)
        return self._table.put_back(job, self._now() + int(wait * 1000), 0 if is_done else job.attempts, tried.why)

    def _beat(self) -> None:
        try:
            held = list(self._held)
            if held:
                self._table.renew(held, self._until())
            now = self._now()
            if lost := self._table.take_back(now, now + int(self._lease * 2000)):
                self._tell("jobs_taken_back", count=lost)
                self.wake()
        except ReadError as error:
            self._tell("jobs_unread", why=error.problems[0].what)

    def _surely(self, work: Callable[[], object], stop: Event) -> None:
        """Do it in spite of a database that does not answer for a while; given up soon once we are to stop, for then
        the lease runs out."""
        left = 5
        while left:
            try:
                work()
                return
            except ReadError as error:
                self._tell("jobs_unread", why=error.problems[0].what)
                left -= stop.is_set()
                time.sleep(_AFTER_TROUBLE)


def task_of(job: Claimed) -> Task:
    """A job as its handler gets it."""
    try:
        arguments = json.loads(job.arguments)
    except ValueError:
        arguments = {}
    if not isinstance(arguments, dict):
        arguments = {}
    return Task(job.task, arguments, job.key, Fence(str(job.id), job.token), job.attempts)
