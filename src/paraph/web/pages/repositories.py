"""Which repositories are looked after, on a page?"""

from __future__ import annotations

from litestar import Response, get

from paraph.flows.view.repositories import repositories_view
from paraph.web.guards import requires
from paraph.web.here import At
from paraph.web.page import page


@get("/repositories", guards=[requires()], sync_to_thread=True)
def show_repositories(here: At) -> Response[bytes]:
    """All of them, with what each enforces and what is wrong with it."""
    return page(here, "repositories.html", repositories_view(here.office.board, here.office.clock()))


HANDLERS = (show_repositories,)
