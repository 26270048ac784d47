"""Is this server alive, could it do its work, and what does it count?"""

from __future__ import annotations

import msgspec
from litestar import Response, get

from paraph.web.guards import requires, unseen
from paraph.web.here import At
from paraph.web.page import JSON
from paraph.wiring.meters import CONTENT_TYPE


@get("/health", guards=[unseen], sync_to_thread=False)
def health() -> Response[bytes]:
    """Alive: this process answers. Asks nothing of the database."""
    return Response(b'{"alive":true}', media_type=JSON)


@get("/ready", guards=[unseen], sync_to_thread=True)
def ready(here: At) -> Response[bytes]:
    """Ready where everything that answers need is good (200), else not (503)."""
    found = here.site.server.readiness()
    status = 200 if found.is_ready else 503
    return Response(msgspec.json.encode({"ready": found.is_ready}), status_code=status, media_type=JSON)


@get("/ready/parts", guards=[requires("auditor", "administrator", scope="read")], sync_to_thread=True)
def parts(here: At) -> Response[bytes]:
    """The same with what is said of each part."""
    return Response(msgspec.json.encode(here.site.server.readiness().document()), media_type=JSON)


@get("/metrics", guards=[requires("auditor", "administrator", scope="read")], sync_to_thread=True)
def metrics(here: At) -> Response[bytes]:
    """The figures for Prometheus, by a token with the scope `read`."""
    return Response(here.site.server.metrics(), media_type=CONTENT_TYPE.partition("; charset")[0])


HANDLERS = (health, ready, parts, metrics)
