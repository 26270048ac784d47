"""Are tokens made by administrators, shown once, narrow, and gone when they are taken back?"""

from __future__ import annotations

from typing import Any

import pytest

from paraph.core.ledger.entry import read_entry
from web.app import Stand

pytestmark = pytest.mark.enable_socket
GOOD: dict[str, Any] = {"name": "ci", "scopes": ["evidence", "read"], "days": 30}


def test_the_life_of_a_token(stand: Stand) -> None:
    kim = stand.browser("kim")
    made = kim.post("/api/v1/tokens", json=GOOD, headers=kim.csrf()).json()
    machine = stand.browser(headers={"authorization": f"Bearer {made['secret']}"})
    assert machine.get("/api/v1/me").json()["scopes"] == ["read", "evidence"]
    listed = kim.get("/api/v1/tokens")
    assert listed.json()["tokens"] == [made["token"] | {"used_at": stand.now}]
    assert made["secret"] not in listed.text
    gone = kim.delete(f"/api/v1/tokens/{made['token']['id']}", headers=kim.csrf())
    assert gone.status_code == 200
    assert machine.get("/api/v1/me").status_code == 401
    entries = [read_entry(each) for each in stand.log.entries()]
    assert [(each["kind"], each["what"], each["by"]) for each in entries] == [
        ("administered", "token-made", "kim"), ("administered", "token-revoked", "kim"),
    ]  # fmt: skip


def test_it_expires(stand: Stand) -> None:
    kim = stand.browser("kim")
    made = kim.post("/api/v1/tokens", json=GOOD | {"days": 1}, headers=kim.csrf()).json()
    machine = stand.browser(headers={"authorization": f"Bearer {made['secret']}"})
    stand.now += 86_400
    assert machine.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"scopes": ["signoff"]}, {"scopes": []}, {"name": ""}, {"name": "a\nb"}, {"name": "x" * 200}, {"days": 0},
        {"days": 10_000}, {"repositories": ["git:none"]}, {"roles": ["lead"]}, {"days": 1e400}, {"scopes": "read"},
    ],
)  # fmt: skip
def test_what_no_token_may_be(stand: Stand, wrong: dict[str, Any]) -> None:
    kim = stand.browser("kim")
    body = str(GOOD | wrong).replace("'", '"').replace("inf", "1e999").replace("\\n", "\\n")
    headers = kim.csrf() | {"content-type": "application/json"}
    assert kim.post("/api/v1/tokens", content=body.encode(), headers=headers).status_code == 400
    assert stand.log.kept.tokens == {}


def test_nobody_takes_back_what_is_not_there(stand: Stand) -> None:
    kim = stand.browser("kim")
    assert kim.delete("/api/v1/tokens/none", headers=kim.csrf()).status_code == 404
