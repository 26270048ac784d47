from __future__ import annotations

from typing import Any

import pytest
from litestar.testing import TestClient

from shown_office import Desk

pytestmark = pytest.mark.enable_socket


def form(browser: TestClient[Any], desk: Desk, **fields: str) -> dict[str, str]:
    """The form of the second file, as the page carries it."""
    text = browser.get(desk.path("pay")).text
    csrf = text.partition('name="csrf" value="')[2].partition('"')[0]
    file = browser.get(desk.path("pay") + ".json").json()["files"][1]
    return {"csrf": csrf, "file": str(file["index"]), "blob": file["blob"], "read": "1", **fields}


def test_a_file_is_marked_and_unmarked(desk: Desk) -> None:
    browser = desk.browser("dan")
    entries = desk.bureau.log.head().size
    done = browser.post(desk.path("pay", "/read"), data=form(browser, desk, next=desk.path("pay") + "#f2"))
    assert (done.status_code, done.headers["location"]) == (303, desk.path("pay") + "#f2")
    data = browser.get(desk.path("pay") + ".json").json()
    assert [file["is_read"] for file in data["files"]] == [False, True, False, False]
    assert data["files_read"] == 1
    browser.post(desk.path("pay", "/read"), data=form(browser, desk, read="0"))
    assert browser.get(desk.path("pay") + ".json").json()["files_read"] == 0
    assert desk.bureau.log.head().size == entries


def test_a_script_gets_data(desk: Desk) -> None:
    browser = desk.browser("dan")
    answer = browser.post(desk.path("pay", "/read"), data=form(browser, desk), headers={"accept": "application/json"})
    assert answer.json()["file"] == 2
    assert answer.json()["read_at"] == desk.bureau.now


@pytest.mark.parametrize("wrong", [{"blob": "0" * 40}, {"file": "77"}, {"file": ""}])
def test_a_file_that_is_another_now_is_not_marked(desk: Desk, wrong: dict[str, str]) -> None:
    browser = desk.browser("cleo")
    answer = browser.post(desk.path("pay", "/read"), data=form(browser, desk, **wrong))
    assert answer.status_code == 400
    assert "P1346" in answer.text


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/me/passkeys", ""])
def test_a_mark_leads_nowhere_else(desk: Desk, elsewhere: str) -> None:
    browser = desk.browser("cleo")
    answer = browser.post(desk.path("pay", "/read"), data=form(browser, desk, next=elsewhere))
    assert answer.headers["location"] == desk.path("pay")


def test_a_form_without_the_secret_is_refused(desk: Desk) -> None:
    browser = desk.browser("cleo")
    assert browser.post(desk.path("pay", "/read"), data=form(browser, desk, csrf="x")).status_code == 403
