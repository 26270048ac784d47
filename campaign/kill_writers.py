"""Is anything lost that was acknowledged when a writer is killed in the middle of its work?

A process with eight threads records and asks for receipts as fast as it can, and writes down what it was told; it is
killed (SIGKILL) at a random moment, another goes on with the same log. In the end everything it wrote down must hold.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from campaign._log import body, flaws, opened
from campaign.outcome import Outcome

WHAT = "no acknowledged entry is lost, doubled or unproven when a writer is killed"
RUNS = 200
_THREADS = 8
_MOST_SECONDS = 0.15


def run(runs: int, seed: int) -> Outcome:
    """Kill a writer so many times, and look at the log after each ten."""
    draw, failures = random.Random(seed), list[str]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        opened(folder, may_create=True).close()
        for number in range(runs):
            _killed(folder, number, draw.uniform(0, _MOST_SECONDS))
            if number % 10 == 9 or number == runs - 1:
                acknowledged, receipts = told(folder)
                failures += [f"after kill {number}: {flaw}" for flaw in flaws(folder, acknowledged, receipts)]
    return Outcome(runs, tuple(failures), f"{len(acknowledged):,} acknowledged, {len(receipts):,} receipts")


def _killed(folder: Path, number: int, seconds: float) -> None:
    command = [sys.executable, "-m", "campaign.kill_writers", str(folder), str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]) as writer:
        assert writer.stdout is not None
        if writer.stdout.readline() != b"ready\n":
            raise RuntimeError("the writer did not begin")
        time.sleep(seconds)
        writer.kill()


def told(folder: Path) -> tuple[dict[int, str], dict[int, str]]:
    """What all writers were told: names by index, receipts by index. A line that was cut off was not told."""
    acknowledged, receipts = dict[int, str](), dict[int, str]()
    for line in _lines(folder / "told"):
        kind, index, text = line.split(" ", 2)
        if kind == "ack":
            acknowledged[int(index)] = text
        else:
            receipts[int(index)] = text.replace("|", "\n")
    return acknowledged, receipts


def _lines(path: Path) -> Iterator[str]:
    content = path.read_text(encoding="utf-8") if path.exists() else ""
    yield from (line for line in content.split("\n")[:-1] if line)


def write_until_killed(folder: Path, number: int) -> None:
    """What the writer does; each line is handed to the system whole before anything else happens."""
    log = opened(folder)
    target = os.open(folder / "told", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def work(thread: int) -> None:
        for turn in range(1_000_000):
            name = f"{number}-{thread}-{turn}"
            (receipt,) = log.record([body(name)])
            os.write(target, f"\nack {receipt.index} {name}\n".encode())
            if turn % 7 == thread % 7:
                os.write(target, f"\nreceipt {receipt.index} {receipt.text().replace(chr(10), '|')}\n".encode())

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    write_until_killed(Path(sys.argv[1]), int(sys.argv[2]))
