"""Do two and three web processes on one PostgreSQL take more notes than one, and without a gap?

64 connections in all, spread over the processes; the database is that of the test wheel, on the same machine. Whoever
asks, the processes and the database share its processors: with two of them, a second process has little left to win.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.appends import CONNECTIONS, indexes, let_in, notes
from benchmarks.asking import Answered, together
from benchmarks.ledger import postgresql
from benchmarks.row import Row, Setting, number, spread
from benchmarks.served import Served, serving
from benchmarks.timing import Sample

LEAST_GAIN = 1.6
NOTES, MOST = 4_000, 3


def asked(servers: list[Served], many: int) -> list[Answered]:
    """Notes left at all of them at once; the client of each is a thread of its own."""
    answers: list[Answered] = []
    each = CONNECTIONS // len(servers)

    def ask(served: Served) -> None:
        answers.extend(together(served.port, each, notes(served, many // len(servers))))

    threads = [threading.Thread(target=ask, args=(served,)) for served in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def measured(folder: Path, url: str, rounds: int, many: int) -> tuple[dict[int, Sample], bool]:
    """Notes a second by how many processes took them, in turns, and whether their receipts have no gap."""
    let_in(folder, url)
    rates: dict[int, list[float]] = {count: [] for count in range(1, MOST + 1)}
    places: list[int] = []
    with ExitStack() as open_:
        servers = [
            open_.enter_context(serving(folder, "--database", url, "--no-worker", log=f"server-{place}"))
            for place in range(MOST)
        ]
        for served in servers:
            places += indexes(together(served.port, CONNECTIONS, notes(served, 200)))
        for _ in range(rounds):
            for count, found in rates.items():
                began = time.perf_counter()
                answers = asked(servers[:count], many)
                found.append(len(answers) / (time.perf_counter() - began))
                places += indexes(answers)
    is_gapless = sorted(places) == [*range(min(places), min(places) + len(places))]
    return {count: Sample(found) for count, found in rates.items()}, is_gapless


def figures(setting: Setting) -> Iterator[Row]:
    """Each number of processes, and what the second brings."""
    rounds, many = (1, 300) if setting.quick else (5, NOTES)
    with tempfile.TemporaryDirectory() as name, postgresql() as url:
        rates, is_gapless = measured(Path(name), url, rounds, many)
    gaps = "gapless" if is_gapless else "WITH GAPS"
    for count, rate in rates.items():
        gain = rate.median / rates[1].median
        what = f"notes by HTTP, PostgreSQL, {count} web process{'es' if count > 1 else ''}, {gaps}"
        is_met = None if count != 2 else gain >= LEAST_GAIN and is_gapless
        reach = f"≥ {LEAST_GAIN:g} × one" if count == 2 else "shown"
        yield Row(what, f"{number(rate.median)}/s", f"one: {number(rates[1].median)}/s", gain, reach, is_met,
                  spread(rate))  # fmt: skip
