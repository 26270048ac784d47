"""Does the web answer at a free port, and finish what was asked before it stops?"""

from __future__ import annotations

import logging
import socket
from contextlib import closing
from http.client import HTTPConnection
from threading import Event, Thread
from typing import Any

import pytest

from paraph.core.errors import InputError
from paraph.web.run import listen, web_server

pytestmark = pytest.mark.enable_socket


async def answer(scope: Any, receive: Any, send: Any) -> None:
    """Says which host and address it was asked by; `/slow` waits for the test."""
    if scope["type"] == "lifespan":
        return
    if scope["path"] == "/bug":
        raise ValueError("hunter2")
    body = f"{scope['scheme']} {scope['client'][0]}".encode()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})


def ask(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes, list[str]]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=15)) as connection:
        connection.request("GET", path, headers=headers or {})
        found = connection.getresponse()
        return found.status, found.read(), [name.lower() for name in found.headers]


def test_it_answers_and_stops() -> None:
    ready, told = Event(), []
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        web = web_server(answer, ready.set, lambda event, **said: told.append((event, said)))
        thread = Thread(target=web.run, kwargs={"sockets": [listening]})
        thread.start()
        assert ready.wait(15)
        forged = {"X-Forwarded-For": "9.9.9.9", "X-Forwarded-Proto": "https"}
        status, body, headers = ask(port, "/", forged)
        assert (status, body) == (200, b"http 127.0.0.1"), "the headers of proxies are not believed"
        assert "server" not in headers
        assert ask(port, "/bug")[0] == 500
        web.should_exit = True
        thread.join(15)
        assert not thread.is_alive()
    assert [said["status"] for event, said in told if event == "request"] == [200, 500]
    troubles = [said for event, said in told if event == "web_trouble"]
    assert [said["kind"] for said in troubles] == ["ValueError"]
    assert "hunter2" not in str(told)
    logging.getLogger("uvicorn.error").handlers.clear()


def test_an_address_that_is_taken_is_told() -> None:
    with listen("127.0.0.1", 0) as taken, pytest.raises(InputError) as caught:
        listen("127.0.0.1", taken.getsockname()[1])
    assert caught.value.problems[0].code == "P1249"


def test_a_host_that_is_none_is_told() -> None:
    with pytest.raises(InputError):
        listen("no host at all", 0)


def test_it_listens_before_anybody_serves() -> None:
    with listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname(), 15) as early:
        assert early.getpeername() == listening.getsockname()
