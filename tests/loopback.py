"""A server on loopback whose every answer is written by the test, and that keeps what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Asked(NamedTuple):
    """One request; names of headers are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Answer(NamedTuple):
    """What comes back: `raw` in the place of everything, where it is given."""

    status: int = 200
    headers: Mapping[str, str] = {}
    body: bytes = b""
    raw: bytes | None = None


class Loopback:
    """A running server."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.port = port
        self.asked: list[Asked] = []
        self.connections = 0


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that goes away early is nothing to print."""


@contextmanager
def answering(answer: Callable[[Asked], Answer]) -> Iterator[Loopback]:
    """Serve what the function says, on a port that the system chooses. The test needs `enable_socket`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            loopback.connections += 1

        def parse_request(self) -> bool:
            if not super().parse_request():
                return False
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            asked = Asked(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            loopback.asked.append(asked)
            self.give(answer(asked))
            return False

        def give(self, given: Answer) -> None:
            if given.raw is not None:
                self.wfile.write(given.raw)
                self.close_connection = True
                self.wfile.flush()
                return
            self.send_response_only(given.status)
            for name, value in given.headers.items():
                self.send_header(name, value)
            if given.status not in {204, 304}:
                self.send_header("content-length", str(len(given.body)))
            self.end_headers()
            self.wfile.write(b"" if given.status in {204, 304} else given.body)
            self.wfile.flush()

    server = _Server(("127.0.0.1", 0), Handler)
    loopback = Loopback(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield loopback
    finally:
        server.shutdown()
        server.server_close()
