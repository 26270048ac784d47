"""How is a program run that may ask its user something: a passphrase, a PIN, a touch?"""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from paraph.adapters.process.run import executable, not_started, printable
from paraph.core.errors import Problem, ReadError

LONGEST_PAUSE_SECONDS = 0.05
TROUBLE_BYTES = 1 << 14


class Ended(NamedTuple):
    """The exit status (negative for a signal), and what the program said unless its user saw it on a terminal."""

    status: int
    trouble: str


def run_attended(program: str, arguments: list[str], environment: Mapping[str, str], seconds: float) -> Ended:
    """Run a program with the user's terminal as its input, whatever this process reads; it sees exactly `environment`.

    Its words go to the terminal, where this process has one for errors, and are kept otherwise; its output is
    dropped. Raises ReadError when it cannot be started or takes longer than `seconds`.
    """
    path = executable(program)
    with tempfile.TemporaryFile() as kept, open(os.devnull, "r+b") as nothing, _terminal(nothing.fileno()) as terminal:
        streams = (terminal, nothing.fileno(), 2 if os.isatty(2) else kept.fileno())
        actions = [(os.POSIX_SPAWN_DUP2, stream, place) for place, stream in enumerate(streams)]
        try:
            pid = os.posix_spawn(path, [program, *arguments], environment, file_actions=actions)
        except (OSError, ValueError) as error:
            raise not_started(program, path, error) from error
        status = _ended(pid, program, seconds)
        kept.seek(0)
        return Ended(status, printable(kept.read(TROUBLE_BYTES)))


@contextmanager
def _terminal(otherwise: int) -> Iterator[int]:
    """The terminal that controls this process, or `otherwise`; programs ask only where their input is one."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        yield otherwise
        return
    try:
        yield terminal
    finally:
        os.close(terminal)


def _ended(pid: int, program: str, seconds: float) -> int:
    """Wait for a child, and leave none behind however the waiting ends."""
    until, pause = time.monotonic() + seconds, 0.001
    try:
        while time.monotonic() < until:
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                pid = 0
                return os.waitstatus_to_exitcode(status)
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
    finally:
        if pid:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    raise ReadError(
        Problem("P0517", f"{program} did not end in {seconds:g} seconds", "answer what it asks, or try again")
    )
