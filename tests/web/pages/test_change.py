from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from golden_file import assert_golden
from masked_page import masked
from office import KEY
from paraph.flows.view.diff import FilePart
from paraph.web.pages.change import Written
from shown_office import SCRIPT, Desk

pytestmark = pytest.mark.enable_socket
HIDDEN = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200b\x1b]")


PAGES = {
    "change": ("ben", "pay", ""),
    "change_of_mine": ("ada", "pay", ""),
    "denied": ("ada", "denied", ""),
    "landed": ("ben", "landed", ""),
    "file": ("ben", "pay", "/files/2"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_was_looked_at(desk: Desk, name: str) -> None:
    person, what, page = PAGES[name]
    answer = desk.browser(person).get(desk.path(what, page))
    assert answer.status_code == 200
    assert_golden(f"pages/{name}.html", masked(answer.text))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_others_acts(desk: Desk, name: str) -> None:
    person, what, page = PAGES[name]
    for path in (desk.path(what, page), desk.path(what, page) + ".json"):
        text = desk.browser(person).get(path).text
        assert not HIDDEN.search(text)
        assert SCRIPT not in text or path.endswith(".json")
    assert " style=" not in text
    assert not re.search(r"<script(?! src=)", desk.browser(person).get(desk.path(what, page)).text)


def test_a_page_is_data_too(desk: Desk) -> None:
    data = desk.browser("ben").get(desk.path("pay") + ".json").json()
    assert data["schema"] == "paraph/change/v1"
    assert data["head"]["repository"] == KEY
    assert [file["name"] for file in data["files"]][:2] == ["src/logo.bin", "src/odd.py"]
    assert data["box"]["kind"] == "approve"
    assert data["box"]["proof"] == "present"
    assert data["files"][0]["folded"] == "binary"


def test_a_name_with_a_slash_has_its_page(desk: Desk) -> None:
    answer = desk.browser("ben").get(desk.path("slash"))
    assert answer.status_code == 200
    assert "A branch with a slash" in answer.text


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (f"/r/{KEY}/-/changes/99", "P1344"),
        ("/r/github:acme/none/-/changes/1", "P1320"),
        (f"/r/{KEY}/-/changes/1/files/77", "P1348"),
    ],
)
def test_what_is_not_there_is_told(desk: Desk, path: str, code: str) -> None:
    answer = desk.browser("ben").get(path)
    assert answer.status_code == 404
    assert code in answer.text


def test_a_part_is_what_the_page_fetches(desk: Desk) -> None:
    answer = desk.browser("ben").get(desk.path("pay", "/files/2?part=1"))
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<table class="diff">')
    assert "right-to-left override" in answer.text


def test_a_line_tells_who_wrote_it(desk: Desk) -> None:
    data = desk.browser("ben").get(desk.path("pay", "/files/3.json")).json()
    kinds = {line["kind"] for line in data["lines"] if line["sign"] == "+"}
    assert kinds == {"ai", "unknown"}
    told = next(line for line in data["lines"] if line["kind"] == "ai")
    assert told["glyph"] == "●"
    assert "written by an agent" in told["title"]
    assert "claude" in told["title"]


def test_lines_that_were_written_are_not_written_again(desk: Desk) -> None:
    calls: list[Any] = []

    def render(_: str, **given: Any) -> str:
        calls.append(given)
        return "x" * 10

    here: Any = SimpleNamespace(site=SimpleNamespace(templates=SimpleNamespace(render_template=render)))
    written = Written(most=15)
    one, two = (FilePart(at, "a", (), is_binary=False, is_cut=False, ai_lines=0) for at in (1, 2))
    assert written.of(here, one) == written.of(here, one) == "x" * 10
    assert len(calls) == 1
    written.of(here, two)
    assert list(written.kept) == [id(two)]
