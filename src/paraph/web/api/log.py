"""GET /api/v1/log: what is in the log, and how is it proven?"""

from __future__ import annotations

from typing import Annotated

from litestar import Response, get
from litestar.params import PathParameter, QueryParameter

from paraph.core.ledger.merkle import leaf_hash
from paraph.core.ledger.tiles import TILE_WIDTH
from paraph.web.api import shapes
from paraph.web.api.answers import receipt, refuse_narrow
from paraph.web.guards import requires
from paraph.web.here import At, missing

_READS = requires(scope="read")
_MOST_LEVEL = 7
_MOST_INDEX = (1 << 53) - 1
Index = Annotated[int, PathParameter(ge=0, le=_MOST_INDEX)]
Start = Annotated[int, QueryParameter(ge=0, le=_MOST_INDEX)]


@get("/log/checkpoint", guards=[_READS], sync_to_thread=True, operation_id="checkpoint", media_type="text/plain")
def checkpoint(here: At) -> Response[bytes]:
    """The latest checkpoint: a signed note as C2SP has it."""
    return Response(here.office.log.checkpoint().encode(), media_type="text/plain")


@get("/log/entries", guards=[_READS], sync_to_thread=True, operation_id="entries")
def entries(here: At, start: Start = 0, most: Annotated[int, QueryParameter(ge=1, le=1_000)] = 100) -> shapes.Entries:
    """Entries from an index on, verbatim."""
    refuse_narrow(here)
    log = here.office.log
    size = log.head().size
    found = enumerate(log.entries(start, min(start + most, size)), start) if start < size else ()
    told = [shapes.Entry(index, each.decode("utf-8"), leaf_hash(each).hex()) for index, each in found]
    return shapes.Entries(told, size)


@get("/log/entries/{index:int}/proof", guards=[_READS], sync_to_thread=True, operation_id="proof")
def proof(here: At, index: Index) -> shapes.Receipt:
    """One entry with its proof."""
    refuse_narrow(here)
    return receipt(here, index)


@get(
    "/log/tile/{level:int}/{place:int}", guards=[_READS], sync_to_thread=True, operation_id="tile",
    media_type="application/octet-stream",
)  # fmt: skip
def tile(
    here: At,
    level: Annotated[int, PathParameter(ge=0, le=_MOST_LEVEL)],
    place: Index,
    width: Annotated[int, QueryParameter(ge=1, le=TILE_WIDTH)] = TILE_WIDTH,
) -> Response[bytes]:
    """`width` hashes of 32 bytes of one tile, as C2SP has them."""
    log = here.office.log
    there = (log.head().size >> (8 * level)) - place * TILE_WIDTH
    if there < width:
        raise missing(f"the log does not reach that far: {max(there, 0)} hashes are there")
    return Response(log.tile(level, place, width), media_type="application/octet-stream")


HANDLERS = (checkpoint, entries, proof, tile)
