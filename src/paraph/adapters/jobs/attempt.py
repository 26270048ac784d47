"""What came of a job that was tried, and when is it tried again?"""

from __future__ import annotations

from collections.abc import Callable
from random import random
from typing import Literal, NamedTuple

from paraph.core.errors import ParaphError
from paraph.ports.jobs import Handler, Postponed, Task

Tell = Callable[..., None]
"""Writes a line of the server's log: an event's name, then words for it."""

MOST_ATTEMPTS = 40
"""With waits that grow to five minutes, that is three hours: a forge that is down for one is outlasted."""
LONGEST_SECONDS = 300.0
LONGEST_POSTPONED = 86_400.0
_WHY_CHARACTERS = 500


class Tried(NamedTuple):
    """`done`; `later`, which is no failure; or `failed`, to be tried again after `seconds`."""

    kind: Literal["done", "later", "failed"]
    seconds: float = 0.0
    why: str = ""


def silent(event: str, **said: object) -> None:
    """Tell nobody."""


def attempt(handler: Handler | None, task: Task, draw: Callable[[], float] = random) -> Tried:
    """Do a job once. Whatever its handler raises is told, not raised; `draw` gives numbers from 0 to 1."""
    if handler is None:
        return Tried("failed", backoff_seconds(task.attempt, draw()), f"nobody here knows how to do {task.name}")
    try:
        handler(task)
    except Postponed as later:
        return Tried("later", min(max(later.seconds, 0.0), LONGEST_POSTPONED), _line(str(later)))
    except Exception as error:  # noqa: BLE001 - whatever it was, the next job must not suffer from it
        asked = getattr(error, "retry_after", None)
        seconds = max(backoff_seconds(task.attempt, draw()), min(asked or 0.0, LONGEST_POSTPONED))
        return Tried("failed", seconds, why(error))
    return Tried("done")


def backoff_seconds(attempts: int, drawn: float) -> float:
    """How long to wait after so many failures: twice as long each time up to five minutes, less a drawn part of up to
    a half, so that what failed together does not come back together."""
    whole = min(LONGEST_SECONDS, 2.0 ** min(attempts - 1, 16))
    return whole * (1 - drawn / 2)


def why(error: BaseException) -> str:
    """A failure in one line. Of an error that is not ours only its kind and place: its words may hold a secret."""
    if isinstance(error, ParaphError):
        return _line("; ".join(problem.what for problem in error.problems))
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = ""
    if frame is not None:
        name = frame.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
        place = f" in {name}:{frame.tb_lineno}"
    return _line(f"{type(error).__name__}{place}")


def _line(text: str) -> str:
    return " ".join(text.split())[:_WHY_CHARACTERS]
