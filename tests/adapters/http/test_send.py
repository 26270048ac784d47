"""Does a file arrive as it is, and is nobody's redirect followed?"""

from __future__ import annotations

import pytest

from loopback import Answer, answering
from paraph.adapters.http.send import post
from paraph.adapters.http.troubles import HttpError

pytestmark = pytest.mark.enable_socket


def test_it_is_posted() -> None:
    with answering(lambda _: Answer(307, {"location": "http://127.0.0.1:1/"}, b"no")) as there:
        assert post(f"{there.url}/a?b=c", {"x-y": "z"}, b"body") == (307, b"no")
    (asked,) = there.asked
    assert (asked.method, asked.path, asked.headers["x-y"], asked.body) == ("POST", "/a?b=c", "z", b"body")


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "ftp://a.test", "a"])
def test_nobody_there(url: str) -> None:
    with pytest.raises(HttpError):
        post(url, {}, b"")
