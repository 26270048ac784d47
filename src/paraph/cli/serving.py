"""How do web and workers run in one process, and stop together without losing anything?"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket

    from paraph.wiring.serve import Server


def serve_all(server: Server, listening: socket.socket, on_ready: Callable[[], None], *, has_worker: bool) -> None:
    """Answer at a socket, and do jobs, until SIGTERM or SIGINT; then answer what was asked and finish what is in hand.
    A second signal does not wait for answers. What a worker dies of is raised here."""
    from paraph.web.app import create_app
    from paraph.web.run import web_server

    stop = Event()
    web = web_server(create_app(server), on_ready, server.office.tell)
    worker = Worker(server, stop, lambda: setattr(web, "should_exit", True))

    def leave() -> None:
        web.force_exit = stop.is_set()
        web.should_exit = True
        stop.set()

    with at_signals(leave):
        if has_worker:
            worker.start()
        try:
            web.run(sockets=[listening])
        finally:
            stop.set()
            worker.finish()


class Worker(Thread):
    """Does the jobs beside the web; `on_end` is called when it stops, whyever."""

    def __init__(self, server: Server, stop: Event, on_end: Callable[[], Any]) -> None:
        super().__init__(name="worker", daemon=True)
        self._server, self._stop_event, self._on_end = server, stop, on_end
        self._error: BaseException | None = None

    def run(self) -> None:
        """Work until told to stop."""
        from paraph.worker.run import work

        try:
            work(self._server, self._stop_event)
        except BaseException as error:  # noqa: BLE001 - it is raised where the process ends
            self._error = error
        finally:
            self._on_end()

    def finish(self) -> None:
        """Wait for what is in hand; raises what it died of."""
        if self.ident is not None:
            self.join()
        if self._error is not None:
            raise self._error


@contextmanager
def at_signals(leave: Callable[[], None]) -> Iterator[None]:
    """Call `leave` at each SIGTERM and SIGINT, as long as this lasts."""
    kinds = (signal.SIGTERM, signal.SIGINT)
    before = {kind: signal.signal(kind, lambda *_: leave()) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
