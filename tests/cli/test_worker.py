"""Does `paraph worker` work until it is told to stop?"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from paraph.cli.main import main
from served import apart


def test_it_works_until_a_signal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apart(monkeypatch, tmp_path)
    asked: list[Any] = []

    def work(server: Any, stop: Event, threads: int) -> None:
        asked.append((server.office.config.url, threads))
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(15)

    monkeypatch.setattr("paraph.worker.run.work", work)
    words = ["--data", f"{tmp_path}/data", "--threads", "2", "--url", "https://paraph.example.test"]
    assert main(["worker", *words]) == 0
    assert asked == [("https://paraph.example.test", 2)]
