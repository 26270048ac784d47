"""Is a file sent as it is, and nobody else called?"""

from __future__ import annotations

import pytest

from loopback import Answer, answering
from paraph.adapters.http.send import post
from paraph.adapters.http.troubles import HttpError

pytestmark = pytest.mark.enable_socket


def test_a_file_is_sent() -> None:
    with answering(lambda _: Answer(422, body=b"no")) as there:
        assert post(f"{there.url}/api?x=1", {"Authorization": "Bearer t"}, b"report") == (422, b"no")
    (asked,) = there.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/api?x=1", b"report")
    assert asked.headers["authorization"] == "Bearer t"


def test_a_redirect_is_not_followed() -> None:
    with answering(lambda _: Answer(302, {"location": "/elsewhere"})) as there:
        assert post(there.url, {}, b"x")[0] == 302
    assert len(there.asked) == 1


def test_nobody_there() -> None:
    with answering(lambda _: Answer()) as there:
        pass
    for url in (there.url, f"https://127.0.0.1:{there.port}", "ftp://127.0.0.1/"):
        with pytest.raises(HttpError):
            post(url, {}, b"x")
