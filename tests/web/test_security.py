"""Is everything looked at before it is routed, and does every answer carry our headers?"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from paraph.web.security import CONTENT_POLICY, Security
from web.app import Browser, Stand

pytestmark = pytest.mark.enable_socket


def call(url: str, path: bytes, *headers: tuple[bytes, bytes], method: str = "GET", kind: str = "http") -> Any:
    """What the outermost layer makes of a request: its answer's start, or the scope that it let through."""
    sent: list[Any] = []
    passed: list[Any] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        passed.append(scope)

    async def send(message: Any) -> None:
        sent.append(message)

    scope: Any = {
        "type": kind, "method": method, "path": path.decode("latin-1"), "raw_path": path, "query_string": b"",
        "headers": list(headers), "state": {},
    }  # fmt: skip
    asyncio.run(Security(inner, url)(scope, None, send))  # type: ignore[arg-type]
    return passed[0] if passed else (sent[0] if sent else None)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://paraph.example.test", b"paraph.example.test"),
        ("https://paraph.example.test", b"paraph.example.test:443"),
        ("https://paraph.example.test", b"PARAPH.example.test"),
        ("http://127.0.0.1:8080", b"127.0.0.1:8080"),
        ("http://[::1]:8080/", b"[::1]:8080"),
    ],
)
def test_our_own_host_is_let_in(url: str, host: bytes) -> None:
    assert call(url, b"/login", (b"host", host))["path"] == "/login"


@pytest.mark.parametrize(
    "hosts",
    [
        (), (b"",), (b"evil.test",), (b"paraph.example.test.evil.test",), (b"paraphXexample.test",),
        (b"paraph.example.test:80",), (b"paraph.example.test@evil.test",), (b"paraph.example.test/x",),
        (b"paraph.example.test", b"paraph.example.test"), (b"paraph.example.test", b"evil.test"),
    ],
)  # fmt: skip
def test_any_other_host_is_refused(hosts: tuple[bytes, ...]) -> None:
    refused = call("https://paraph.example.test", b"/login", *((b"host", host) for host in hosts))
    assert refused["status"] == 421


def test_what_a_proxy_adds_is_not_taken_for_the_host() -> None:
    refused = call("https://a.test", b"/login", (b"host", b"evil.test"), (b"x-forwarded-host", b"a.test"))
    assert refused["status"] == 421


def test_a_probe_may_use_any_name() -> None:
    assert call("https://a.test", b"/health", (b"host", b"10.0.0.7:8080"))["path"] == "/health"
    assert call("https://a.test", b"/health/", (b"host", b"10.0.0.7:8080"))["status"] == 421


@pytest.mark.parametrize("path", [b"x", b"/a/../b", b"/a\x00b", b"/%00", b"/%ff", b"/%2e%2e/x", b"/" + b"a" * 5_000])
def test_a_path_that_nobody_needs_is_refused(path: bytes) -> None:
    assert call("https://a.test", path, (b"host", b"a.test"))["status"] == 400


def test_compressed_content_is_refused() -> None:
    refused = call("https://a.test", b"/hooks/github", (b"host", b"a.test"), (b"content-encoding", b"gzip"))
    assert refused["status"] == 415


def test_a_socket_is_not_answered() -> None:
    assert call("https://a.test", b"/", (b"host", b"a.test"), kind="websocket") is None


@pytest.mark.parametrize("path", ["/login", "/nothing", "/login/link", "/api/v1/me", "/static/none.css"])
def test_every_answer_has_our_headers(stand: Stand, path: str) -> None:
    headers = stand.browser().get(path).headers
    assert headers["content-security-policy"] == CONTENT_POLICY
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["strict-transport-security"].startswith("max-age=")
    assert "no-store" in headers["cache-control"] or "max-age" in headers["cache-control"]


def test_nothing_may_frame_or_run_what_is_not_ours() -> None:
    assert "frame-ancestors 'none'" in CONTENT_POLICY
    assert "unsafe" not in CONTENT_POLICY


def test_without_tls_nothing_asks_for_it() -> None:
    answer = Stand(url="http://127.0.0.1:8080").browser().get("/login")
    assert "strict-transport-security" not in answer.headers


def test_a_head_is_a_get_without_its_body(ada: Browser) -> None:
    answer = ada.head("/api/v1/me")
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) > 0


def test_a_body_that_is_too_large_is_refused(ada: Browser) -> None:
    headers = ada.csrf() | {"content-type": "application/x-www-form-urlencoded"}
    answer = ada.post("/r/git%3Aa/-/changes/1/read", content=b"a" * (1 << 21), headers=headers)
    assert answer.status_code == 413


def test_a_refusal_of_the_api_is_a_problem(stand: Stand) -> None:
    answer = stand.browser().get("/api/v1/repositories/%FF")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert (answer.json()["code"], answer.json()["status"]) == ("P1321", 400)
