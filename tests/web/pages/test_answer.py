"""Does a page's form, with a passkey, become an answer that counts; and what else does the page take?"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from adapters.signers.passkey import SoftPasskey
from flows.answer.desk import SIGNED, enrolled, opened
from office import KEY, POLICY, Bureau
from paraph.flows.attend.people import everybody
from paraph.web.app import create_app
from paraph.web.guards import CSRF_HEADER
from paraph.web.sessions import cookie_name, session_of, start_session
from paraph.wiring.serve import Server
from web.app import Browser

pytestmark = pytest.mark.enable_socket


class Seat:
    """A browser in which somebody is logged in, or nobody: all of a desk share one connection."""

    def __init__(self, desk: Desk, who: str) -> None:
        self.desk, self.cookie = desk, start_session(desk.office, who, f"github:{who}") if who else ""

    def get(self, path: str) -> Any:
        return self.desk.browser.get(path, headers=self._cookie())

    def post(self, path: str, data: dict[str, str], headers: dict[str, str] | None = None) -> Any:
        return self.desk.browser.post(path, data=data, headers={**self._cookie(), **(headers or {})})

    def csrf(self) -> dict[str, str]:
        """What our own pages send with a form, to a script of theirs."""
        session = session_of(self.desk.office, self.cookie)
        assert session is not None
        return {CSRF_HEADER: session.csrf, "origin": self.desk.office.config.url, "accept": "application/json"}

    def _cookie(self) -> dict[str, str]:
        return {"cookie": f"{cookie_name(self.desk.office)}={self.cookie}"} if self.cookie else {}


class Desk:
    """A server in memory with one change, and its application."""

    def __init__(self, folder: Path, policy: str) -> None:
        self.bureau, self.number = opened(folder, policy)
        self.office = self.bureau.office
        server = Server(self.office, {}, cast("Any", SimpleNamespace(wake=self.bureau.run)))
        self.app = create_app(server, lambda: everybody(self.office))
        self.browser = Browser(cast("Any", self))

    def at(self, who: str = "") -> Seat:
        return Seat(self, who)

    def post(self, seat: Seat, after: str = "", **fields: Any) -> Any:
        """What a form of the page of the change sends."""
        fields = {"revision": str(self.bureau.row(self.number).version), **fields}
        return seat.post(self.path + after, fields, seat.csrf())

    @property
    def path(self) -> str:
        return f"/r/{KEY}/-/changes/{self.number}/answer"


@pytest.fixture(params=[SIGNED])
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    made = Desk(tmp_path, request.param)
    with made.browser:
        yield made
    made.bureau.close()


def finished(desk: Desk, browser: Seat, key: SoftPasskey, given: dict[str, Any]) -> Any:
    challenge = urlsafe_b64decode(given["challenge"] + "==")
    return desk.post(browser, "/finish", answer=json.dumps(key.assertion(challenge)))


def test_reading_answering_and_signing_turns_the_change(desk: Desk) -> None:
    key = enrolled(desk.bureau, "ben", 7)
    browser = desk.at("ben")
    given = desk.post(browser, "/prepare", kind="approve").json()
    assert given["host"] == "paraph.example.test"
    assert len(given["passkeys"]) == 1
    assert "I have read the whole change" in given["sentence"]
    done = finished(desk, browser, key, given)
    assert done.status_code == 201
    assert done.json()["next"].startswith(f"/r/{KEY}/-/changes/{desk.number}")
    desk.bureau.run()
    assert desk.bureau.row(desk.number).verdict == "allow"
    again = finished(desk, browser, key, given)
    assert (again.status_code, again.json()["code"]) == (400, "P1373")


def test_a_challenge_is_for_one_answer_by_one_person(desk: Desk) -> None:
    ben, cleo = enrolled(desk.bureau, "ben", 7), enrolled(desk.bureau, "cleo", 8)
    browser, other = desk.at("ben"), desk.at("cleo")
    given = desk.post(browser, "/prepare", kind="approve").json()
    assert finished(desk, other, cleo, given).json()["code"] == "P1373"
    assert finished(desk, browser, cleo, given).json()["code"] == "P1372"
    desk.post(browser, "/prepare", kind="approve")
    assert finished(desk, browser, ben, given).json()["code"] == "P1376"
    assert desk.bureau.entries("statement") == []


def test_the_page_that_was_left_open_is_too_old(desk: Desk) -> None:
    enrolled(desk.bureau, "ben", 7)
    browser, before = desk.at("ben"), str(desk.bureau.row(desk.number).version)
    desk.bureau.push(desk.number, {"src/a.py": "a = 3\n"})
    desk.bureau.deliver(number=desk.number)
    desk.bureau.run()
    found = desk.post(browser, "/prepare", kind="approve", revision=before)
    assert (found.status_code, found.json()["code"]) == (400, "P1365")


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"kind": "bless"}, "P1363"), ({"kind": "approve", "revision": "x"}, "P1363"), ({}, "P1363"),
     ({"kind": "approve"}, "P1371"), ({"kind": "override", "hours": "²"}, "P1363")],
)  # fmt: skip
def test_a_form_that_is_none_is_told_what_is_wrong(desk: Desk, fields: dict[str, str], code: str) -> None:
    found = desk.post(desk.at("ben"), "/prepare", **fields)
    assert (found.status_code, found.json()["code"]) == (400, code)


def test_a_veto_is_not_taken_without_a_key(desk: Desk) -> None:
    found = desk.post(desk.at("ben"), kind="veto", reason="It rounds twice.")
    assert (found.status_code, found.json()["code"]) == (400, "P1371")


@pytest.mark.parametrize("desk", [POLICY], indirect=True)
def test_answers_are_not_lost_where_nobody_signs_them(desk: Desk) -> None:
    found = desk.post(desk.at("ben"), kind="approve", **{"answer-why-now": "It is due."})
    assert (found.status_code, found.json()["code"]) == (400, "P1379")
    assert desk.bureau.entries("reviewed") == []


@pytest.mark.parametrize("desk", [POLICY], indirect=True)
def test_where_a_review_is_enough_a_form_is(desk: Desk) -> None:
    done = desk.post(desk.at("ben"), kind="approve")
    assert (done.status_code, done.headers["location"]) == (303, f"/r/{KEY}/-/changes/{desk.number}?answered=1")
    desk.bureau.run()
    assert desk.bureau.row(desk.number).verdict == "allow"


def test_nobody_answers_without_a_login_or_from_another_site(desk: Desk) -> None:
    stranger = desk.at()
    assert stranger.post(desk.path, data={"kind": "approve"}).status_code == 401
    browser = desk.at("ben")
    assert browser.post(desk.path, data={"kind": "approve"}).status_code == 403
    foreign = {**browser.csrf(), "origin": "https://elsewhere.example.test"}
    assert browser.post(desk.path, data={"kind": "approve"}, headers=foreign).status_code == 403


def passkeys(bureau: Bureau, who: str) -> list[str]:
    return [each.id for each in bureau.office.accounts.passkeys(who) if not each.revoked_at]


__all__ = ["Desk", "desk", "passkeys"]
