"""Do probes learn whether we are well, and nobody else more than that?"""

from __future__ import annotations

from typing import Any

import pytest

from paraph.core.errors import Problem, ReadError
from web.app import Stand, token

pytestmark = pytest.mark.enable_socket


def test_a_probe_is_answered_by_any_name(stand: Stand) -> None:
    browser = stand.browser()
    for path in ("/health", "/ready"):
        assert browser.get(path, headers={"host": "10.0.0.7"}).status_code == 200


def test_it_is_not_ready_without_its_log(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Any) -> Any:
        raise ReadError(Problem("P0801", "the disk is gone"))

    monkeypatch.setattr(type(stand.log), "head", fail)
    browser = stand.browser()
    answer = browser.get("/ready")
    assert (answer.status_code, answer.json()) == (503, {"ready": False})
    assert browser.get("/health").status_code == 200
    parts = browser.get("/ready/parts", headers=token(stand, "read")).json()["parts"]
    assert parts["database"] == {"good": False, "needed": True, "said": "the disk is gone"}


def test_figures_are_for_a_token(stand: Stand) -> None:
    answer = stand.browser().get("/metrics", headers=token(stand, "read"))
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, "text/plain")
    assert stand.browser().get("/metrics", headers={"accept": "text/plain"}).status_code in {303, 401}
