"""/api/v1/repositories/…/records: how is a change filed that never becomes a diff, and when was it done?

A record that a token files is one of whoever made the token: it is they who cannot answer for it themselves, and who
say that it was done.
"""

from __future__ import annotations

from litestar import get, post
from litestar.params import FromQuery, JSONBody

from paraph.flows.attend.people import people_of
from paraph.flows.filed.file_record import file_record
from paraph.flows.filed.finish_record import finish_record
from paraph.flows.filed.record_text import Filing
from paraph.ports.board import ChangeQuery
from paraph.web.api import shapes
from paraph.web.api.answers import change_of, shaped
from paraph.web.api.changes import ONE, Many
from paraph.web.guards import requires
from paraph.web.here import At, Here

PLACE = "/repositories/{key:str}/records"
_MOST_BYTES = 1 << 19
_WRITES = requires("author", scope="records")


@get(PLACE, guards=[requires(scope="records")], sync_to_thread=True, operation_id="records")
def records(here: At, *, is_open: FromQuery[bool] = True, most: Many = 50) -> shapes.Changes:
    """The records of a repository, those decided last first."""
    query = ChangeQuery(here.repository().key, state="open" if is_open else None, kind="record", most=most)
    rows = here.office.board.changes(query)
    return shapes.Changes([shaped(row, shapes.Change) for row in rows], here.office.board.count_changes(query), "")


@post(PLACE, guards=[_WRITES], sync_to_thread=True, operation_id="add_record", request_max_body_size=_MOST_BYTES)
def add_record(here: At, data: JSONBody[shapes.NewRecord]) -> shapes.Change:
    """File a record. It is judged at once, and is to be answered for like a change of code."""
    filing = Filing(
        data.title, data.text, _who(here), data.environment, data.assistance, tuple(data.tools), data.rollback
    )  # fmt: skip
    key = here.repository().key
    number = file_record(here.office, key, filing)
    here.site.server.jobs.wake()
    found: shapes.Change = shaped(here.office.board.change(key, number), shapes.Change)
    return found


@post(f"{ONE}/done", guards=[_WRITES], sync_to_thread=True, operation_id="finish_record", status_code=200)
def finish(here: At) -> shapes.Change:
    """Say that what a record describes was carried out: only once it is allowed, and once."""
    row = change_of(here)
    finish_record(here.office, row.repository, row.number, _who(here), people_of)
    here.site.server.jobs.wake()
    found: shapes.Change = shaped(change_of(here), shapes.Change)
    return found


HANDLERS = (records, add_record, finish)


def _who(here: Here) -> str:
    token = here.viewer.token
    return token.made_by if token is not None else here.viewer.person
