"""How is another program run? Without a shell, with a bounded time, output and environment, and never left behind."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from paraph.core.errors import Problem, ReadError

CHUNK_BYTES = 1 << 18
PIPE_BYTES = 1 << 20
F_SETPIPE_SZ = 1031
POLL_SECONDS = 0.5
GRACE_SECONDS = 0.2


class Limits(NamedTuple):
    """What one run may cost. `idle_seconds` bounds the wait for the next output, `seconds` the whole run."""

    seconds: float = 600.0
    idle_seconds: float = 120.0
    output_bytes: int | None = 1 << 28
    trouble_bytes: int = 1 << 14


class Outcome(NamedTuple):
    """How a run ended: the exit status (negative for a signal), its output, and what it said of trouble."""

    status: int
    output: bytes
    trouble: str


DEFAULT_LIMITS = Limits()


class Running:
    """A started program with pipes to its three streams; close it, or use it in a `with` block.

    Raises ReadError from every method when a limit is hit.
    """

    def __init__(self, name: str, pid: int, pipes: tuple[int, int, int], limits: Limits) -> None:
        self._name = name
        self.pid = pid
        self._input, self._output, self._trouble = pipes
        self._limits = limits
        self._outbox: list[memoryview] = []
        self._ends_after_outbox = False
        self._said = bytearray()
        self._read_bytes = 0
        self._started = time.monotonic()
        self._status: int | None = None
        self._poll = select.poll()
        self._poll.register(self._output, select.POLLIN | select.POLLHUP)
        self._poll.register(self._trouble, select.POLLIN | select.POLLHUP)
        os.set_blocking(self._input, False)

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def send(self, data: bytes, *, is_last: bool = False) -> None:
        """Queue input; it flows while output is received, so that neither side waits for the other."""
        if data:
            self._outbox.append(memoryview(data))
        self._ends_after_outbox = self._ends_after_outbox or is_last
        self._write()

    def receive(self) -> bytes:
        """The next piece of output, empty at its end."""
        waited_from = time.monotonic()
        while self._output >= 0:
            ready = dict(self._poll.poll(POLL_SECONDS * 1000))
            if self._input in ready:
                self._write()
            if self._trouble in ready:
                self._listen()
            if self._output in ready:
                return self._take()
            if not ready:
                self._check_time(waited_from)
        return b""

    def chunks(self) -> Iterator[bytes]:
        """The output in pieces as it comes."""
        while chunk := self.receive():
            yield chunk

    def finish(self, data: bytes = b"") -> Outcome:
        """Send the last input, read all output, wait for the end."""
        self.send(data, is_last=True)
        output = b"".join(self.chunks())
        return Outcome(self.wait(), output, self.trouble())

    def wait(self) -> int:
        """The exit status, once the output has ended."""
        if self._status is None:
            self._shut("_input")
            while self._trouble >= 0 and self._poll.poll(self._left_seconds() * 1000):
                self._listen()
            if self._trouble >= 0:
                raise self._failure("did not end in time")
            self._status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._status

    def age(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self._started

    def trouble(self) -> str:
        """What the program wrote to its error stream so far, safe to show."""
        return printable(bytes(self._said))

    def close(self) -> None:
        """End the program if it still runs, and free its pipes; harmless when repeated."""
        for stream in ("_input", "_output", "_trouble"):
            self._shut(stream)
        if self._status is None:
            self._status = self._end()

    def _end(self) -> int:
        until = time.monotonic() + GRACE_SECONDS
        while time.monotonic() < until:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.001)
        os.kill(self.pid, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _write(self) -> None:
        try:
            while self._outbox and self._input >= 0:
                count = os.write(self._input, self._outbox[0][:PIPE_BYTES])
                if count == len(self._outbox[0]):
                    del self._outbox[0]
                else:
                    self._outbox[0] = self._outbox[0][count:]
        except BlockingIOError:
            self._poll.register(self._input, select.POLLOUT)
            return
        except BrokenPipeError:
            self._outbox.clear()
            self._shut("_input")
            return
        if self._ends_after_outbox:
            self._shut("_input")
        elif self._input >= 0:
            self._forget(self._input)

    def _take(self) -> bytes:
        chunk = os.read(self._output, CHUNK_BYTES)
        self._read_bytes += len(chunk)
        if not chunk:
            self._shut("_output")
        elif self._limits.output_bytes is not None and self._read_bytes > self._limits.output_bytes:
            raise self._failure(f"answered with more than {self._limits.output_bytes} bytes")
        elif time.monotonic() - self._started > self._limits.seconds:
            raise self._failure(f"took longer than {self._limits.seconds:g} seconds")
        return chunk

    def _listen(self) -> None:
        chunk = os.read(self._trouble, CHUNK_BYTES)
        if not chunk:
            self._shut("_trouble")
        self._said += chunk[: max(0, self._limits.trouble_bytes - len(self._said))]

    def _check_time(self, waited_from: float) -> None:
        now = time.monotonic()
        if now - waited_from > self._limits.idle_seconds:
            raise self._failure(f"gave no answer for {self._limits.idle_seconds:g} seconds")
        if now - self._started > self._limits.seconds:
            raise self._failure(f"took longer than {self._limits.seconds:g} seconds")

    def _left_seconds(self) -> float:
        return max(0.0, min(self._limits.idle_seconds, self._limits.seconds - (time.monotonic() - self._started)))

    def _failure(self, what: str) -> ReadError:
        self.close()
        return ReadError(Problem("P0510", f"{self._name} {what}", "try again, or ask about a smaller change"))

    def _forget(self, descriptor: int) -> None:
        try:
            self._poll.unregister(descriptor)
        except KeyError:
            return

    def _shut(self, stream: str) -> None:
        descriptor: int = getattr(self, stream)
        if descriptor >= 0:
            self._forget(descriptor)
            os.close(descriptor)
            setattr(self, stream, -1)


def start(
    program: str, arguments: list[str], environment: Mapping[str, str], limits: Limits = DEFAULT_LIMITS
) -> Running:
    """Start a program found by `executable`; it sees exactly `environment`.

    Raises ReadError when it cannot be started.
    """
    path = executable(program)
    child_input, own_input = os.pipe()
    own_output, child_output = os.pipe()
    own_trouble, child_trouble = os.pipe()
    children = (child_input, child_output, child_trouble)
    widen(own_output)
    try:
        pid = os.posix_spawn(
            path,
            [program, *arguments],
            environment,
            file_actions=[(os.POSIX_SPAWN_DUP2, descriptor, place) for place, descriptor in enumerate(children)],
            setsigdef=[signal.SIGPIPE],
        )
    except (OSError, ValueError) as error:
        for descriptor in (own_input, own_output, own_trouble):
            os.close(descriptor)
        raise not_started(program, path, error) from error
    finally:
        for descriptor in children:
            os.close(descriptor)
    return Running(program, pid, (own_input, own_output, own_trouble), limits)


def not_started(program: str, path: str, error: Exception) -> ReadError:
    """What to raise for a program that is there but that the system does not start."""
    return ReadError(Problem("P0511", f"{program} could not be started: {error}", f"check {path}"))


def executable(program: str) -> str:
    """The absolute path of a program on PATH; relative entries of PATH are passed over.

    Raises ReadError when there is none.
    """
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, program)
        if os.path.isabs(folder) and os.access(path, os.X_OK):
            return path
    raise ReadError(Problem("P0511", f"{program} is not installed, or not on PATH", f"install {program}"))


def widen(descriptor: int) -> None:
    """Give a pipe room for a megabyte where the system allows it: fewer switches on long streams."""
    import fcntl  # not present on every system

    try:
        fcntl.fcntl(descriptor, F_SETPIPE_SZ, PIPE_BYTES)
    except OSError:
        return


def printable(said: bytes) -> str:
    """A program's words with everything that could move a cursor or hide text escaped."""
    text = said.decode("utf-8", "backslashreplace").strip()
    return "".join(c if c.isprintable() or c in "\n\t" else f"\\x{ord(c):02x}" for c in text)
