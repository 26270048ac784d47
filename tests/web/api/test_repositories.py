"""Can it be read which repositories there are, and who asks?"""

from __future__ import annotations

import pytest

from paraph.ports.board import ConnectedRepository
from paraph.ports.ledger import Row
from web.app import Stand, token

pytestmark = pytest.mark.enable_socket


def test_repositories_and_who_asks(stand: Stand) -> None:
    stand.log.record((), (), [Row(ConnectedRepository("github:acme/shop", "github", "acme/shop"))])
    browser = stand.browser("lin")
    (only,) = browser.get("/api/v1/repositories").json()["repositories"]
    assert browser.get("/api/v1/repositories/github%3Aacme%2Fshop").json() == only
    assert (only["key"], only["is_on"]) == ("github:acme/shop", True)
    assert browser.get("/api/v1/me").json()["roles"] == ["author", "lead", "reviewer"]
    machine = stand.browser(headers=token(stand, "read", repositories=("git:a",)))
    assert machine.get("/api/v1/me").json()["repositories"] == ["git:a"]
