"""Do web and workers stop together, and is it told what a worker died of?"""

from __future__ import annotations

import os
import signal
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from paraph.cli import serving
from paraph.cli.serving import Worker, at_signals, serve_all


class Web:
    """Stands in for the web: serves until it should exit."""

    def __init__(self) -> None:
        self.should_exit = False
        self.force_exit = False
        self.began = Event()

    def run(self, sockets: list[Any]) -> None:
        self.began.set()
        pause = Event()
        while not self.should_exit:
            pause.wait(0.005)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    made = Web()
    monkeypatch.setattr("paraph.web.app.create_app", lambda _: None)
    monkeypatch.setattr("paraph.web.run.web_server", lambda *_: made)
    return made


def serve(work: Any, monkeypatch: pytest.MonkeyPatch, *, has_worker: bool = True) -> None:
    monkeypatch.setattr("paraph.worker.run.work", work)
    server: Any = SimpleNamespace(office=SimpleNamespace(tell=lambda *_, **__: None))
    serve_all(server, None, lambda: None, has_worker=has_worker)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_both(web: Web, monkeypatch: pytest.MonkeyPatch, kind: int) -> None:
    finished: list[bool] = []

    def work(_: Any, stop: Event) -> None:
        assert web.began.wait(15)
        os.kill(os.getpid(), kind)
        assert stop.wait(15)
        finished.append(web.should_exit)

    before = signal.getsignal(signal.SIGTERM)
    serve(work, monkeypatch)
    assert finished == [True]
    assert not web.force_exit
    assert signal.getsignal(signal.SIGTERM) is before


def test_what_a_worker_dies_of_stops_the_web_and_is_raised(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    def work(*_: Any) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        serve(work, monkeypatch)
    assert web.should_exit


def test_without_a_worker_nothing_works(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.should_exit = True
    serve(None, monkeypatch, has_worker=False)
    assert web.began.is_set()


def test_a_worker_that_never_began_is_finished() -> None:
    worker = Worker(None, Event(), lambda: None)  # type: ignore[arg-type]
    worker.finish()
    assert worker.ident is None


def test_signals_are_as_before_afterwards() -> None:
    seen: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    with at_signals(lambda: seen.append(1)):
        os.kill(os.getpid(), signal.SIGINT)
    assert seen == [1]
    assert signal.getsignal(signal.SIGINT) is before
    assert serving.__doc__
