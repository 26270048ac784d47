"""Is a refusal told in the form that whoever asked can read?"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from fake_forge import FakeForge
from web.app import Browser, Stand

pytestmark = pytest.mark.enable_socket


def test_a_machine_gets_a_problem_document(ada: Browser) -> None:
    answer = ada.get("/api/v1/repositories/git%3Anone")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    said = answer.json()
    assert (said["status"], said["code"], said["problems"][0]["code"]) == (404, "P1320", "P1320")


def test_a_person_gets_a_page(ada: Browser) -> None:
    answer = ada.get("/nothing", headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "P1324" in answer.text


def test_a_method_that_is_not_there_names_those_that_are(ada: Browser) -> None:
    answer = ada.request("PATCH", "/api/v1/me", headers=ada.csrf())
    assert (answer.status_code, "GET" in answer.headers["allow"]) == (405, True)


@pytest.mark.parametrize(
    "query",
    ["most=0", "most=x", "most=99999999999999999999", "state=none", "after=%ff", "after=W10", "head=" + "a" * 400],
)
def test_bad_values_are_said_to_be_bad(ada: Browser, query: str) -> None:
    answer = ada.get(f"/api/v1/changes?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


def test_a_caller_who_goes_away_before_all_is_said_is_no_bug_of_ours() -> None:
    stand = Stand(forges={"github": FakeForge("github")})
    incoming = iter([{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}])
    answered: list[int] = []

    async def receive() -> Any:
        return next(incoming)

    async def send(message: Any) -> None:
        answered.append(message.get("status", 0))

    headers = [(b"host", b"paraph.example.test"), (b"content-length", b"100")]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "https",
        "path": "/hooks/github", "raw_path": b"/hooks/github", "query_string": b"", "headers": headers,
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 443), "state": {},
    }  # fmt: skip
    app: Any = stand.app
    asyncio.run(app(scope, receive, send))
    assert [event for event, _ in stand.told if event == "bug"] == []
    assert all(status < 500 for status in answered)
