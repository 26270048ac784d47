"""Does the client call only whom it may, and give up in time?"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from loopback import Answer, Asked, answering
from paraph.adapters.http.client import HttpClient
from paraph.adapters.http.troubles import HttpError
from paraph.core.errors import ReadError

pytestmark = pytest.mark.enable_socket


def fixed(*answers: Answer) -> Callable[[Asked], Answer]:
    """These one after the other, the last one again and again."""
    left = list(answers)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def test_a_request_arrives_as_it_was_made() -> None:
    with answering(fixed(Answer(201, {"X-Seen": "yes", "ETag": '"1"'}, b'{"a": 1}'))) as there:
        client = HttpClient([there.url])
        answer = client.request("POST", f"{there.url}/a?b=c", {"Accept": "application/json"}, b"{}")
        client.close()
    assert (answer.status, answer.json(), answer.headers["x-seen"]) == (201, {"a": 1}, "yes")
    (asked,) = there.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/a?b=c", b"{}")
    assert asked.headers["host"] == f"127.0.0.1:{there.port}"
    assert asked.headers["accept"] == "application/json"
    assert asked.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_an_empty_body_has_a_length(method: str) -> None:
    with answering(fixed(Answer(204))) as there:
        assert HttpClient([there.url]).request(method, there.url).status == 204
    assert there.asked[0].headers["content-length"] == "0"


def test_only_what_is_allowed_is_called() -> None:
    with answering(fixed(Answer())) as there:
        client = HttpClient([f"{there.url}/hooks/of/chat"])
        assert client.request("GET", f"{there.url}/another").status == 200
        for url in (
            f"http://localhost:{there.port}/", f"https://127.0.0.1:{there.port}/", "http://127.0.0.1/",
            f"http://127.1:{there.port}/", f"http://2130706433:{there.port}/", f"http://0x7f000001:{there.port}/",
            f"http://[::ffff:127.0.0.1]:{there.port}/", f"http://x@127.0.0.1:{there.port}/",
            f"http://127.0.0.1:{there.port}@evil.test/", f"http://evil.test#@127.0.0.1:{there.port}/",
        ):  # fmt: skip
            with pytest.raises(ReadError):
                client.request("GET", url)
    assert len(there.asked) == 1


def test_a_name_that_turns_inward_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(fixed(Answer())) as there:
        inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", there.port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inside)
        url = f"http://forge.example.test:{there.port}/"
        with pytest.raises(HttpError, match="not on the public network"):
            HttpClient([url]).request("GET", url)
        assert there.asked == []
        assert HttpClient([url], inside=["Forge.example.test"]).request("GET", url).status == 200
        assert there.asked[0].headers["host"] == f"forge.example.test:{there.port}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status: int) -> None:
    with answering(fixed(Answer(status, {"location": "/elsewhere"}))) as there:
        assert HttpClient([there.url]).request("GET", there.url).status == status
    assert len(there.asked) == 1


def test_a_large_answer_is_refused() -> None:
    with answering(fixed(Answer(body=b"x" * 100_000))) as there:
        client = HttpClient([there.url], most_bytes=99_999)
        with pytest.raises(HttpError, match="larger than 99,999 bytes"):
            client.request("GET", there.url)
        assert len(client.request("GET", there.url, most_bytes=100_000).body) == 100_000


def test_an_answer_without_end_is_given_up() -> None:
    def drip(_: Asked) -> Answer:
        time.sleep(0.4)
        return Answer()

    with answering(drip) as there, pytest.raises(HttpError, match="did not answer"):
        HttpClient([there.url], timeout=0.1).request("GET", there.url)


def test_nobody_there() -> None:
    with answering(fixed(Answer())) as there:
        pass
    with pytest.raises(HttpError, match="did not answer"):
        HttpClient([there.url]).request("GET", there.url)


@pytest.mark.parametrize("raw", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx"])
def test_a_broken_answer_is_none(raw: bytes) -> None:
    with answering(fixed(Answer(raw=raw))) as there:
        with pytest.raises(HttpError):
            HttpClient([there.url]).request("GET", there.url)
        with pytest.raises(HttpError):
            HttpClient([there.url]).request("POST", there.url)
    assert [asked.method for asked in there.asked] == ["GET", "GET", "POST"]


def test_a_get_is_asked_again_where_the_connection_was_closed() -> None:
    with answering(fixed(Answer(raw=b""), Answer(body=b"here"))) as there:
        assert HttpClient([there.url]).request("GET", there.url).body == b"here"


def test_headers_hold_no_lines() -> None:
    with answering(fixed(Answer())) as there, pytest.raises(HttpError):
        HttpClient([there.url]).request("GET", there.url, {"x": "a\r\nhost: evil.test"})
    assert there.asked == []


def test_headers_that_come_twice_are_joined() -> None:
    raw = b"HTTP/1.1 200 OK\r\nWarning: a\r\nwarning: b\r\ncontent-length: 0\r\n\r\n"
    with answering(fixed(Answer(raw=raw))) as there:
        assert HttpClient([there.url]).request("GET", there.url).headers["warning"] == "a, b"


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"a": 1, "a": 2}', b"\xff"])
def test_what_is_no_json(body: bytes) -> None:
    with answering(fixed(Answer(body=body))) as there, pytest.raises(HttpError):
        HttpClient([there.url]).request("GET", there.url).json()


def test_threads_share_connections() -> None:
    with answering(fixed(Answer(body=b"x"))) as there:
        client = HttpClient([there.url])
        with ThreadPoolExecutor(8) as pool:
            done = list(pool.map(lambda n: client.request("GET", f"{there.url}/{n}").body, range(200)))
    assert done == [b"x"] * 200
    assert there.connections <= 8
    assert len({asked.path for asked in there.asked}) == 200
