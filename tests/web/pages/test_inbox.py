from __future__ import annotations

import pytest

from golden_file import assert_golden
from masked_page import masked
from shown_office import Desk

pytestmark = pytest.mark.enable_socket


@pytest.mark.parametrize("person", ["ben", "ada"])
def test_the_inbox_is_as_it_was_looked_at(desk: Desk, person: str) -> None:
    answer = desk.browser(person).get("/")
    assert answer.status_code == 200
    assert_golden(f"pages/inbox_{person}.html", masked(answer.text))


def test_the_inbox_is_data_too(desk: Desk) -> None:
    data = desk.browser("ben").get("/inbox.json").json()
    assert data["schema"] == "paraph/inbox/v1"
    by_name = {section["name"]: section for section in data["sections"]}
    assert by_name["turn"]["rows"][0]["number"] == desk.numbers["pay"]
    assert by_name["turn"]["rows"][0]["due"] == "due in 1 h"
    assert [row["number"] for row in by_name["landed"]["rows"]] == [desk.numbers["landed"]]


def test_one_part_is_shown_alone(desk: Desk) -> None:
    data = desk.browser("ben").get("/inbox.json?part=waiting&of=mine").json()
    assert [section["name"] for section in data["sections"]] == ["waiting"]
    assert all(row["is_mine"] for row in data["sections"][0]["rows"])


@pytest.mark.parametrize("query", ["part=x", "of=x", "before=x", "before=-1", "before=" + "9" * 40])
def test_a_query_that_says_nothing_is_refused(desk: Desk, query: str) -> None:
    answer = desk.browser("ben").get(f"/?{query}")
    assert answer.status_code == 400
    assert "P1343" in answer.text
