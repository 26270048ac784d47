"""POST /api/v1/log/notes: how does a machine leave a word in the log, and what does it get for it?

What comes from many at once is written as one transaction: the answer comes once it is durable.
"""

from __future__ import annotations

from typing import Annotated

from litestar import post
from litestar.concurrency import sync_to_thread
from litestar.exceptions import PermissionDeniedException
from litestar.params import JSONBody, QueryParameter

from paraph.adapters.store.scoped import RepositoryLedger
from paraph.core.ledger.entry import Entry
from paraph.core.ledger.merkle import leaf_hash
from paraph.flows.ledger.append_note import written_note
from paraph.web.api import shapes
from paraph.web.api.answers import refuse_narrow, refused
from paraph.web.guards import machines
from paraph.web.here import At, Here

MOST_BYTES = 1 << 16
SALT_BYTES = 32
Proven = Annotated[bool, QueryParameter(name="proof", description="with a proof that can be verified offline")]


@post("/log/notes", guards=[machines("records")], operation_id="add_note", request_max_body_size=MOST_BYTES)
async def add_note(here: At, data: JSONBody[shapes.NewNote], *, is_proven: Proven = False) -> shapes.Noted:
    """Leave a note, as `paraph log append` does. A token for some repositories names one of them."""
    office, writer = here.office, here.site.writer
    content, row = written_note(data.text, office.clock(), office.random(SALT_BYTES))
    if data.repository:
        content = await _stamped(here, data.repository, content)
    else:
        refuse_narrow(here)
    (receipt,) = await writer.record([content], (), [row])
    proof = await writer.proof(receipt) if is_proven else ""
    return shapes.Noted(receipt.index, content.decode(), leaf_hash(content).hex(), receipt.index + 1, proof)


async def _stamped(here: Here, key: str, content: Entry) -> Entry:
    """An entry of one repository. Raises PermissionDeniedException and InputError."""
    token = here.viewer.token
    if not here.viewer.may_see(key):
        raise PermissionDeniedException("this token is for other repositories")
    is_named = token is not None and key in token.repositories
    if not is_named and await sync_to_thread(here.office.board.repository, key) is None:
        raise refused(f"this server looks after no repository {key[:100]!r}", "the list is at /api/v1/repositories")
    return RepositoryLedger(here.office.log, key).stamped(content)


HANDLERS = (add_note,)
