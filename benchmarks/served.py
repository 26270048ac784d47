"""How is a real server started for a figure, asked, and stopped?"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import NamedTuple
from urllib.request import HTTPCookieProcessor, build_opener

from benchmarks.timing import NOT_PASSED_ON

TESTS = Path(__file__).parents[1] / "tests"
"""Where the stand-ins for the forges are."""
_ANNOUNCED = re.compile(r"Paraph is at (http://\S+?)(?:; log in once, within the hour: (http://\S+))?\n")
_READY_SECONDS = 60.0


class Served(NamedTuple):
    """A server that runs: its process, its address, and a link that logs in once (empty for none)."""

    pid: int
    address: str
    link: str

    @property
    def host(self) -> str:
        """What browsers say as Host."""
        return self.address.partition("://")[2]

    @property
    def port(self) -> int:
        """Where it listens on 127.0.0.1."""
        return int(self.host.rpartition(":")[2])

    def resident(self) -> float:
        """The MiB of memory that it holds itself now; Linux tells."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def cpu(self) -> float:
        """The seconds of processor that it has used, with the programs that it started and waited for."""
        words = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, words[11:15])) / os.sysconf("SC_CLK_TCK")

    def cookie(self) -> str:
        """The header of whoever the link logs in, by that link."""
        jar = CookieJar()
        with build_opener(HTTPCookieProcessor(jar)).open(self.link, timeout=30) as answer:
            answer.read()
        return "; ".join(f"{each.name}={each.value}" for each in jar)


def environment(home: Path) -> Mapping[str, str]:
    """That of whoever has nothing set up."""
    given = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
    return {**given, "HOME": str(home), "XDG_STATE_HOME": f"{home}/state", "GIT_CONFIG_NOSYSTEM": "1"}


@contextmanager
def serving(folder: Path, *words: str, log: str = "server") -> Iterator[Served]:
    """`paraph serve` at a free port, with its data and its log below a folder, until this ends."""
    told, said = folder / f"{log}.log", folder / f"{log}.out"
    command = [_program(), "serve", "--port", "0", "--data", str(folder / "data"), *words]
    with told.open("wb") as errors, said.open("wb") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors, env=environment(folder)
        )  # fmt: skip
    try:
        yield _announced(process, said, told)
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _program() -> str:
    beside = Path(sys.executable).with_name("paraph")
    return str(beside) if beside.exists() else shutil.which("paraph") or "paraph"


def _announced(process: subprocess.Popen[bytes], said: Path, log: Path) -> Served:
    end = time.monotonic() + _READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if found := _ANNOUNCED.search(said.read_text()):
            return Served(process.pid, found[1].rstrip(";"), found[2] or "")
        time.sleep(0.01)
    raise RuntimeError(f"the server did not start: {log.read_text()[-2_000:]}")
