"""Is anything lost that was acknowledged when the power fails?

What a disk may hold afterwards: everything that was synced, and of what was written since, any 512 bytes as they were,
as they should be, or as zeros where the two differ. The states of the file and its write-ahead log are taken after
each acknowledged record. Between two of them SQLite writes to the log and syncs it; only then, at a checkpoint, it
writes to the file. So either the log is a mixture and the file old, or the log is new and the file a mixture.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from campaign._log import body, flaws, opened
from campaign.outcome import Outcome

WHAT = "no acknowledged entry is lost when the power fails"
RUNS = 20_000
_SECTOR = 512
_HEADER = 32
_MEMORY = "/dev/shm"  # the disk is made up, so that no real one needs to be waited for
_CUTS_A_STEP = 25
_CHECKPOINT_PAGES = 10


class State(NamedTuple):
    """What the disk held when a record had been acknowledged, and the names recorded by then."""

    file: bytes
    log: bytes
    second: bytes
    names: tuple[str, ...]


def run(runs: int, seed: int) -> Outcome:
    """So many cuts, a few at each step of logs with random records."""
    draw, failures, done, checkpoints = random.Random(seed), list[str](), 0, 0
    while done < runs:
        with tempfile.TemporaryDirectory(dir=_MEMORY if Path(_MEMORY).is_dir() else None) as name:
            before: State | None = None
            for after in _states(Path(name) / "log", draw):
                checkpoints += bool(before and before.file != after.file)
                for _ in range(min(_CUTS_A_STEP, runs - done) if before else 0):
                    found = _after_cut(Path(name) / "cut", before or after, after, draw)
                    failures += [f"cut {done}: {flaw}" for flaw in found]
                    done += 1
                before = after
    return Outcome(done, tuple(failures), f"{checkpoints:,} of the steps copied the write-ahead log into the file")


def _states(folder: Path, draw: random.Random) -> Iterator[State]:
    """The disk after each of forty records of one log, and after each checkpoint that was signed."""
    with closing(opened(folder, may_create=True)) as log:
        writer = log.database.writers.take()
        writer.driver.execute(f"PRAGMA wal_autocheckpoint={_CHECKPOINT_PAGES}")
        log.database.writers.give(writer)
        names: list[str] = []
        for step in range(40):
            more = [f"{step}-{number}" for number in range(draw.choice((1, 1, 1, 2, 5, 40)))]
            log.record([body(name) for name in more])
            names += more
            yield _state(folder, names)
            if step % 5 == 0:
                log.checkpoint()
                yield _state(folder, names)


def _state(folder: Path, names: Sequence[str]) -> State:
    second = folder / "second" / "checkpoint"
    return State(
        (folder / "ledger.db").read_bytes(), (folder / "ledger.db-wal").read_bytes(),
        second.read_bytes() if second.exists() else b"", tuple(names),
    )  # fmt: skip


def _after_cut(folder: Path, before: State, after: State, draw: random.Random) -> list[str]:
    is_copied = before.file != after.file and draw.random() < 0.5
    file = _mixed(before.file, after.file, draw) if is_copied else before.file
    # a log that begins anew has its header synced before any frame is written (sqlite3WalFrames, ticket ff5be73dee)
    old_log = after.log[:_HEADER] + before.log[_HEADER:]
    log = after.log if is_copied else _mixed(old_log, after.log, draw)
    (folder / "second").mkdir(parents=True, exist_ok=True)
    for path in [*folder.glob("ledger.db*"), *folder.glob("second/*")]:
        path.unlink()
    (folder / "ledger.db").write_bytes(file)
    (folder / "ledger.db-wal").write_bytes(log)
    if after.second:
        (folder / "second" / "checkpoint").write_bytes(after.second)  # it was durable before the log spoke of it
    return flaws(folder, dict(enumerate(after.names if is_copied else before.names)), {})


def _mixed(old: bytes, new: bytes, draw: random.Random) -> bytes:
    """Sectors of both; a few hold zeros where both differ, and only there: a write harms nothing beside it
    (https://www.sqlite.org/psow.html). As long as either."""
    length = draw.choice((len(old), len(new), max(len(old), len(new))))
    share, parts = draw.random(), list[bytes]()
    for at in range(0, length, _SECTOR):
        one, other = old[at : at + _SECTOR], new[at : at + _SECTOR]
        if one != other:
            torn = bytes(a if a == b else 0 for a, b in zip_longest(one, other))
            one = other if draw.random() < share else one if draw.random() < 0.8 else torn
        parts.append(one.ljust(_SECTOR, b"\0"))
    return b"".join(parts)[:length]
