"""How long did it take to answer, by the kind of request?"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

Tell = Callable[..., None]
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Measured:
    """An ASGI application around another one, which tells `request` with method, route, status and seconds.

    The route is that of the handler with the names of its parameters: what somebody typed is no label.
    """

    def __init__(self, app: Any, tell: Tell) -> None:
        self._app, self._tell = app, tell

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Hand a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), [500]

        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                status[0] = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "other"
            route = scope.get("path_template") or "none"
            seconds = time.perf_counter() - began
            self._tell("request", method=method, route=route, status=status[0], seconds=seconds)
