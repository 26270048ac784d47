"""Can it be read who was asked for what?"""

from __future__ import annotations

import pytest

from paraph.core.model.asking import Ask
from paraph.ports.board import AskRow
from paraph.ports.ledger import Row
from web.app import Stand

pytestmark = pytest.mark.enable_socket


def test_asks_of_a_person_and_of_a_change(stand: Stand) -> None:
    asks = [Ask(f"a{n}", "git:a", str(n), "h" * 40, "r", person, 1, 2) for n, person in enumerate(("ada", "ben"))]
    stand.log.record((), (), [Row(AskRow(each)) for each in asks])
    browser = stand.browser("oda")
    assert [each["person"] for each in browser.get("/api/v1/asks").json()["asks"]] == ["ada", "ben"]
    assert [each["id"] for each in browser.get("/api/v1/asks?person=ben").json()["asks"]] == ["a1"]
    assert [each["id"] for each in browser.get("/api/v1/asks?repository=git:a&number=0").json()["asks"]] == ["a0"]
