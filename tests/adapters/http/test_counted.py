"""Is every call counted, with its answer or without one?"""

from __future__ import annotations

import pytest

from paraph.adapters.http.client import HttpClient, Response
from paraph.adapters.http.counted import CountedClient
from paraph.adapters.http.troubles import HttpError
from paraph.core.errors import Problem


def test_an_answer_is_counted_by_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []
    monkeypatch.setattr(HttpClient, "request", lambda *_, **__: Response(204, {}, b""))
    answer = CountedClient(("https://forge.example.test",), counted.append).request(
        "GET", "https://forge.example.test/"
    )
    assert (answer.status, counted) == (204, ["204"])


def test_no_answer_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []

    def refuse(*_: object, **__: object) -> Response:
        raise HttpError(Problem("P1266", "nobody", ""))

    monkeypatch.setattr(HttpClient, "request", refuse)
    with pytest.raises(HttpError):
        CountedClient(("https://forge.example.test",), counted.append).request("GET", "https://forge.example.test/")
    assert counted == ["none"]
