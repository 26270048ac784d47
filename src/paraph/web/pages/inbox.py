"""Whose turn is it, on a page?"""

from __future__ import annotations

from litestar import Response, get
from litestar.params import FromQuery

from paraph.core.errors import InputError, Problem
from paraph.flows.view.inbox import PARTS, InboxQuestion, inbox
from paraph.web.guards import requires
from paraph.web.here import At, Here
from paraph.web.page import page

SCOPES = ("all", "mine")
_MOST_DIGITS = 15


@get("/", guards=[requires()], sync_to_thread=True)
def show_inbox(
    here: At, part: FromQuery[str] = "", of: FromQuery[str] = "all", before: FromQuery[str] = ""
) -> Response[bytes]:
    """The inbox of whoever asks: all of it, or one part from a moment on."""
    return _inbox(here, part, of, before)


@get("/inbox", guards=[requires()], sync_to_thread=True)
def show_named_inbox(
    here: At, part: FromQuery[str] = "", of: FromQuery[str] = "all", before: FromQuery[str] = ""
) -> Response[bytes]:
    """The same under a name, so that its data have an address: `/inbox.json`."""
    return _inbox(here, part, of, before)


def _inbox(here: Here, part: str, scope: str, before: str) -> Response[bytes]:
    if part and part not in PARTS:
        raise InputError(Problem("P1343", f"the inbox has no part {part[:40]!r}", f"it has: {', '.join(PARTS)}"))
    if scope not in SCOPES:
        raise InputError(Problem("P1343", f"{scope[:40]!r} is no choice of changes", f"choose: {', '.join(SCOPES)}"))
    office = here.office
    question = InboxQuestion(here.viewer.person, office.clock(), scope, part, number_of(before, "before"))
    return page(here, "inbox.html", inbox(office.board, question))


def number_of(text: str, name: str) -> int | None:
    """A number of a query, None where it is left out. Raises InputError (P1343)."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise InputError(Problem("P1343", f"{name} is no number", "follow the links of the page"))
    return int(text)


HANDLERS = (show_inbox, show_named_inbox)
