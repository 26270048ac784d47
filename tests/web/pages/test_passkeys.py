"""How does somebody get a passkey on the page for it, and lose it?"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from html import unescape
from typing import Any

import pytest

from adapters.signers.passkey import SoftPasskey
from paraph.flows.answer.enrol import FRESH_SECONDS
from web.pages.test_answer import Desk, Seat, desk, passkeys

__all__ = ["desk"]


pytestmark = pytest.mark.enable_socket


def post(browser: Seat, after: str, **fields: Any) -> Any:
    return browser.post(f"/me/passkeys{after}", fields, browser.csrf())


def made(browser: Seat, key: SoftPasskey, name: str = "laptop") -> Any:
    given = post(browser, "/prepare").json()
    challenge = urlsafe_b64decode(given["challenge"] + "==")
    return post(browser, "/finish", answer=json.dumps(key.attestation(challenge)), name=name)


def test_one_is_added_shown_and_removed(desk: Desk) -> None:
    browser, key = desk.at("ben"), SoftPasskey(seed=7)
    assert "None yet" in browser.get("/me/passkeys").text
    assert made(browser, key, "<b>ring</b>").json()["next"].startswith("/me/passkeys")
    page = browser.get("/me/passkeys").text
    assert "&lt;b&gt;ring" in page
    assert key.public.text in unescape(page)
    (id_,) = passkeys(desk.bureau, "ben")
    assert post(desk.at("cleo"), "/revoke", id=id_).status_code == 400
    assert post(browser, "/revoke", id=id_).status_code == 303
    assert passkeys(desk.bureau, "ben") == []


def test_a_challenge_is_used_once_and_a_login_must_be_fresh(desk: Desk) -> None:
    browser, key = desk.at("ben"), SoftPasskey(seed=7)
    given = post(browser, "/prepare").json()
    answer = json.dumps(key.attestation(urlsafe_b64decode(given["challenge"] + "==")))
    assert post(browser, "/finish", answer="{}", name="x").json()["code"] == "P1360"
    assert post(browser, "/finish", answer=answer, name="x").json()["code"] == "P1373"
    desk.bureau.tick(FRESH_SECONDS + 1)
    assert post(browser, "/prepare").json()["code"] == "P1368"
    assert "log out and in again" in browser.get("/me/passkeys").text
    assert passkeys(desk.bureau, "ben") == []
