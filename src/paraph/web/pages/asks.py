"""How does somebody hand on what they are asked for?"""

from __future__ import annotations

from litestar import Response, post

from paraph.core.errors import InputError, Problem
from paraph.flows.asking.hand_on import hand_on
from paraph.web.forms import Form
from paraph.web.guards import requires
from paraph.web.here import At
from paraph.web.page import JSON, as_json, redirect
from paraph.web.pages.change import KEY
from paraph.web.pages.found import found_change
from paraph.web.paths import change_path


@post(f"{KEY}/hand-on", guards=[requires("author")], sync_to_thread=True)
def hand_on_ask(here: At, form: Form) -> Response[bytes]:
    """Hand an ask on: to whoever is named, or to who is next."""
    row = found_change(here).row
    ask, why = form.one("ask"), form.one("why")
    own = [each.id for each in here.office.board.asks(repository=row.repository, number=row.number, is_open=True)]
    if ask not in own:
        raise InputError(Problem("P1350", "nobody is asked for this on this change now", "look at the change again"))
    heir = hand_on(here.office, ask, here.viewer.person, form.one("to") or None, why)
    here.site.server.jobs.wake()
    if here.is_json:
        return Response(as_json({"ask": ask, "person": heir}), media_type=JSON)
    return redirect(change_path(row.repository, row.number))


HANDLERS = (hand_on_ask,)
