"""Is anything lost that was acknowledged, or done twice, when web, workers and the database die under load?

`paraph serve` and two `paraph worker` processes work on one database, SQLite and then PostgreSQL, beside a stand-in for
GitHub with a real repository and one for a mail server. People propose, push, answer and merge; their webhooks, notes
and reports of tests come in all the while. One process after the other is killed (SIGKILL), PostgreSQL now and then as
by a power cut, and the forge is down for a while. In the end all must stand as it would had nothing happened.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from campaign.outcome import Outcome

if TYPE_CHECKING:
    from github_town import Process, Town

WHAT = "nothing acknowledged is lost or done twice when web, workers and PostgreSQL are killed, and the forge is down"
RUNS = 60
"""Processes killed, half of them on SQLite and half on PostgreSQL."""
NAMES = ("web", "worker-1", "worker-2")
CRASHES_EVERY = 5
"""PostgreSQL dies once in so many kills."""
MOST_SECONDS = 4.0
DOWN_SECONDS = 20.0
PATIENCE_SECONDS = 300.0
SENDER = "paraph@example.test"
_TESTS = Path(__file__).parents[1] / "tests"


class Found(NamedTuple):
    """What came of one database."""

    failures: list[str]
    counts: dict[str, int]


def run(runs: int, seed: int) -> Outcome:
    """Half of the kills on each database."""
    sys.path.insert(0, str(_TESTS))
    from gitbuild import isolated_environment

    before = dict(os.environ)
    failures: list[str] = []
    notes: list[str] = []
    with TemporaryDirectory() as home:
        os.environ.update(isolated_environment(Path(home)))
        try:
            for name, kills, database in (("SQLite", (runs + 1) // 2, _no_server), ("PostgreSQL", runs // 2, _server)):
                with TemporaryDirectory(prefix="k") as folder, database() as server:
                    found = _tried(Path(folder), kills, Random(f"{seed} {name}"), server)
                failures += [f"{name}: {each}" for each in found.failures]
                notes.append(f"{name}: " + ", ".join(f"{count:,} {what}" for what, count in found.counts.items()))
        finally:
            os.environ.clear()
            os.environ.update(before)
    return Outcome(runs, tuple(failures), "; ".join(notes))


@contextmanager
def _no_server() -> Iterator[None]:
    yield None


@contextmanager
def _server() -> Iterator[Any]:
    from pytest_socket import enable_socket

    from postgres_server import running

    with running() as server:
        enable_socket()
        yield server


def _tried(folder: Path, kills: int, draw: Random, server: Any) -> Found:
    from adapters.notifiers.test_email import mailbox
    from campaign._load import Load
    from github_town import town, until

    with town(folder) as there, mailbox() as box, ExitStack() as open_:
        mail = {"kind": "email", "url": f"smtp://127.0.0.1:{box.port}", "sender": SENDER}
        config = there.configure(reconcile="3s", notify=[mail])
        _let_reports_in(there)
        house = House(there, config, server.new_database() if server else "")
        open_.callback(house.end)
        house.start()
        until(lambda: len(there.entries("genesis")) == 2, PATIENCE_SECONDS)
        load = Load(there, lambda: house.url, draw)
        load.begin()
        crashes = _killing(house, kills, draw, server)
        load.end()
        settled = _settled(load)
        failures = [] if settled else [f"it did not settle: {load.unsettled()[:5]}"]
        house.end()
        failures += load.flaws(box.mails)
        return Found(failures, {"kills": kills, "crashes of the database": crashes, **load.counts(box.mails)})


def _let_reports_in(there: Town) -> None:
    """What the server signs in the name of CI counts: its key is in the directory."""
    from office import PEOPLE
    from paraph.wiring.robot import robot

    key = robot(f"{there.folder}/data").public
    robots = f'robots:\n  - {{id: paraph, keys: [{{key: "{key}"}}]}}\n'
    there.work.commit("the robot of the server", {".paraph/people.yaml": PEOPLE + robots})


def _killing(house: House, kills: int, draw: Random, server: Any) -> int:
    crashes = 0
    for number in range(kills):
        time.sleep(draw.uniform(0.2, MOST_SECONDS))
        if number == kills // 2:
            house.town.fake.trouble = "down"
        if server is not None and number % CRASHES_EVERY == CRASHES_EVERY - 1:
            server.crash()
            crashes += 1
        house.killed(draw.choice(NAMES))
        if house.town.fake.trouble and number >= kills // 2 + 3:
            time.sleep(DOWN_SECONDS)
            house.town.fake.trouble = ""
    house.town.fake.trouble = ""
    return crashes


def _settled(load: Any) -> bool:
    from github_town import until

    return bool(until(lambda: not load.unsettled(), PATIENCE_SECONDS))


class House:
    """The processes of one server."""

    def __init__(self, there: Town, config: Path, database: str) -> None:
        self.town, self.url = there, ""
        self._words = ["--config", str(config), *(["--database", database] if database else [])]
        self._running: dict[str, Process] = {}
        self._begin: dict[str, Callable[[], Process]] = {
            "web": lambda: self._process("web", "serve", "--no-worker", "--port", "0", "--json"),
            "worker-1": lambda: self._process("worker-1", "worker", "--threads", "2"),
            "worker-2": lambda: self._process("worker-2", "worker", "--threads", "2"),
        }

    def _process(self, name: str, *words: str) -> Process:
        from github_town import Process

        return Process(self.town.folder, *words, *self._words, name=name)

    def start(self) -> None:
        """Everything; the web first, for it makes the tables."""
        for name in NAMES:
            self._started(name)

    def _started(self, name: str) -> None:
        for _ in range(5):
            process = self._running[name] = self._begin[name]()
            if name != "web":
                return
            self.url = process.ready()
            if self.url:
                return
            process.kill()  # the database may just have been starting
        raise RuntimeError(f"{process.trouble} {process.log.read_text()[-2_000:]}")

    def killed(self, name: str) -> None:
        """SIGKILL, and another in its place; a worker that died of the database is replaced, too."""
        self._running[name].kill()
        self._started(name)
        for other, process in [*self._running.items()]:
            if process.process.poll() is not None:
                process.kill()
                self._started(other)

    def end(self) -> None:
        """Stop what runs."""
        for process in self._running.values():
            process.stop()
        self._running.clear()


@contextmanager
def opened(there: Town) -> Iterator[Any]:
    """The log of the server, whoever else has it open."""
    from paraph.wiring.ledger import open_ledger

    with closing(open_ledger("", f"{there.folder}/data").ledger) as log:
        yield log
