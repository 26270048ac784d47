"""Is an append refused or kept whole when a call to the disk fails?

Two ways: a limit on the size of files, at which the system writes a part and then refuses (short write, disk full);
and, where `strace` is at hand, an error from each system call of an append in turn, or a kill at it.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from campaign._log import body, flaws, opened
from campaign.kill_writers import told
from campaign.outcome import Outcome
from paraph.core.errors import ReadError

WHAT = "an append is refused or kept whole when the disk fails"
RUNS = 400
_CALLS = (
    "pwrite64", "fdatasync", "fsync", "openat", "write", "rename", "ftruncate", "fallocate", "pread64", "fcntl",
    "flock", "mmap", "unlink", "newfstatat",
)  # fmt: skip
_FAULTS = ("error=EIO", "error=ENOSPC", "signal=KILL")


def run(runs: int, seed: int) -> Outcome:
    """Half of the runs with a limit on files, half with failing calls."""
    draw = random.Random(seed)
    limited = [draw.randrange(0, 30_000) for _ in range(max(1, runs // 2))]
    failures = _with_limits(limited)
    if not shutil.which("strace"):
        return Outcome(len(limited), tuple(failures), "no strace here: no single call was made to fail")
    counts = dict[str, int]()
    with tempfile.TemporaryDirectory() as name:
        for call, fault, place in _some(list(_faults(Path(name))), runs // 2, draw):
            outcome, found = _with_fault(Path(name), call, fault, place)
            counts[outcome] = counts.get(outcome, 0) + 1
            failures += [f"{call} {place} {fault}: {flaw}" for flaw in found]
    notes = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
    return Outcome(len(limited) + sum(counts.values()), tuple(failures), f"failing calls: {notes}")


def _with_limits(limits: list[int]) -> list[str]:
    """In a process of its own: the limit is one of the process."""
    with tempfile.TemporaryDirectory() as name:
        opened(Path(name), may_create=True).close()
        words = [sys.executable, "-m", "campaign.failing_disk", "limits", name, *map(str, limits)]
        done = subprocess.run(words, check=False, cwd=Path(__file__).parents[1], capture_output=True, text=True)
        acknowledged, receipts = told(Path(name))
        trouble = [f"the writer ended with {done.returncode}: {done.stderr[-300:]}"] if done.returncode else []
        return trouble + flaws(Path(name), acknowledged, receipts)


def appended_at_limits(folder: Path, limits: list[int]) -> int:
    """Append with so many bytes left for the write-ahead log, then without a limit, with one ledger; how often it was
    refused."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    refused = 0
    with closing(opened(folder)) as log, (folder / "told").open("a", encoding="utf-8") as target:
        for number, left in enumerate(limits):
            resource.setrlimit(resource.RLIMIT_FSIZE, ((folder / "ledger.db-wal").stat().st_size + left, hard))
            lines = []
            try:
                names = [f"limited-{number}-{part}" for part in range(1 + number % 9)]
                lines = [f"ack {receipt.index} {name}\n" for receipt, name in
                         zip(log.record([body(name) for name in names]), names, strict=True)]  # fmt: skip
            except ReadError:
                refused += 1
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
            (free,) = log.record([body(f"free-{number}")])
            target.writelines([*lines, f"ack {free.index} free-{number}\n"])
            target.write(f"receipt {free.index} {free.text().replace(chr(10), '|')}\n")
    return refused


def _faults(folder: Path) -> Iterator[tuple[str, str, int]]:
    """Each call of an append with each fault."""
    opened(folder, may_create=True).close()
    trace = folder / "trace"
    _traced(folder, ["-e", f"trace={','.join(_CALLS)}", "-o", str(trace)])
    counts = dict[str, int]()
    for line in trace.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"(?:\d+ +)?(\w+)\(", line):
            counts[found[1]] = counts.get(found[1], 0) + 1
    for call, count in counts.items():
        for place in range(1, count + 1):
            for fault in _FAULTS:
                yield call, fault, place


def _some(faults: list[tuple[str, str, int]], most: int, draw: random.Random) -> list[tuple[str, str, int]]:
    return faults if len(faults) <= most else draw.sample(faults, most)


def _with_fault(folder: Path, call: str, fault: str, place: int) -> tuple[str, list[str]]:
    (folder / "told").unlink(missing_ok=True)
    code = _traced(folder, ["-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={place}"])
    acknowledged, receipts = told(folder)
    outcome = "killed" if code < 0 else {0: "recorded", 3: "refused"}.get(code, "crashed")
    trouble = [f"the writer ended with {code}"] if outcome == "crashed" else []
    return outcome, trouble + flaws(folder, acknowledged, receipts)


def _traced(folder: Path, options: list[str]) -> int:
    """The exit status of a writer of which strace takes hold when it is ready to append."""
    words = [sys.executable, "-m", "campaign.failing_disk", "append", str(folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(words, cwd=Path(__file__).parents[1], **pipes) as writer:  # type: ignore[call-overload]
        writer.stdout.readline()
        watch = subprocess.Popen(["strace", "-f", "-p", str(writer.pid), *options], stderr=subprocess.PIPE, text=True)
        with watch:
            assert watch.stderr is not None
            if "attached" not in watch.stderr.readline():
                writer.kill()
                raise RuntimeError("strace could not take hold of the writer")
            writer.communicate(b"go\n", timeout=60)
            watch.wait(60)
    return int(writer.returncode)


def append_when_told(folder: Path) -> None:
    """Append twice, with a receipt, and say what was acknowledged; 3 where something was refused."""
    status = 0
    with closing(opened(folder)) as log:
        log.checkpoint()
        target = os.open(folder / "told", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        acknowledged = list[str]()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        for number in range(2):
            name = f"{os.getpid()}-{number}"
            try:
                (receipt,) = log.record([body(name)])
                acknowledged.append(f"ack {receipt.index} {name}\n")
                acknowledged.append(f"receipt {receipt.index} {receipt.text().replace(chr(10), '|')}\n")
            except ReadError:
                status = 3
    try:
        with os.fdopen(target, "w", encoding="utf-8") as file:
            file.writelines(acknowledged)
    except OSError:  # what nobody could be told was not acknowledged
        status = 3
    sys.exit(status)


if __name__ == "__main__":
    what, where, *numbers = sys.argv[1:]
    if what == "limits":
        sys.stdout.write(f"{appended_at_limits(Path(where), [int(number) for number in numbers])} refused\n")
    else:
        append_when_told(Path(where))
