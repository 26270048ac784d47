"""Is a request from another site never taken for one of our pages, and a bad token never for none?"""

from __future__ import annotations

import pytest

from paraph.web.guards import CSRF_FIELD, CSRF_HEADER
from paraph.web.sessions import cookie_name
from web.app import URL, Browser, Stand, token

pytestmark = pytest.mark.enable_socket


def is_out(stand: Stand, browser: Browser) -> bool:
    return browser.get("/api/v1/me").status_code == 401


def test_a_form_of_our_own_page_works(stand: Stand, ada: Browser) -> None:
    answer = ada.post("/logout", data={CSRF_FIELD: ada.csrf()[CSRF_HEADER]}, headers={"origin": URL})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert is_out(stand, ada)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {CSRF_HEADER: "guessed"},
        {CSRF_HEADER: ""},
        {"origin": "https://evil.test", CSRF_HEADER: "own"},
        {"origin": "null", CSRF_HEADER: "own"},
        {"origin": f"{URL}.evil.test", CSRF_HEADER: "own"},
        {"origin": URL.replace("https", "http"), CSRF_HEADER: "own"},
        {"sec-fetch-site": "cross-site", CSRF_HEADER: "own"},
        {"sec-fetch-site": "same-site", CSRF_HEADER: "own"},
    ],
)
def test_a_forged_request_changes_nothing(stand: Stand, ada: Browser, headers: dict[str, str]) -> None:
    own = ada.csrf()[CSRF_HEADER]
    sent = {name: own if value == "own" else value for name, value in headers.items()}
    answer = ada.post("/logout", headers=sent)
    assert answer.status_code == 403
    assert not is_out(stand, ada)


def test_another_sessions_secret_is_not_taken(stand: Stand, ada: Browser) -> None:
    other = stand.browser("lin").csrf()
    assert ada.post("/logout", headers=other).status_code == 403


def test_a_token_needs_no_form_and_a_cookie_beside_it_gives_nothing(stand: Stand, ada: Browser) -> None:
    answer = ada.get("/", headers=token(stand, "read"))
    assert answer.status_code == 403


@pytest.mark.parametrize("given", ["Bearer ", "Bearer x", "Basic YTpi", "x", "bearer"])
def test_a_bad_token_is_refused_also_beside_a_good_cookie(ada: Browser, given: str) -> None:
    answer = ada.get("/api/v1/me", headers={"authorization": given})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_a_session_ends(stand: Stand, ada: Browser) -> None:
    stand.now += 12 * 3_600
    assert is_out(stand, ada)


def test_who_has_left_is_out_and_so_is_who_was_taken_from_the_directory(stand: Stand) -> None:
    for person in ("tom", "gone"):
        assert is_out(stand, stand.browser(person))


@pytest.mark.parametrize("cookie", ["", "x", "x" * 500, "'; drop table", "ü"])
def test_a_cookie_of_nobody_is_nobody(stand: Stand, cookie: str) -> None:
    browser = stand.browser()
    name = cookie_name(stand.office)
    answer = browser.get("/api/v1/me", headers=[(b"cookie", f"{name}={cookie}".encode())])
    assert answer.status_code == 401


def test_somebody_unknown_is_led_to_the_login_and_back(stand: Stand) -> None:
    answer = stand.browser().get("/audit?before=9")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2Faudit%3Fbefore%3D9")
