"""How is a connection made to the address that was looked at, and given up in time?"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpcore2

from paraph.adapters.http.addresses import resolved

if TYPE_CHECKING:
    import ssl


class Deadline(threading.local):
    """When the call that this thread makes has to be over, by the monotonic clock."""

    at = float("inf")

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Bound everything that the block reads and writes, all together."""
        self.at = time.monotonic() + seconds
        try:
            yield
        finally:
            del self.at

    def left(self, timeout: float | None) -> float:
        """Seconds that one step may take. Raises ReadTimeout where none are left."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the answer took too long")
        return left if timeout is None else min(timeout, left)


class _Stream(httpcore2.NetworkStream):
    """A connection whose every step ends when the call has to."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._deadline.left(timeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class PinnedNetwork(httpcore2.SyncBackend):
    """Connects to what a name stands for at this moment, if that may be called. TLS still checks the name."""

    def __init__(self, deadline: Deadline, *, is_inside: bool) -> None:
        self._deadline = deadline
        self._is_inside = is_inside

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:  # fmt: skip
        """Try the addresses one after the other. Raises HttpError, or what httpcore2 does."""
        *others, last = resolved(host, port, is_inside=self._is_inside)
        for address in others:
            try:
                return self._connected(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return self._connected(last, port, timeout, local_address, socket_options)

    def _connected(
        self, address: str, port: int, timeout: float | None, local: str | None,
        options: Iterable[httpcore2.SOCKET_OPTION] | None,
    ) -> httpcore2.NetworkStream:  # fmt: skip
        made = super().connect_tcp(address, port, self._deadline.left(timeout), local, options)
        return _Stream(made, self._deadline)
