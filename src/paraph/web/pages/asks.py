"""How does somebody hand on what they are asked for, or ask one more person to look?"""

from __future__ import annotations

from litestar import Response, post

from paraph.core.errors import InputError, Problem
from paraph.flows.asking.ask_another import ask_another
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
    """Hand an ask on, the own one where none is named: to whoever is named, or to who is next."""
    row = found_change(here).row
    found = here.office.board.asks(repository=row.repository, number=row.number, is_open=True)
    own = next((each.id for each in found if each.person == here.viewer.person), "")
    ask, why = form.one("ask") or own, form.one("why")
    if ask not in {each.id for each in found}:
        raise InputError(Problem("P1350", "nobody is asked for this on this change now", "look at the change again"))
    heir = hand_on(here.office, ask, here.viewer.person, form.one("to") or None, why)
    here.site.server.jobs.wake()
    if here.is_json:
        return Response(as_json({"ask": ask, "person": heir}), media_type=JSON)
    return redirect(change_path(row.repository, row.number))


@post(f"{KEY}/ask", guards=[requires("author")], sync_to_thread=True)
def ask_one_more(here: At, form: Form) -> Response[bytes]:
    """Ask one more person to look, whom no rule asks for."""
    row = found_change(here).row
    heir = ask_another(here.office, row.repository, row.number, here.viewer.person, form.one("to"), form.one("why"))
    here.site.server.jobs.wake()
    if here.is_json:
        return Response(as_json({"person": heir}), media_type=JSON)
    return redirect(change_path(row.repository, row.number))


HANDLERS = (hand_on_ask, ask_one_more)
