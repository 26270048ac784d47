"""How does a forge tell us that something happened?

The body is taken as it comes, verified as raw bytes, and on disk before it is answered: 202 says that it is kept, and
nothing of what it says is believed. Whoever sends what is not genuine is let try ever less often; what is genuine is
taken all the same, for behind a proxy everybody has one address.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

import msgspec
from litestar import Response, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from paraph.adapters.store.scoped import RepositoryLedger
from paraph.core.errors import Problem
from paraph.flows.attend.take_delivery import Taken, read_delivery, tell_taken
from paraph.ports.forge import ForgedError
from paraph.web.errors import told
from paraph.web.guards import unseen
from paraph.web.here import Asking, Site, site_of
from paraph.web.page import JSON
from paraph.web.rates import Rate

MOST_BYTES = 25 << 20
"""GitHub sends no more; GitLab's are smaller."""
MOST_SUSPECT_BYTES = 1 << 20
"""So much is still read from where too many forged ones came: to verify it costs a millisecond."""
THREADS = 8
_CODE = "P1334"


@post("/hooks/{forge:str}", guards=[unseen], request_max_body_size=MOST_BYTES, include_in_schema=False)
async def hook(request: Asking, forge: FromPath[str]) -> Response[bytes]:
    """Keep one webhook; 202 once it is durable, also where it was kept before."""
    site = site_of(request)
    office = site.server.office
    if forge not in office.forges:
        raise NotFoundException
    refused: Rate = request.app.state.hook_rate
    if _is_large(request):
        refused.look(request)
    headers = {name.lower(): value for name, value in request.headers.items()}
    body = await request.body()
    try:
        taken = await asyncio.get_running_loop().run_in_executor(
            _threads(), read_delivery, office, forge, headers, body
        )
    except ForgedError as error:
        refused.take(request)
        office.tell("forged", forge=forge, why=str(error))
        return told(request, error.status, (Problem(_CODE, f"this webhook is not taken: {error}"),))
    if taken.rows:
        await _keep(site, taken)
        tell_taken(office, forge, taken)
    site.server.jobs.wake()
    return _answer({"id": taken.hint.id, "kind": taken.hint.kind})


async def _keep(site: Site, taken: Taken) -> None:
    """Have it written with whatever else came meanwhile; durable when this returns."""
    ledger = site.server.office.ledger(taken.key) if taken.key else None
    if isinstance(ledger, RepositoryLedger):
        await site.writer.record(*ledger.as_kept((), taken.jobs, taken.rows))
    else:
        await site.writer.record((), taken.jobs, taken.rows)


def _is_large(request: Asking) -> bool:
    given = request.headers.get("content-length", "")
    return not (given.isascii() and given.isdigit() and len(given) < 12 and int(given) <= MOST_SUSPECT_BYTES)


def _answer(said: dict[str, Any]) -> Response[bytes]:
    return Response(msgspec.json.encode(said), status_code=202, media_type=JSON)


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    """Their own, so that slow pages hold up no webhook."""
    return ThreadPoolExecutor(THREADS, "hooks")
