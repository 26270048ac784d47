"""How does the server call others, and only those it was told to?

One client serves all threads. It keeps connections open for each host, follows no redirect, sends no cookie, reads no
environment, and gives up what takes too long or is too large.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Any, NamedTuple
from weakref import finalize

import httpcore2

from paraph.adapters.http.addresses import Origin, Target, target_of
from paraph.adapters.http.network import Deadline, PinnedNetwork
from paraph.adapters.http.troubles import HttpError, unanswered
from paraph.core.attest.strict_json import parse_json
from paraph.core.errors import InputError, Problem

MOST_BYTES = 16 * 1024 * 1024
TIMEOUT = 15.0
MOST_CONNECTIONS = 32
_IDLE_SECONDS = 20.0
_CONNECT_SECONDS = 5.0


class Response(NamedTuple):
    """An answer, whatever its status. Names of headers are in lower case; those that came twice are joined by `, `."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as plain data (RFC 7493). Raises HttpError where it is something else."""
        try:
            return parse_json(self.body, what="the answer", max_bytes=len(self.body))
        except InputError as error:
            raise HttpError(Problem("P1264", f"{error}", "see whether a proxy answers instead")) from None


class HttpClient:
    """Calls the hosts of `allowed` (URLs of which scheme, host and port count) and no other.

    `inside` names hosts of the own network: only these may have addresses that are not public.
    """

    def __init__(
        self, allowed: Iterable[str], *, inside: Iterable[str] = (), timeout: float = TIMEOUT,
        most_bytes: int = MOST_BYTES,
    ) -> None:  # fmt: skip
        self._allowed = frozenset(target_of(url).origin for url in allowed)
        self._inside = frozenset(host.lower() for host in inside)
        self._timeout = timeout
        self._most_bytes = most_bytes
        self._deadline = Deadline()
        self._pools: dict[Origin, httpcore2.ConnectionPool] = {}
        self._lock = Lock()
        self.close = finalize(self, _close, self._pools)
        """Let go of all connections; happens by itself when the client is gone."""

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes = b"", *,
        timeout: float | None = None, most_bytes: int | None = None,
    ) -> Response:  # fmt: skip
        """Ask, and read the whole answer. `timeout` is in seconds, for all of it.

        Raises HttpError (a ReadError) for a host that is not allowed, no answer in time, or one that is too large. A
        GET is tried a second time where the connection turns out to be closed.
        """
        target = target_of(url)
        if target.origin not in self._allowed:
            fix = "name it in config.yaml, as it is written here"
            raise HttpError(Problem("P1265", f"{target.origin} is none of the hosts that may be called", fix))
        sent = {"host": _host_header(target.origin), "accept-encoding": "identity", **_lower(headers or {})}
        try:
            with self._deadline.within(timeout or self._timeout):
                return self._sent(method, target, sent, body, most_bytes or self._most_bytes)
        except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
            raise unanswered(str(target.origin), error) from None

    def _sent(self, method: str, target: Target, headers: dict[str, str], body: bytes, most: int) -> Response:
        try:
            return self._once(method, target, headers, body, most)
        except (httpcore2.RemoteProtocolError, httpcore2.ReadError):
            if method != "GET":
                raise
            return self._once(method, target, headers, body, most)

    def _once(self, method: str, target: Target, headers: dict[str, str], body: bytes, most: int) -> Response:
        origin = target.origin
        url = httpcore2.URL(scheme=origin.scheme, host=origin.host, port=origin.port, target=target.path)
        if body or method in {"POST", "PUT", "PATCH"}:
            headers = {**headers, "content-length": str(len(body))}
        left = self._deadline.left(None)
        timeouts = {"connect": min(_CONNECT_SECONDS, left), "read": left, "write": left, "pool": left}
        sent = [(name.encode("ascii"), value.encode()) for name, value in headers.items()]
        with self._pool(origin).stream(
            method, url, headers=sent, content=body or None, extensions={"timeout": timeouts}
        ) as answer:
            return Response(answer.status, _joined(answer.headers), _body(answer, most, str(origin)))

    def _pool(self, origin: Origin) -> httpcore2.ConnectionPool:
        with self._lock:
            if origin not in self._pools:
                network = PinnedNetwork(self._deadline, is_inside=origin.host in self._inside)
                self._pools[origin] = httpcore2.ConnectionPool(
                    max_connections=MOST_CONNECTIONS, keepalive_expiry=_IDLE_SECONDS, network_backend=network
                )
            return self._pools[origin]


def _close(pools: dict[Origin, httpcore2.ConnectionPool]) -> None:
    while pools:
        pools.popitem()[1].close()


def _body(answer: httpcore2.Response, most: int, whose: str) -> bytes:
    parts, size = [], 0
    for part in answer.iter_stream():
        size += len(part)
        if size > most:
            raise HttpError(Problem("P1267", f"the answer of {whose} is larger than {most:,} bytes", "ask for less"))
        parts.append(part)
    return b"".join(parts)


def _joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for raw, value in headers:
        name, text = raw.decode("ascii", "replace").lower(), value.decode("utf-8", "replace")
        found[name] = f"{found[name]}, {text}" if name in found else text
    return found


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _host_header(origin: Origin) -> str:
    shown = f"[{origin.host}]" if ":" in origin.host else origin.host
    is_usual = origin.port == {"http": 80, "https": 443}[origin.scheme]
    return shown if is_usual else f"{shown}:{origin.port}"
