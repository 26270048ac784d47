from __future__ import annotations

from collections.abc import Iterator

import pytest

import shown_office
from asking_samples import fetch
from flows.filed.samples import work
from golden_file import assert_golden
from masked_page import masked
from office import KEY
from shown_office import HOSTILE, SCRIPT, Desk, make_desk

pytestmark = pytest.mark.enable_socket
NEW, RECORDS = f"/r/{KEY}/-/records/new", f"/r/{KEY}/-/records"
FORM = {"title": "Fail over", "text": "1. promote\r\n2. point", "rollback": "the reverse", "environment": "production",
        "assistance": "generated", "tools": "claude:opus-4"}  # fmt: skip


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, str]]:
    """A desk with one record on it that waits, and the record's address."""
    rule = "  - {name: runbook, when: {environment: [production]}, require: [{signoff: {count: 1, proof: review}}]}\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(shown_office.FILES, ".paraph/policy.yaml", shown_office.POLICY + rule)
        with make_desk(tmp_path_factory.mktemp("records")) as desk:
            fetch(desk.bureau)
            browser = desk.browser("ada")
            answer = browser.post(RECORDS, data={"csrf": csrf_of(browser.get(NEW).text), **FORM})
            assert answer.status_code == 303
            work(desk.bureau)
            yield desk, answer.headers["location"]


def csrf_of(page: str) -> str:
    return page.partition('name="csrf" value="')[2].partition('"')[0]


def test_the_form_asks_for_everything_that_is_signed(filed: tuple[Desk, str]) -> None:
    assert_golden("pages/record_new.html", masked(filed[0].browser("ada").get(NEW).text))


def test_a_filed_record_is_shown_as_a_text_and_answered_like_a_change(filed: tuple[Desk, str]) -> None:
    desk, path = filed
    page = desk.browser("ben").get(path)
    assert page.status_code == 200
    assert "for <b>production</b>" in page.text
    assert "How it is undone:" in page.text
    assert "AI took part: it wrote most of it (claude:opus-4)" in page.text
    assert '<table class="diff">' not in page.text
    data = desk.browser("ben").get(f"{path}.json").json()
    note = "It must not be done yet: once it is allowed, this page says so."
    assert data["record"] == {"environment": "production", "may_finish": False, "finish": f"{path}/done", "note": note}
    assert (data["head"]["standing"], data["head"]["tools"]) == ("wait", ["claude-code"])


def test_what_cannot_be_filed_comes_back_with_what_was_typed(filed: tuple[Desk, str]) -> None:
    browser = filed[0].browser("ada")
    csrf = csrf_of(browser.get(NEW).text)
    answer = browser.post(RECORDS, data={"csrf": csrf, **FORM, "environment": "a b", "title": HOSTILE[:60]})
    assert answer.status_code == 400
    assert "is no environment" in answer.text or "characters" in answer.text
    assert SCRIPT not in answer.text
    assert "the reverse" in answer.text


def test_it_is_done_once_it_is_allowed_and_by_whom_it_is_of(filed: tuple[Desk, str]) -> None:
    desk, path = filed
    ada, ben = desk.browser("ada"), desk.browser("ben")
    assert "P1315" in ada.post(f"{path}/done", data={"csrf": csrf_of(ada.get(path).text)}).text
    page = ben.get(path).text
    revision = page.partition('name="revision" value="')[2].partition('"')[0]
    said = {"csrf": csrf_of(page), "revision": revision, "kind": "approve"}
    assert ben.post(f"{path}/answer", data=said).status_code == 303
    work(desk.bureau)
    assert "Ada Sample or a lead says that it was" in ben.get(path).text
    assert "It was done</button>" not in ben.get(path).text
    page = ada.get(path).text
    assert "It was done</button>" in page
    assert ada.post(f"{path}/done", data={"csrf": csrf_of(page)}).status_code == 303
    assert "It was done." in ada.get(path).text
    assert desk.bureau.row(path.rpartition("/")[2]).state == "landed"
    assert desk.bureau.entries("filed")[-1]["state"] == "done"
