"""What is looked at before anything is routed, and what stands on every answer?

This is the outermost layer. The Host is compared literally with the one of the configured URL: never as a pattern, and
never taken from a header that a proxy, or anybody, adds. Who may call what is decided elsewhere, by each handler.
"""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from paraph.web.errors import UNREADABLE
from paraph.web.paths import asked_path

PROBES = frozenset({b"/health", b"/ready"})
"""What a probe may ask for by any name of this machine: it tells nothing but whether we are well."""
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
_HSTS = (b"strict-transport-security", b"max-age=31536000")
_PORTS = {"http": 80, "https": 443}


class Security:
    """The application inside its checks; `url` is the address by which browsers reach it."""

    def __init__(self, inner: ASGIApp, url: str) -> None:
        parts = urlsplit(url)
        self.inner = inner
        self.hosts = frozenset(_hosts(parts.scheme, parts.hostname or "", parts.port))
        self.headers = (*_HEADERS, _HSTS) if parts.scheme == "https" else _HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it before anything of ours has looked at it."""
        if scope["type"] == ScopeType.WEBSOCKET:
            return
        out = self._dressed(scope, send)
        refusal = self._refusal(scope) or _route(scope)
        if refusal:
            await _refuse(out, *refusal, is_api=_raw(scope).startswith((b"/api/", b"/hooks/")))
        else:
            await self.inner(scope, receive, out)

    def _refusal(self, scope: HTTPScope) -> tuple[int, str] | None:
        named = [value for name, value in scope["headers"] if name == b"host"]
        if _raw(scope) not in PROBES and (len(named) != 1 or named[0].lower() not in self.hosts):
            return 421, "this server does not answer under that name"
        encoded = [value for name, value in scope["headers"] if name == b"content-encoding"]
        if any(value.strip().lower() != b"identity" for value in encoded):
            return 415, "content is not taken compressed"
        return None

    def _dressed(self, scope: HTTPScope, send: Send) -> Send:
        """Add our headers to whatever is answered, and leave the body out where only the head was asked for."""
        is_head = scope["method"] == "HEAD"

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                own = (*self.headers, (b"cache-control", b"no-store"))
                message["headers"] = [*message["headers"], *(each for each in own if each[0] not in given)]
            elif message["type"] == "http.response.body" and is_head:
                message["body"] = b""
            await send(message)

        return dressed


def _hosts(scheme: str, name: str, port: int | None) -> list[bytes]:
    """What a browser may write into Host for a URL: the port may be left out where it is the scheme's own."""
    shown = (f"[{name}]" if ":" in name else name).lower().encode("idna" if not name.isascii() else "ascii")
    own = _PORTS.get(scheme)
    if port is None or port == own:
        return [shown, shown + f":{own}".encode()]
    return [shown + f":{port}".encode()]


def _raw(scope: HTTPScope) -> bytes:
    raw = scope.get("raw_path")
    return (raw if raw is not None else scope["path"].encode()).partition(b"?")[0]


def _route(scope: HTTPScope) -> tuple[int, str] | None:
    """Put what is asked for in the form in which it is routed."""
    raw = _raw(scope)
    asked = asked_path(raw)
    if asked is None:
        return 400, "this path cannot be read"
    query = scope["query_string"].decode("latin-1")
    written = raw.decode("latin-1")
    scope["path"] = asked.path
    scope["state"]["asked_path"] = f"{written}?{query}" if query else written
    scope["state"]["is_json"] = asked.is_json
    scope["state"]["is_api"] = asked.path.startswith(("/api/", "/hooks/"))
    if scope["method"] == "HEAD":
        scope["method"] = "GET"
    return None


async def _refuse(send: Send, status: int, why: str, *, is_api: bool) -> None:
    said = {"code": UNREADABLE, "what": why, "fix": ""}
    problem = {"type": "about:blank", "title": why, "status": status, "code": UNREADABLE, "problems": [said]}
    body = json.dumps(problem).encode() if is_api else why.encode() + b"\n"
    kind = b"application/problem+json" if is_api else b"text/plain; charset=utf-8"
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
