"""How is work done that a record asked for, once and in spite of whatever breaks?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Event
from typing import Any, NamedTuple, Protocol

from paraph.ports.board import Fence


class Postponed(Exception):  # noqa: N818 - it is no error: the work is not due yet
    """Raised by a handler: do it again after so many seconds, and count no failure."""

    def __init__(self, seconds: float, why: str = "") -> None:
        super().__init__(why)
        self.seconds = seconds


class Task(NamedTuple):
    """One job in a worker's hands. `arguments` are those of `ports.ledger.Job`, read; what it writes to the ledger
    carries `fence`, so that a worker that was thought dead writes nothing after another has taken over. `attempt`
    counts from 1."""

    name: str
    arguments: Mapping[str, Any]
    key: str
    fence: Fence
    attempt: int = 1


Handler = Callable[[Task], None]
"""Does one job. Raises Postponed, or anything else for a failure: then it is tried again, later each time."""


class QueueState(NamedTuple):
    """How many jobs wait, are being done, were given up, and how long the oldest has waited, in seconds."""

    waiting: int
    running: int
    dead: int
    oldest_seconds: float


class DeadJob(NamedTuple):
    """A job that was given up, and why."""

    id: str
    task: str
    key: str
    arguments: bytes
    attempts: int
    why: str


class JobRunner(Protocol):
    """Does the jobs that records deferred; any number of workers may run at once.

    Jobs of one `key` are never done side by side; a job whose key waits already is not added again, but one that
    comes while the same key is being done is done after it.
    """

    def run(
        self, handlers: Mapping[str, Handler], stop: Event, *, threads: int = 4,
        every: Mapping[str, float] | None = None,
    ) -> None:  # fmt: skip
        """Work until `stop` is set, then finish what is in hand. `every` names tasks (without arguments) that are done
        once in so many seconds, by one worker only."""
        ...

    def wake(self) -> None:
        """Say that a job was added, so that an idle worker of this process looks at once."""
        ...

    def state(self) -> QueueState:
        """How it stands. Raises ReadError."""
        ...

    def dead(self, most: int = 100) -> list[DeadJob]:
        """What was given up, the newest first."""
        ...

    def revive(self, id_: str) -> bool:
        """Try a dead job again; False where there is none."""
        ...

    def close(self) -> None:
        """Free what is open."""
        ...
