"""Is every job known by its name, and what is periodic done as often as the configuration says?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

from office import make_bureau, server_config
from paraph.ports.jobs import Handler
from paraph.worker.run import handlers_of, periodic, work

NAMED = {
    "attend", "settle", "show", "ask", "notify", "comment", "merge_group", "deployment", "people", "protection",
    "repositories", "reconcile", "escalate",
}  # fmt: skip


class Runner:
    """Takes down what it is asked to do."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}

    def run(self, handlers: Mapping[str, Handler], stop: Event, **how: Any) -> None:
        self.asked = {"handlers": set(handlers), "stop": stop, **how}


def test_a_worker_knows_every_job(tmp_path: Path) -> None:
    with make_bureau(tmp_path, config=server_config(tmp_path, reconcile_seconds=60)) as bureau:
        runner, stop = Runner(), Event()
        server: Any = SimpleNamespace(office=bureau.office, jobs=runner)
        work(server, stop, 3)
        assert runner.asked["handlers"] >= NAMED
        assert (runner.asked["stop"], runner.asked["threads"]) == (stop, 3)
        assert runner.asked["every"]["reconcile"] == 60.0
        assert runner.asked["every"].keys() <= runner.asked["handlers"]
        assert [each.event for each in bureau.told] == ["worker_started", "worker_stopped"]
        assert periodic(server, {}) == {}
        assert handlers_of(server).keys() == runner.asked["handlers"]
