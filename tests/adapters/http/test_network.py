"""Does a call end when its time is over, however many small steps it takes?"""

from __future__ import annotations

import itertools
import socket
import threading
import time

import httpcore2
import pytest

from paraph.adapters.http.network import Deadline, PinnedNetwork


def test_a_deadline_counts_for_all_steps_of_its_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    now = itertools.count(100.0)
    monkeypatch.setattr(time, "monotonic", lambda: next(now))
    deadline = Deadline()
    assert deadline.left(3.0) == 3.0
    with deadline.within(3):
        assert deadline.left(None) == 2
        assert deadline.left(9) == 1
        with pytest.raises(httpcore2.ReadTimeout):
            deadline.left(9)
    assert deadline.left(9) == 9


def test_another_thread_has_its_own() -> None:
    deadline, seen = Deadline(), list[float]()
    with deadline.within(0.000_001):
        thread = threading.Thread(target=lambda: seen.append(deadline.left(5)))
        thread.start()
        thread.join()
    assert seen == [5]


@pytest.mark.enable_socket
def test_the_next_address_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        monkeypatch.setattr("paraph.adapters.http.network.resolved", lambda *_, **__: ("127.0.0.2", "127.0.0.1"))
        stream = PinnedNetwork(Deadline(), is_inside=False).connect_tcp("forge.example.test", port, 2.0)
        assert stream.get_extra_info("server_addr") == ("127.0.0.1", port)
        stream.close()
