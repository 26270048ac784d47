from __future__ import annotations

import pytest

from golden_file import assert_golden
from masked_page import masked
from shown_office import Desk

pytestmark = pytest.mark.enable_socket


def test_the_page_is_as_it_was_looked_at(desk: Desk) -> None:
    answer = desk.browser("ada").get("/people")
    assert answer.status_code == 200
    assert_golden("pages/people.html", masked(answer.text))
    assert [each["id"] for each in desk.browser("ada").get("/people.json?after=ben").json()["people"]] == [
        "cleo",
        "dan",
    ]
