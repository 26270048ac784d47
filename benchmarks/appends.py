"""How many notes a second does one server take through HTTP, each durable and answered with its receipt?

64 connections, one process, SQLite. Beside it stand plain inserts of the same bytes by `sqlite3` with the same settings
(WAL, FULL), one commit each and 64 to a commit, in turns with ours.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import NamedTuple

from benchmarks.asking import Answered, percentile, request, together
from benchmarks.ledger import plain_log, some_entries
from benchmarks.row import Row, Setting, number, spread, within
from benchmarks.served import Served, serving
from benchmarks.timing import Sample
from paraph.ports.accounts import Token
from paraph.ports.ledger import Row as Kept
from paraph.web.sessions import digest_of
from paraph.wiring.serve import open_server
from paraph.wiring.server_setup import Told, config_of

CONNECTIONS, NOTES = 64, 8_000
LEAST_RATE, MOST_MILLISECONDS = 2_000, 100
SECRET = "paraph_benchmarks-benchmarks-benchmarks-0000"
_DAY = 86_400


class Measured(NamedTuple):
    """Notes a second and the milliseconds of the slowest hundredth, round by round; and whether every receipt names
    another place, with none left out."""

    rates: Sample
    slow: Sample
    is_gapless: bool


def let_in(folder: Path, database: str | None = None) -> None:
    """Make the data of a server, with a token that may leave notes."""
    with (folder / "made.log").open("w", encoding="utf-8") as log:
        config = config_of(Told(data=str(folder / "data"), database=database), 8080)
        with open_server(config, stream=log) as server:
            now = server.office.clock()
            token = Token(digest_of(SECRET), "benchmarks", ("records",), (), "nobody", now, now + _DAY)
            server.office.log.record((), (), [Kept(token)])


def notes(served: Served, many: int) -> list[bytes]:
    """Requests that leave notes."""
    headers = {"host": served.host, "authorization": f"Bearer {SECRET}", "content-type": "application/json"}
    body = json.dumps({"text": "deployed build 1234 to production, region one, by the robot of releases"}).encode()
    return [request("POST", "/api/v1/log/notes", headers, body)] * many


def indexes(answers: list[Answered]) -> list[int]:
    """The places of the receipts. Raises RuntimeError where something was not taken."""
    refused = [each for each in answers if each.status not in {200, 201}]
    if refused:
        raise RuntimeError(f"{len(refused)} were refused: {refused[0].status} {refused[0].body[:200]!r}")
    return [int(json.loads(each.body)["index"]) for each in answers]


def measured(folder: Path, rounds: int, many: int) -> tuple[Measured, Sample, Sample]:
    """Ours, and plain inserts one by one and in groups, in turns."""
    rates, slow, places = list[float](), list[float](), list[int]()
    ones, groups = list[float](), list[float]()
    let_in(folder)
    with serving(folder) as served, closing(plain_log(folder / "raw.db")) as raw:
        together(served.port, CONNECTIONS, notes(served, 500))
        number_, entries = count(), some_entries(many)
        for _ in range(rounds):
            began = time.perf_counter()
            answers = together(served.port, CONNECTIONS, notes(served, many))
            rates.append(many / (time.perf_counter() - began))
            slow.append(percentile((each.whole for each in answers), 0.99) * 1000)
            places += indexes(answers)
            few = entries[: many // 4]
            began = time.perf_counter()
            for body in few:
                raw.execute("INSERT INTO entries VALUES (?, ?)", (next(number_), body))
            ones.append(len(few) / (time.perf_counter() - began))
            began = time.perf_counter()
            for start in range(0, many, CONNECTIONS):
                raw.execute("BEGIN IMMEDIATE")
                raw.executemany(
                    "INSERT INTO entries VALUES (?, ?)",
                    [(next(number_), body) for body in entries[start : start + CONNECTIONS]],
                )
                raw.execute("COMMIT")
            groups.append(many / (time.perf_counter() - began))
    is_gapless = sorted(places) == [*range(min(places), min(places) + rounds * many)]
    return Measured(Sample(rates), Sample(slow), is_gapless), Sample(ones), Sample(groups)


def figures(setting: Setting) -> Iterator[Row]:
    """Notes a second, the slowest hundredth, and the peers."""
    rounds, many = (2, 500) if setting.quick else (7, NOTES)
    with tempfile.TemporaryDirectory() as name:
        ours, ones, groups = measured(Path(name), rounds, many)
    rate = ours.rates.median
    what = f"notes by HTTP, {CONNECTIONS} connections, SQLite, durable, {'gapless' if ours.is_gapless else 'WITH GAPS'}"
    is_met = rate >= LEAST_RATE and ours.is_gapless
    peer = f"plain inserts {number(ones.median)}/s"
    yield Row(what, f"{number(rate)}/s", peer, rate / ones.median, f"≥ {LEAST_RATE:,}/s", is_met, spread(ours.rates))
    peer = f"plain inserts by {CONNECTIONS}: {number(groups.median)}/s"
    yield Row("the same beside groups", f"{number(rate)}/s", peer, rate / groups.median, "shown", None, spread(groups))
    yield within("the slowest hundredth of them", ours.slow, MOST_MILLISECONDS, "ms")
