"""Which files has somebody read, by their own word?"""

from __future__ import annotations

from litestar import Response, post

from paraph.core.errors import InputError, Problem
from paraph.flows.view.files import shown_blob
from paraph.ports.board import ReadMark
from paraph.ports.ledger import Row
from paraph.web.forms import Form
from paraph.web.guards import requires
from paraph.web.here import At
from paraph.web.page import JSON, as_json, redirect
from paraph.web.pages.change import KEY
from paraph.web.pages.found import found_change, needed
from paraph.web.pages.inbox import number_of
from paraph.web.paths import change_path


@post(f"{KEY}/read", guards=[requires("author")], sync_to_thread=True)
def mark_read(here: At, form: Form) -> Response[bytes]:
    """Mark one file (by its place in the change) as read, with the content that was shown, or take that back (`read`
    is `0`)."""
    found = found_change(here)
    index, blob, row = number_of(form.one("file"), "file") or 0, form.one("blob"), found.row
    files = needed(found).facts.change.files
    if not 0 < index <= len(files) or shown_blob(files[index - 1]) != blob:
        what = "this file is not as it was when you read it"
        raise InputError(Problem("P1346", what, "load the page again, and read what is new"))
    office, path = here.office, files[index - 1].path
    at = 0 if form.one("read") == "0" else office.clock()
    office.log.record((), rows=[Row(ReadMark(row.repository, row.number, here.viewer.person, path, blob, at))])
    if here.is_json:
        return Response(as_json({"file": index, "blob": blob, "read_at": at}), media_type=JSON)
    return redirect(_back(form.one("next"), row.repository, row.number))


def _back(asked: str, key: str, number: str) -> str:
    """Where the form was: below this change, or at its page."""
    home = change_path(key, number)
    return asked if asked == home or asked.startswith((f"{home}#", f"{home}/")) else home


HANDLERS = (mark_read,)
