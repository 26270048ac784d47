from __future__ import annotations

import csv
import io

import pytest

from golden_file import assert_golden
from masked_page import masked
from office import KEY
from paraph.core.ledger.proofs import read_proof
from shown_office import Desk

pytestmark = pytest.mark.enable_socket


@pytest.mark.parametrize(
    ("name", "path"), [("audit", "/audit"), ("repository_audit", f"/r/{KEY}/-/audit")]
)  # fmt: skip
def test_a_page_is_as_it_was_looked_at(desk: Desk, name: str, path: str) -> None:
    answer = desk.browser("ada").get(path)
    assert answer.status_code == 200
    assert_golden(f"pages/{name}.html", masked(answer.text))


def test_an_entry_comes_with_its_proof(desk: Desk) -> None:
    browser = desk.browser("ada")
    page = browser.get("/audit/entries/0").text
    assert "Entry 0: judged" in page
    proof = browser.get("/audit/entries/0/proof")
    assert read_proof(proof.content).index == 0
    assert browser.get("/audit/entries/0/content").content == next(iter(desk.bureau.log.entries(0, 1)))
    assert browser.get("/audit/checkpoint").text == desk.bureau.log.checkpoint()


@pytest.mark.parametrize("index", ["77777", "x", "-1", "9" * 30])
def test_an_entry_that_is_not_there_is_told(desk: Desk, index: str) -> None:
    answer = desk.browser("ada").get(f"/audit/entries/{index}")
    assert answer.status_code == 404
    assert "P1349" in answer.text


def test_the_entries_are_a_table_for_spreadsheets(desk: Desk) -> None:
    answer = desk.browser("ada").get("/audit/entries.csv?start=1")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert rows[0] == ["index", "kind", "at", "repository", "about", "leaf"]
    assert [row[0] for row in rows[1:]] == [str(at) for at in range(1, desk.bureau.log.head().size)]
