from __future__ import annotations

import pytest

from shown_office import Desk

pytestmark = pytest.mark.enable_socket


@pytest.mark.parametrize(("what", "ask"), [("pay", "none"), ("plain", "ask-1")])
def test_what_nobody_is_asked_here_is_not_handed_on(desk: Desk, what: str, ask: str) -> None:
    browser = desk.browser("ben")
    csrf = browser.get(desk.path("pay")).text.partition('name="csrf" value="')[2].partition('"')[0]
    answer = browser.post(desk.path(what, "/hand-on"), data={"csrf": csrf, "ask": ask, "why": "away"})
    assert answer.status_code == 400
    assert "P1350" in answer.text


def test_who_is_asked_hands_on_with_one_form(desk: Desk) -> None:
    assert '/hand-on"' in desk.browser("ben").get(desk.path("pay")).text
    assert '/hand-on"' not in desk.browser("dan").get(desk.path("pay")).text


def test_somebody_else_is_asked_too_with_one_form(desk: Desk) -> None:
    browser = desk.browser("ada")
    csrf = browser.get(desk.path("plain")).text.partition('name="csrf" value="')[2].partition('"')[0]
    for to, status in (("cleo", 303), ("cleo", 400), ("ben", 400)):
        answer = browser.post(desk.path("plain", "/ask"), data={"csrf": csrf, "to": to, "why": "you know shops"})
        assert answer.status_code == status
    asks = desk.browser("cleo").get(desk.path("plain", ".json")).json()["asks"]
    extra = [each for each in asks if each["requirement"] == "another look"]
    assert [(each["person"]["id"], each["state"], each["by"]) for each in extra] == [("cleo", "open", "Ada Sample")]
    assert "another look, asked by Ada Sample" in desk.browser("ada").get(desk.path("plain")).text
