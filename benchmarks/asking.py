"""How is a server asked by many at once, without taking its processors away?

One process, one thread, uvloop, no HTTP library: a request is bytes made before, an answer is read as far as its
length says.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import NamedTuple

import uvloop


class Answered(NamedTuple):
    """The status of an answer, its body, the seconds until its first byte and until its last, and when it was asked."""

    status: int
    body: bytes
    first: float
    whole: float
    at: float


def request(method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    """The bytes of a request of HTTP/1.1."""
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    if body or method != "GET":
        lines.append(f"content-length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


class Connection:
    """One connection that is kept open; whoever has it asks one thing after the other."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, asked: bytes) -> Answered:
        """One answer; a connection that the server has closed meanwhile is made again, once."""
        try:
            return await self._asked(asked)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.close()
            return await self._asked(asked)

    async def _asked(self, asked: bytes) -> Answered:
        began = time.perf_counter()
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port, limit=1 << 20)
        reader, writer = self._streams
        writer.write(asked)
        head = await reader.readuntil(b"\r\n\r\n")
        first = time.perf_counter() - began
        status, headers = _read_head(head)
        if headers.get(b"transfer-encoding") == b"chunked":
            body = await _chunked(reader)
        else:
            body = await reader.readexactly(int(headers.get(b"content-length", b"0")))
        whole = time.perf_counter() - began
        if headers.get(b"connection") == b"close":
            self.close()
        return Answered(status, body, first, whole, began)

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def _read_head(head: bytes) -> tuple[int, dict[bytes, bytes]]:
    first, *lines = head.split(b"\r\n")
    pairs = (line.partition(b":") for line in lines if line)
    return int(first.split(b" ", 2)[1]), {name.lower(): value.strip().lower() for name, _, value in pairs}


async def _chunked(reader: asyncio.StreamReader) -> bytes:
    found = []
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        found.append((await reader.readexactly(size + 2))[:-2])
    await reader.readuntil(b"\r\n")
    return b"".join(found)


def together(port: int, connections: int, asked: Iterable[bytes]) -> list[Answered]:
    """Ask all of it over so many connections, each with the next as soon as it has its answer."""
    left = iter(asked)

    async def one(answers: list[Answered]) -> None:
        connection = Connection(port)
        for each in left:
            answers += [await connection.ask(each)]
        connection.close()

    return _run(lambda answers: asyncio.gather(*(one(answers) for _ in range(connections))))


def paced(port: int, users: int, every: float, seconds: float, asked: Callable[[int, int], bytes]) -> list[Answered]:
    """So many users for so many seconds, each with a request `every` seconds, spread evenly; `asked` gives the request
    of a user's turn. An answer that is late delays its user's next request, and is counted in full."""

    async def one(user: int, answers: list[Answered]) -> None:
        connection = Connection(port)
        start = time.perf_counter() + every * user / users
        for turn in range(int(seconds / every)):
            await asyncio.sleep(max(0.0, start + turn * every - time.perf_counter()))
            answers.append(await connection.ask(asked(user, turn)))
        connection.close()

    return _run(lambda answers: asyncio.gather(*(one(user, answers) for user in range(users))))


def _run(work: Callable[[list[Answered]], Awaitable[object]]) -> list[Answered]:
    answers: list[Answered] = []

    async def whole() -> None:
        await work(answers)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(whole())
    return answers


def percentile(values: Iterable[float], part: float) -> float:
    """The value that so large a part of them does not exceed."""
    found = sorted(values)
    return found[min(len(found) - 1, max(0, round(part * len(found)) - 1))]
