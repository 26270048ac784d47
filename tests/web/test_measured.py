"""Is each answer told with its route, and never with what somebody typed?"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from paraph.web.measured import Measured

pytestmark = pytest.mark.enable_socket


def asked(status: int | None, **scope: Any) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if status is None:
            raise ValueError
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": status})

    async def nothing(*_: Any) -> None:
        return

    asyncio.run(Measured(app, lambda event, **said: told.append({"event": event, **said}))(scope, nothing, nothing))
    return told


@pytest.mark.parametrize(
    ("scope", "method", "route"),
    [
        ({"method": "GET", "path_template": "/r/{key}", "path": "/r/secret"}, "GET", "/r/{key}"),
        ({"method": "GET", "path": "/typed"}, "GET", "none"),
        ({"method": "BREW", "path": "/"}, "other", "none"),
    ],
)
def test_what_is_told(scope: dict[str, Any], method: str, route: str) -> None:
    (said,) = asked(201, type="http", **scope)
    assert said.pop("seconds") >= 0
    assert said == {"event": "request", "method": method, "route": route, "status": 201}


def test_the_life_of_the_application_is_no_request() -> None:
    assert asked(200, type="lifespan") == []


def test_a_bug_is_told_as_500() -> None:
    told: list[dict[str, Any]] = []

    async def app(*_: Any) -> None:
        raise ValueError

    measured = Measured(app, lambda event, **said: told.append(said))
    with pytest.raises(ValueError):  # noqa: PT011 - the very one
        asyncio.run(measured({"type": "http", "method": "GET"}, None, None))
    assert told[0]["status"] == 500
