"""What may machines ask for, and how is that described?"""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, Router, get
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme
from litestar.routes import BaseRoute
from litestar.types import ControllerRouterHandler

from paraph.web.api import asks, changes, deploy, evidence, log, notes, records, repositories, tokens
from paraph.web.api.answers import REFUSALS
from paraph.web.guards import unseen
from paraph.web.here import Asking
from paraph.web.page import JSON

PATH = "/api/v1"
VERSION = "1"


@get("/openapi.json", guards=[unseen], sync_to_thread=True, include_in_schema=False)
def description(request: Asking) -> Response[bytes]:
    """This API in OpenAPI 3.1."""
    return Response(written(request.app.openapi_schema.to_schema()), media_type=JSON)


def written(schema: dict[str, Any]) -> bytes:
    """A description as JSON, always in the same order: the framework keeps parameters in sets."""
    for path in schema["paths"].values():
        for operation in path.values():
            operation.get("parameters", []).sort(key=lambda each: (each["in"], each["name"]))
    return msgspec.json.format(msgspec.json.encode(schema, order="sorted"), indent=1)


def with_refusals(*handlers: HTTPRouteHandler) -> list[HTTPRouteHandler]:
    """The handlers, described with what each of them may refuse."""
    for each in handlers:
        each.responses = {**REFUSALS, **(each.responses or {})}
    return list(handlers)


_PARTS = (repositories, changes, records, deploy, log, notes, tokens, asks, evidence)
_DESCRIBED = with_refusals(*(each for part in _PARTS for each in part.HANDLERS))
HANDLERS: tuple[ControllerRouterHandler, ...] = (
    Router(PATH, route_handlers=[description, *_DESCRIBED], security=[{"token": []}]),
)


class _Nothing(Router):
    """Takes none of the pages that the framework would add by itself."""

    def register(self, value: ControllerRouterHandler) -> list[BaseRoute]:  # noqa: ARG002
        return []


def configuration(name: str) -> OpenAPIConfig:
    """The description's head; the framework's own pages for it are left out."""
    scheme = SecurityScheme(type="http", scheme="bearer", description="a token that an administrator made")
    return OpenAPIConfig(
        title=f"{name} API", version=VERSION, components=Components(security_schemes={"token": scheme}),
        description="Everything the pages show, for machines. Tokens never sign: a statement is a person's.",
        openapi_router=_Nothing("/api", route_handlers=[]), render_plugins=(),
    )  # fmt: skip
