"""How is a change filed on a page that never becomes a diff, and how does somebody say that it was done?"""

from __future__ import annotations

from litestar import Response, get, post

from paraph.core.errors import InputError
from paraph.flows.attend.people import people_of
from paraph.flows.filed.file_record import file_record
from paraph.flows.filed.finish_record import finish_record
from paraph.flows.filed.record_text import Filing
from paraph.flows.view.record import new_record
from paraph.web.forms import Fields, Form
from paraph.web.guards import requires
from paraph.web.here import At
from paraph.web.page import page, redirect
from paraph.web.pages.change import KEY
from paraph.web.pages.found import found_change
from paraph.web.paths import change_path

PLACE = "/r/{key:str}/-/records"


@get(f"{PLACE}/new", guards=[requires("author")], sync_to_thread=True)
def show_new_record(here: At) -> Response[bytes]:
    """The form for a new record."""
    return page(here, "record_new.html", new_record(here.repository().key))


@post(PLACE, guards=[requires("author")], sync_to_thread=True)
def file_new_record(here: At, form: Form) -> Response[bytes]:
    """File what the form says; where that cannot be, the form comes back with what was typed."""
    key, filing = here.repository().key, filing_of(form, here.viewer.person)
    try:
        number = file_record(here.office, key, filing)
    except InputError as error:
        problems = tuple(f"{each.what}: {each.fix}" for each in error.problems)
        return page(here, "record_new.html", new_record(key, filing, problems), status=400)
    here.site.server.jobs.wake()
    return redirect(change_path(key, number))


@post(f"{KEY}/done", guards=[requires("author")], sync_to_thread=True)
def finish(here: At) -> Response[bytes]:
    """Write down that what a record describes was carried out."""
    row = found_change(here).row
    finish_record(here.office, row.repository, row.number, here.viewer.person, people_of)
    here.site.server.jobs.wake()
    return redirect(change_path(row.repository, row.number))


def filing_of(form: Fields, person: str) -> Filing:
    """What a form says."""
    text = next((value for name, value in form.values if name == "text"), "")
    tools = tuple(form.one("tools").replace(",", " ").split())
    return Filing(
        form.one("title"), text, person, form.one("environment"), form.one("assistance"), tools, form.one("rollback")
    )  # fmt: skip


HANDLERS = (show_new_record, file_new_record, finish)
