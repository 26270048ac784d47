"""How is the web application served, and how does it stop without losing an answer?"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from paraph.core.errors import InputError, Problem
from paraph.web.measured import Measured

BACKLOG = 2_048
MOST_CONNECTIONS = 1_000
_IDLE_SECONDS = 15
_GRACE_SECONDS = 20
_HEADER_BYTES = 65_536


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens already, so that whoever calls while the server starts only waits. Port 0 takes a free
    one. Raises InputError where the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        made.close()
        why = getattr(error, "strerror", None) or str(error)
        fix = "name another --port, or --port 0 for a free one"
        raise InputError(Problem("P1249", f"nobody can listen at {host}:{port}: {why}", fix)) from None
    return made


class WebServer(uvicorn.Server):
    """Leaves the signals to whoever runs it, for workers stop with it; `on_ready` is called once it answers."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer, then say so."""
        await super().startup(sockets)
        self._on_ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing is captured here."""
        yield


class _Troubles(logging.Handler):
    """Hands what uvicorn complains of to the server's own log."""

    def __init__(self, tell: Callable[..., None]) -> None:
        super().__init__(logging.WARNING)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        """One line of it; of an error only its kind."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        self._tell("web_trouble", kind=kind, why=record.getMessage()[:300])


def web_server(app: Any, on_ready: Callable[[], None], tell: Callable[..., None]) -> WebServer:
    """The server of an application; `run(sockets=[…])` serves until `should_exit` is set, and then answers what was
    asked before that. Headers of proxies are not believed: what addresses us stands in the configuration."""
    log = logging.getLogger("uvicorn.error")
    log.propagate, log.handlers = False, [_Troubles(tell)]
    config = uvicorn.Config(
        Measured(app, tell),
        proxy_headers=False,
        forwarded_allow_ips="",
        server_header=False,
        access_log=False,
        log_config=None,
        ws="none",
        lifespan="on",
        backlog=BACKLOG,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        h11_max_incomplete_event_size=_HEADER_BYTES,
    )
    return WebServer(config, on_ready)
