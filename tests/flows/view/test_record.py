from __future__ import annotations

import pytest

from paraph.core.model.person import Directory
from paraph.flows.filed.record_text import Filing
from paraph.flows.view.record import new_record, record_view
from paraph.flows.view.tree import Names
from paraph.ports.board import ChangeRow

ROW = ChangeRow("git:shop", "record-1", 1, person="ada", verdict="allow", kind="record")


def finished(row: ChangeRow, person: str, *roles: str) -> tuple[bool, str]:
    view = record_view(row, None, person, roles, Names(Directory(), person))
    assert view is not None
    assert view.finish == "/r/git:shop/-/changes/record-1/done"
    return view.may_finish, view.note


@pytest.mark.parametrize(
    ("person", "roles", "may"),
    [("ada", ("author",), True), ("lou", ("lead",), True), ("ben", ("author",), False), ("ada", ("auditor",), False)],
)
def test_who_filed_it_or_a_lead_says_that_it_was_done(person: str, roles: tuple[str, ...], *, may: bool) -> None:
    assert finished(ROW, person, *roles)[0] is may


def test_nobody_says_so_before_it_is_allowed_nor_twice() -> None:
    assert finished(ROW._replace(verdict="wait"), "ada") == (
        False, "It must not be done yet: once it is allowed, this page says so.",
    )  # fmt: skip
    assert finished(ROW._replace(state="landed"), "ada") == (False, "It was done.")
    assert finished(ROW._replace(state="closed"), "ada") == (False, "")


def test_a_change_of_code_is_no_record() -> None:
    assert record_view(ROW._replace(kind="change"), None, "ada", (), Names(Directory(), "ada")) is None


def test_a_form_comes_back_as_it_was_sent() -> None:
    filing = Filing("Fail over", "1. do\n", "ada", "prod", "assisted", ("a:b", "c"), "undo")
    form = new_record("git:shop", filing, ("no",))
    assert (form.action, form.tools, form.problems) == ("/r/git:shop/-/records", "a:b, c", ("no",))
    assert (form.title, form.text, form.environment, form.rollback) == ("Fail over", "1. do\n", "prod", "undo")
