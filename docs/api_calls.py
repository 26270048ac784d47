"""What may programs ask a server for? Writes `docs/reference/api.md` from the handlers: `make docs`."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, get_type_hints

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from litestar import Router
from litestar.handlers import HTTPRouteHandler

from paraph.web import health
from paraph.web.api import HANDLERS
from paraph.web.guards import Guard
from paraph.web.people import ROLES

PAGE = Path(__file__).with_name("reference") / "api.md"
HEAD = """\
# The API

Generated from the handlers by `make docs`. Everything that the pages show, for programs; the whole description, with
every field of every answer, is `GET /api/v1/openapi.json` (OpenAPI 3.1) at a server. Every page is data, too: add
`.json` to its address.

A program sends `Authorization: Bearer TOKEN`. An administrator makes tokens, each with the scopes it needs (`read`,
`evidence`, `records`, `deploy`), perhaps for some repositories only, and with an end. No token signs, answers, vetoes,
overrides or hands on: an answer is a person's. A statement that was signed elsewhere is another matter: its signature
is what counts, and who brings it does not.

    curl -H "Authorization: Bearer $TOKEN" https://paraph.example.test/api/v1/changes?state=open

A key of a repository is one segment of a path, `github:acme%2Fshop`, and so is the number of a change,
`change%2Fprice-column`. Times are seconds since the epoch. What is refused is JSON with a
[problem code](problems.md), what to do, and never a trace: 400 for what cannot be read, 401 without a token, 403 for
one that may not, 404, 429 with the seconds to wait, 503 where something cannot be read now.
"""


class Call(NamedTuple):
    """One call: method and path, what it takes in its query, who may make it, and what it answers."""

    name: str
    query: tuple[str, ...]
    who: str
    said: str


def calls() -> list[Call]:
    """All calls of the API and those about health, by path and method."""
    found = [_call(handler, prefix) for prefix, handler in _handlers("", (*HANDLERS, *health.HANDLERS))]
    return sorted(found, key=lambda call: (not call.name.partition(" ")[2].startswith("/api"), call.name.split()[::-1]))


def page() -> str:
    """The whole reference."""
    rows = [f"| `{call.name}`{_query(call)} | {call.who} | {call.said} |" for call in calls()]
    return "\n".join([HEAD, "| call | who may | what it answers |", "|---|---|---|", *rows, ""])


def _handlers(prefix: str, given: tuple[Any, ...]) -> Iterator[tuple[str, HTTPRouteHandler]]:
    for each in given:
        if isinstance(each, Router):
            for route in each.routes:
                below = [one for one in getattr(route, "route_handlers", ()) if one.fn.__module__ != "litestar"]
                yield from (("/api/v1", one) for one in below if "OPTIONS" not in one.http_methods)
        else:
            yield prefix, each


def _call(handler: HTTPRouteHandler, prefix: str) -> Call:
    path = min(handler.paths).replace(":str", "").replace(":int", "").replace("{id_}", "{id}")
    said = " ".join((inspect.getdoc(handler.fn) or "").split())
    return Call(f"{min(handler.http_methods)} {prefix}{path}", tuple(_asked(handler, path)), _who(handler), said)


def _asked(handler: HTTPRouteHandler, path: str) -> Iterator[str]:
    """The names that a call takes in its query."""
    hints = get_type_hints(handler.fn, localns=vars(inspect.getmodule(handler.fn)), include_extras=True)
    for name in inspect.signature(handler.fn).parameters:
        if name in {"here", "request", "data", "body"} or f"{{{name.rstrip('_')}}}" in path:
            continue
        own = (getattr(each, "name", None) for each in getattr(hints[name], "__metadata__", ()))
        yield next(filter(None, own), name)


def _who(handler: HTTPRouteHandler) -> str:
    guard = next(each for each in handler.guards or () if isinstance(each, Guard))
    if guard.roles is None:
        return "anybody"
    people = "whoever is logged in" if set(guard.roles) == set(ROLES) else ", ".join(guard.roles)
    token = f"a token with `{guard.scope}`" if guard.scope else ""
    return "; ".join(filter(None, (people, token)))


def _query(call: Call) -> str:
    return f" {' '.join(f'`?{name}`' for name in call.query)}" if call.query else ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
