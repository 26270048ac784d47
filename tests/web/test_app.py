"""Is the application put together so that nothing is open by mistake?"""

from __future__ import annotations

from typing import Any

import pytest
from litestar import get

from paraph.web import pages
from paraph.web.guards import requires
from web.app import Stand

pytestmark = pytest.mark.enable_socket


def test_with_a_handler_that_says_nothing_there_is_no_application(monkeypatch: pytest.MonkeyPatch) -> None:
    @get("/forgotten", sync_to_thread=False)
    def forgotten() -> dict[str, Any]:
        return {"secret": 1}

    monkeypatch.setattr(pages, "HANDLERS", (forgotten,))
    with pytest.raises(RuntimeError, match="forgotten does not say who may call it"):
        Stand(url="https://one.example.test")


def test_what_fails_in_a_page_tells_an_id_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    @get("/broken", guards=[requires()], sync_to_thread=True)
    def broken() -> dict[str, Any]:
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr(pages, "HANDLERS", (broken,))
    stand = Stand(url="https://two.example.test")
    answer = stand.browser("ada").get("/broken.json")
    (told,) = [said for event, said in stand.told if event == "bug"]
    assert answer.status_code == 500
    assert answer.json()["code"] == "P1329"
    assert told["id"] in answer.text
    assert "swordfish" not in answer.text
    assert "swordfish" in told["error"]
