"""Does somebody get in who is in the directory, by whom we trust, in the browser that asked; and nobody else?"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory, Person
from paraph.ports.config import ServerConfig
from paraph.ports.identity import Begun, Identified
from paraph.web.login import login_link
from paraph.web.sessions import cookie_name, digest_of
from web.app import URL, Stand

pytestmark = pytest.mark.enable_socket


class Provider:
    """Says who somebody is, as the test tells it."""

    name, title = "github", "GitHub"

    def __init__(self) -> None:
        self.found = Identified(("github:ada",), "Ada Sample")
        self.finished: list[tuple[bytes, str, dict[str, str]]] = []

    def begin(self, redirect: str) -> Begun:
        return Begun(f"https://forge.example.test/authorize?redirect_uri={redirect}", b'["kept"]')

    def finish(self, kept: bytes, redirect: str, query: dict[str, str], now: int) -> Identified:
        self.finished.append((kept, redirect, query))
        if query.get("state") == "bad":
            raise InputError(Problem("P1330", "no"))
        if query.get("state") == "down":
            raise ReadError(Problem("P1331", "down"))
        return self.found


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def stand(provider: Provider) -> Stand:
    made = Stand()
    made.server.providers.update(github=provider)  # type: ignore[attr-defined]
    return made


def link_stand() -> Stand:
    return Stand(config=ServerConfig(url=URL, data="/nowhere", database="memory:", is_link_login=True))


def test_the_page_offers_what_is_configured(stand: Stand) -> None:
    answer = stand.browser().get("/login?next=/audit")
    assert 'href="/login/github?next=%2Faudit"' in answer.text
    assert stand.browser("ada").get("/login?next=/audit").headers["location"] == "/audit"


def test_a_person_of_the_directory_gets_in_and_on(stand: Stand, provider: Provider) -> None:
    browser = stand.browser()
    begun = browser.get("/login/github?next=/audit%3Fbefore%3D3")
    assert begun.headers["location"].startswith("https://forge.example.test/authorize")
    answer = browser.get("/login/github/back?code=c&state=s")
    assert (answer.status_code, answer.headers["location"]) == (303, "/audit?before=3")
    assert provider.finished == [(b'["kept"]', f"{URL}/login/github/back", {"code": "c", "state": "s"})]
    said = browser.get("/api/v1/me").json()
    assert (said["person"], said["roles"]) == ("ada", ["author", "reviewer"])


def test_the_cookie_is_bound_to_this_host(stand: Stand) -> None:
    browser = stand.browser()
    browser.get("/login/github")
    answer = browser.get("/login/github/back?code=c&state=s")
    (said,) = [each for each in answer.headers.get_list("set-cookie") if "__Host-paraph=" in each]
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= {part.strip() for part in said.split(";")}
    assert "Domain" not in said


def test_a_planted_cookie_is_worth_nothing_after_the_login(stand: Stand) -> None:
    browser = stand.browser("ben")
    planted = browser.cookies[cookie_name(stand.office)]
    browser.get("/login/github")
    browser.get("/login/github/back?code=c&state=s")
    assert browser.cookies[cookie_name(stand.office)] != planted
    assert stand.office.accounts.session(digest_of(planted)) is None


@pytest.mark.parametrize(
    "wanted", ["//evil.test", "https://evil.test", "/\\evil.test", "javascript:alert(1)", "/a\tb", "\\\\x"]
)
def test_nobody_is_led_elsewhere(stand: Stand, wanted: str) -> None:
    browser = stand.browser()
    browser.get("/login/github", params={"next": wanted})
    answer = browser.get("/login/github/back?code=c&state=s")
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    ("accounts", "words"),
    [
        (("github:zoe", "email:zoe@example.test"), "accounts: [github:zoe, email:zoe@example.test]"),
        (("github:robot",), "robot"),
        (("github:desk",), "several people"),
        (("github:tom",), "accounts: [github:tom]"),
        (("github:<script>alert(1)</script>\u202e",), "&lt;script&gt;"),
    ],
)
def test_a_stranger_is_told_what_would_make_them_known(
    stand: Stand, provider: Provider, accounts: tuple[str, ...], words: str
) -> None:
    provider.found = Identified(accounts)
    browser = stand.browser()
    browser.get("/login/github")
    answer = browser.get("/login/github/back?code=c&state=s")
    assert answer.status_code == 403
    assert words in answer.text
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text
    assert browser.get("/api/v1/me").status_code == 401


def test_an_answer_in_another_browser_is_refused(stand: Stand, provider: Provider) -> None:
    stand.browser().get("/login/github")
    answer = stand.browser().get("/login/github/back.json?code=c&state=s")
    assert (answer.status_code, answer.json()["code"]) == (400, "P1333")
    assert provider.finished == []


def test_an_answer_too_late_is_refused(stand: Stand) -> None:
    browser = stand.browser()
    browser.get("/login/github")
    stand.now += 600
    assert browser.get("/login/github/back.json?code=c&state=s").json()["code"] == "P1333"


@pytest.mark.parametrize(("state", "status", "code"), [("bad", 400, "P1330"), ("down", 503, "P1331")])
def test_what_the_provider_says_is_passed_on(stand: Stand, state: str, status: int, code: str) -> None:
    browser = stand.browser()
    browser.get("/login/github")
    answer = browser.get(f"/login/github/back.json?code=c&state={state}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_provider_that_is_not_configured_is_not_there(stand: Stand) -> None:
    assert stand.browser().get("/login/oidc").status_code == 404
    assert stand.browser().get("/login/oidc/back").status_code == 404


def test_a_link_logs_in_once() -> None:
    stand = link_stand()
    parts = urlsplit(login_link(stand.server, "ada"))
    assert f"{parts.scheme}://{parts.netloc}" == URL
    path = f"{parts.path}?{parts.query}"
    browser = stand.browser()
    assert browser.get(path).headers["location"] == "/"
    assert browser.get("/api/v1/me").json()["person"] == "ada"
    again = stand.browser().get(path.replace("/link", "/link.json"))
    assert (again.status_code, again.json()["code"]) == (400, "P1332")
    assert parse_qs(parts.query)["key"][0] not in repr(stand.log.kept.links)


def test_a_link_is_no_good_after_an_hour_or_where_links_are_off() -> None:
    stand = link_stand()
    path = login_link(stand.server, "ada").removeprefix(URL)
    stand.now += 3_600
    assert stand.browser().get(path).status_code == 400
    off = Stand()
    assert off.browser().get(login_link(off.server, "ada").removeprefix(URL)).status_code == 404


def test_who_tries_without_end_has_to_wait(stand: Stand) -> None:
    browser = stand.browser()
    answers = [browser.get("/login/github").status_code for _ in range(320)]
    assert (answers[0], answers[-1]) == (303, 429)
    assert int(browser.get("/login/github").headers["retry-after"]) >= 1


def test_who_loses_the_account_is_logged_out(provider: Provider) -> None:
    ada = Person("ada", ("github:ada", "email:ada@example.test"), "Ada Sample", "senior")
    directory = [Directory(people=(ada,))]
    stand = Stand(reading=lambda: directory[0])
    browser = stand.browser("ada")
    assert browser.get("/api/v1/me").status_code == 200
    for people in (
        (changed(ada, accounts=("github:ada-2",)),),
        (changed(ada, accounts=()), Person("eve", ("github:ada",))),
        (Person("eve", ("github:ada",)), changed(ada, accounts=("email:ada@example.test",))),
        (changed(ada, has_left=True),),
    ):
        directory[0] = Directory(people=people)
        stand.now += 10
        assert browser.get("/api/v1/me").status_code == 401
    directory[0] = Directory(people=(ada,), shared=("github:ada",))
    stand.now += 10
    assert browser.get("/api/v1/me").status_code == 401


def test_the_session_is_of_the_account_by_which_they_are_known(stand: Stand, provider: Provider) -> None:
    provider.found = Identified(("oidc:https://issuer.example.test|17", "email:ada@example.test"), "Ada Sample")
    browser = stand.browser()
    browser.get("/login/github")
    browser.get("/login/github/back?code=c&state=s")
    (kept,) = stand.log.kept.sessions.values()
    assert kept.account == "email:ada@example.test"
    assert browser.get("/api/v1/me").json()["person"] == "ada"


def test_a_link_counts_no_more_once_links_do_not() -> None:
    stand = link_stand()
    browser = stand.browser()
    browser.get(urlsplit(login_link(stand.server, "ada")).path + "?" + urlsplit(login_link(stand.server, "ada")).query)
    assert browser.get("/api/v1/me").status_code == 200
    off = stand.office._replace(config=stand.office.config.__class__(url=URL, data="/nowhere", database="memory:"))
    stand.app.state.site = stand.app.state.site._replace(server=stand.server._replace(office=off))
    assert browser.get("/api/v1/me").status_code == 401


def test_who_took_over_a_login_does_not_get_in(stand: Stand, provider: Provider) -> None:
    for number, status in (("17", 303), ("18", 400), ("17", 303)):
        provider.found = Identified(("github:ada",), "Ada Sample", number)
        browser = stand.browser()
        browser.get("/login/github")
        answer = browser.get("/login/github/back?code=c&state=s")
        assert answer.status_code == status
        assert ("P1216" in answer.text) == (status == 400)
        assert browser.get("/api/v1/me").status_code == (200 if status == 303 else 401)
