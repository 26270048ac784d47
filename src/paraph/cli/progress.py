"""How does somebody at a terminal see how far long work is?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from paraph.cli.options import Options
from paraph.ports.progress import Progress


class Silence:
    """Progress that nobody watches."""

    def advance(self, steps: int = 1) -> None:
        """Say nothing."""


def watcher(options: Options) -> Callable[[str, int], AbstractContextManager[Progress]]:
    """A bar on stderr where a person sits at it and did not ask for quiet, else silence."""
    return _silent if options.is_quiet or not sys.stderr.isatty() else _bar


@contextmanager
def _silent(title: str, total: int) -> Iterator[Progress]:  # noqa: ARG001 (the shape of a watcher)
    yield Silence()


@contextmanager
def _bar(title: str, total: int) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Task(bars.advance, bars.add_task(title, total=total))


class _Task:
    def __init__(self, advance: Callable[..., None], task: int) -> None:
        self._advance, self._task = advance, task

    def advance(self, steps: int = 1) -> None:
        """Move the bar on."""
        self._advance(self._task, steps)
