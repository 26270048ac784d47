"""What does the jobs of a ledger in memory, in a test?"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from itertools import count
from threading import Condition, Event, Thread

from paraph.adapters.jobs.attempt import MOST_ATTEMPTS, Tell, Tried, attempt, silent
from paraph.core.model.noun import changed, noun
from paraph.ports.board import Fence
from paraph.ports.jobs import DeadJob, Handler, QueueState, Task
from paraph.ports.ledger import Job
from paraph.testing.memory_ledger import MemoryLedger

_LOOKS = 0.02


@noun
class _Kept:
    """A job that was tried: what is left of it while it is done, waits for its next turn, or is dead."""

    id: str
    job: Job
    attempts: int = 0
    due_at: float = 0.0
    why: str = ""


class MemoryJobs:
    """Does the jobs that a `MemoryLedger` was asked for; implements `paraph.ports.jobs.JobRunner`."""

    def __init__(self, ledger: MemoryLedger, tell: Tell = silent) -> None:
        self._ledger, self._tell = ledger, tell
        self._news = Condition()
        self._ids, self._tokens = count(1), count(1)
        self._later: dict[str, _Kept] = {}
        self._doing: dict[str, _Kept] = {}
        self._dead: dict[str, _Kept] = {}
        self._every: dict[str, float] = {}
        self._next: dict[str, float] = {}

    def run(
        self, handlers: Mapping[str, Handler], stop: Event, *, threads: int = 4,
        every: Mapping[str, float] | None = None,
    ) -> None:  # fmt: skip
        """Work until `stop` is set, then finish what is in hand."""
        self._every = dict(every or {})
        workers = [Thread(target=self._work, args=(handlers, stop), daemon=True) for _ in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    def wake(self) -> None:
        """Say that a job was added."""
        with self._news:
            self._news.notify_all()

    def state(self) -> QueueState:
        """How it stands; how long a job waits is not kept."""
        with self._news:
            waiting = len(self._ledger.jobs) + len(self._later)
            return QueueState(waiting, len(self._doing), len(self._dead), 0.0)

    def dead(self, most: int = 100) -> list[DeadJob]:
        """What was given up, the newest first."""
        with self._news:
            found = sorted(self._dead.values(), key=lambda each: -int(each.id))[:most]
        return [
            DeadJob(each.id, each.job.task, each.job.key, each.job.arguments, each.attempts, each.why) for each in found
        ]

    def revive(self, id_: str) -> bool:
        """Try a dead job again."""
        with self._news:
            kept = self._dead.pop(id_, None)
            if kept is not None and kept.job.key not in self._waiting():
                self._later[kept.job.key] = changed(kept, attempts=0, due_at=0.0, why="")
        self.wake()
        return kept is not None

    def close(self) -> None:
        """Nothing is open."""

    def _waiting(self) -> set[str]:
        return {job.key for job in self._ledger.jobs} | set(self._later)

    def _work(self, handlers: Mapping[str, Handler], stop: Event) -> None:
        while not stop.is_set():
            with self._news:
                kept = self._taken()
                if kept is None:
                    self._news.wait(_LOOKS)
                    continue
                token = next(self._tokens)
                self._ledger.kept.fences[kept.id] = token
            task = Task(
                kept.job.task, json.loads(kept.job.arguments), kept.job.key, Fence(kept.id, token), kept.attempts
            )
            tried = attempt(handlers.get(task.name), task)
            with self._news:
                self._settle(kept, tried)
                self._news.notify_all()

    def _taken(self) -> _Kept | None:
        now = time.monotonic()
        for name, seconds in self._every.items():
            if self._next.get(name, 0.0) <= now:
                self._next[name] = now + seconds
                self._later.setdefault(f"every:{name}", _Kept(str(next(self._ids)), Job(name, b"{}", f"every:{name}")))
        for kept in list(self._later.values()):
            if kept.due_at <= now and kept.job.key not in self._doing:
                return self._begun(self._later.pop(kept.job.key))
        for job in list(self._ledger.jobs):
            # one that came while its key waits is the same, and due at once; one that came while it is done comes after
            if job.key in self._later:
                self._ledger.jobs.remove(job)
                self._later[job.key] = changed(self._later[job.key], due_at=0.0)
                return self._taken()
            if job.key not in self._doing:
                self._ledger.jobs.remove(job)
                return self._begun(_Kept(str(next(self._ids)), job))
        return None

    def _begun(self, kept: _Kept) -> _Kept:
        self._doing[kept.job.key] = begun = changed(kept, attempts=kept.attempts + 1)
        return begun

    def _settle(self, kept: _Kept, tried: Tried) -> None:
        key = kept.job.key
        del self._doing[key]
        self._ledger.kept.fences.pop(kept.id, None)
        said = {"task": kept.job.task, "key": key, "attempt": kept.attempts, "seconds": 0.0}
        self._tell(f"job_{tried.kind}", **said, why=tried.why)
        if tried.kind == "done":
            self._dead = {id_: each for id_, each in self._dead.items() if each.job.key != key}
        elif tried.kind == "failed" and kept.attempts >= MOST_ATTEMPTS:
            self._dead[kept.id] = changed(kept, why=tried.why)
        elif key not in self._waiting():
            due_at = time.monotonic() + tried.seconds
            attempts = kept.attempts - (tried.kind == "later")
            self._later[key] = changed(kept, attempts=attempts, due_at=due_at, why=tried.why)
