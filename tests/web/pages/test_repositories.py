from __future__ import annotations

import pytest

from golden_file import assert_golden
from masked_page import masked
from shown_office import Desk

pytestmark = pytest.mark.enable_socket


def test_the_page_is_as_it_was_looked_at(desk: Desk) -> None:
    answer = desk.browser("ada").get("/repositories")
    assert answer.status_code == 200
    assert_golden("pages/repositories.html", masked(answer.text))
    assert desk.browser("ada").get("/repositories.json").json()["schema"] == "paraph/repositories-page/v1"
