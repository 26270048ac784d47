"""What is the web application made of?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from litestar import Litestar, Router
from litestar.concurrency import set_asyncio_executor
from litestar.datastructures import State
from litestar.di import Provide
from litestar.handlers.base import BaseRouteHandler
from litestar.routes import BaseRoute, HTTPRoute
from litestar.types import ControllerRouterHandler

from paraph.adapters.store.writer import LedgerWriter
from paraph.core.model.person import Directory
from paraph.web import api, assets, errors, health, hooks, login, pages
from paraph.web.forms import fields_of
from paraph.web.guards import refuse_undeclared
from paraph.web.here import Site, provide_here
from paraph.web.known_tokens import KnownTokens
from paraph.web.people import People
from paraph.web.rates import Rate
from paraph.web.render import environment
from paraph.web.security import Security
from paraph.wiring.serve import Server

MOST_BODY_BYTES = 1 << 20
THREADS = 16


def create_app(server: Server, people: Callable[[], Directory] | None = None) -> Litestar:
    """The application over one server; `people` reads the directory of everybody, if it is not the server's own."""
    office = server.office
    set_asyncio_executor(_threads())
    app = Litestar(
        route_handlers=[hooks.hook, Router("/", route_handlers=_pages(), include_in_schema=False), *api.HANDLERS],
        dependencies={"here": Provide(provide_here, sync_to_thread=False), "form": Provide(fields_of)},
        exception_handlers=errors.HANDLERS,  # type: ignore[arg-type]
        logging_config=None,
        openapi_config=api.configuration(office.config.name),
        request_max_body_size=MOST_BODY_BYTES,
        state=state_of(server, people),
    )
    refuse_undeclared(handler for route in app.routes for handler in _handlers(route))
    app.asgi_handler = Security(app.asgi_handler, office.config.url)
    return app


def state_of(server: Server, people: Callable[[], Directory] | None = None) -> State:
    """What an application keeps for as long as it runs: its server, its people, its files, and who tries how often."""
    office, files = server.office, assets.read_assets()
    known = People(people or _everybody(server), office.clock)
    templates = environment(office.clock, files.url)
    writer = server.writer or LedgerWriter(office.log)
    site = Site(server, known, templates, KnownTokens(office.accounts, office.clock), writer)
    return State({"site": site, "assets": files, "login_rate": Rate(300, 60), "hook_rate": Rate(60, 60)})


def _handlers(route: BaseRoute) -> Iterable[BaseRouteHandler]:
    return route.route_handlers if isinstance(route, HTTPRoute) else [route.route_handler]  # type: ignore[attr-defined]


def _pages() -> list[ControllerRouterHandler]:
    return [assets.asset, *login.HANDLERS, *health.HANDLERS, *pages.HANDLERS]


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    """Where handlers that read or write wait: so many at once, and no more."""
    return ThreadPoolExecutor(THREADS, "web")


def _everybody(server: Server) -> Callable[[], Directory]:
    from paraph.flows.attend.people import everybody

    return lambda: everybody(server.office)
