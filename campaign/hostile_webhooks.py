"""Does a running server stay small, quick and whole when webhooks come in that nobody sends by mistake?

Each round sends every case of `tests/hostile_webhooks.py` by real HTTP, and a few requests that are none. The memory of
the process is looked at before the first round and after each.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from campaign.outcome import Outcome

WHAT = "a hostile webhook is refused or does nothing, and costs a running server little"
RUNS = 2_000
"""Requests."""
MOST_GROWTH = 64 << 20
MOST_SECONDS = 5.0
_TESTS = Path(__file__).parents[1] / "tests"
_HEAD = b"POST /hooks/github HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"
RAW: dict[str, bytes] = {
    "two lengths": _HEAD + b"Content-Length: 5\r\nContent-Length: 50\r\n\r\n{}{}{",
    "length and chunks": _HEAD + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    "chunks that are none": _HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    "a chunk without end": _HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffff\r\n{}",
    "a length below nothing": _HEAD + b"Content-Length: -1\r\n\r\n{}",
    "a head without end": _HEAD + b"X-Long: " + b"a" * 200_000 + b"\r\n\r\n",
    "no HTTP": b"\x16\x03\x01" + bytes(500),
    "a body that never comes": _HEAD + b"Content-Length: 1000\r\n\r\n{}",
}


def run(runs: int, seed: int) -> Outcome:
    """Rounds until so many requests were sent; `seed` names the deliveries."""
    sys.path.insert(0, str(_TESTS))
    from gitbuild import isolated_environment

    before = dict(os.environ)
    with TemporaryDirectory() as home, TemporaryDirectory() as folder:
        os.environ.update(isolated_environment(Path(home)))
        try:
            return _rounds(Path(folder), runs, seed)
        finally:
            os.environ.clear()
            os.environ.update(before)


def _rounds(folder: Path, runs: int, seed: int) -> Outcome:
    from github_town import served, town
    from hostile_webhooks import TOKEN

    failures: list[str] = []
    done = number = 0
    longest = 0.0
    with town(folder) as there:
        there.configure()
        for name, secret in (("gitlab.token", "none"), ("gitlab.secret", TOKEN)):
            (folder / name).touch(0o600)
            (folder / name).write_text(secret)
        lab = {"kind": "gitlab", "url": "http://127.0.0.1:9", "token_file": "gitlab.token",
               "webhook_secret_file": "gitlab.secret"}  # fmt: skip
        with served(there, forges=[*there.forges(), lab]) as server:
            time.sleep(1)
            begun, entries = _memory(server.process.pid, "VmRSS"), len(there.entries())
            while done < runs:
                found, seconds = _round(server.url, seed + number)
                failures += found
                done, number, longest = done + len(RAW) + _cases(), number + 1, max(longest, seconds)
            grown, most = _memory(server.process.pid, "VmRSS") - begun, _memory(server.process.pid, "VmHWM") - begun
            failures += _changed(there, entries)
    failures += [f"it grew by {grown:,} bytes"] if grown > MOST_GROWTH else []
    failures += [f"a request took {longest:.1f} s"] if longest > MOST_SECONDS else []
    notes = f"{number} rounds; memory grew by {grown >> 20} MiB, at most {most >> 20}; the longest took {longest:.2f} s"
    return Outcome(done, tuple(failures), notes)


def _cases() -> int:
    from hostile_webhooks import hostile

    return sum(1 for _ in hostile())


def _round(url: str, number: int) -> tuple[list[str], float]:
    from github_town import send
    from hostile_webhooks import hostile

    failures, longest = [], 0.0
    for one in hostile(number):
        headers, body = one.make()
        began = time.monotonic()
        status = send(url, f"/hooks/{one.forge}", headers, body)
        longest = max(longest, time.monotonic() - began)
        # who forged too often is not read to the end any more; and some are not heard before the answer is there
        if status not in one.right | {429, 0 if len(body) > 1 << 20 else 429}:
            failures.append(f"{one.forge}: {one.name}: {status}")
    for name, content in RAW.items():
        if (status := _raw(url, content)) // 100 in (2, 5):
            failures.append(f"{name}: {status}")
    return failures, longest


def _raw(url: str, content: bytes) -> int:
    """Send bytes as they are; the status of the answer, 0 where there was none within a second."""
    parts = urlsplit(url)
    answer = b""
    with suppress(OSError), socket.create_connection(("127.0.0.1", parts.port or 80), timeout=1) as connection:
        connection.sendall(content % parts.netloc.encode() if b"%s" in content else content)
        answer = connection.recv(100)
    words = answer.split(b" ", 2)
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else 0


def _changed(there: Any, entries: int) -> list[str]:
    found = there.entries()[entries:]
    return [f"{each['kind']} was entered" for each in found if each["kind"] != "connected"]


def _memory(pid: int, what: str) -> int:
    """Bytes of a process, by the line of that name in proc(5)."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{what}:"))
