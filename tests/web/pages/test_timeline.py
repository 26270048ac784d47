from __future__ import annotations

import pytest

from golden_file import assert_golden
from masked_page import masked
from shown_office import Desk

pytestmark = pytest.mark.enable_socket


@pytest.mark.parametrize("what", ["pay", "landed"])
def test_a_timeline_is_as_it_was_looked_at(desk: Desk, what: str) -> None:
    answer = desk.browser("ben").get(desk.path(what, "/timeline"))
    assert answer.status_code == 200
    assert_golden(f"pages/timeline_{what}.html", masked(answer.text))
