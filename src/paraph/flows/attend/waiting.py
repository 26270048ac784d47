"""How long until something that could not be read is tried again?"""

from __future__ import annotations

from paraph.core.errors import ReadError
from paraph.ports.forge import ForgeError
from paraph.ports.jobs import Postponed, Task

FIRST_SECONDS = 15.0
MOST_SECONDS = 900.0
LONGEST_ASKED = 3_600.0


def seconds_of(error: ReadError, attempt: int) -> float:
    """What the forge asks for, at most an hour; else twice as long with each attempt, at most a quarter of one."""
    asked = error.retry_after if isinstance(error, ForgeError) else None
    if asked is not None:
        return min(max(asked, 1.0), LONGEST_ASKED)
    return float(min(FIRST_SECONDS * 2 ** min(max(attempt, 1) - 1, 10), MOST_SECONDS))


def tried_again(error: ReadError, task: Task) -> Postponed:
    """That a job whose reading failed is done again, after as long as its error and its attempts say."""
    return later(seconds_of(error, task.attempt), error.problems[0].what)


def is_gone(error: ReadError) -> bool:
    """Whether the forge says that there is no such thing: trying again would find nothing either."""
    return isinstance(error, ForgeError) and error.is_gone


def later(seconds: float, why: str) -> Postponed:
    """That it is done again."""
    return Postponed(seconds, why)
