"""Does only the administrator who began it come to an app, and is that an entry of the log?"""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from paraph.core.ledger.entry import read_entry
from paraph.wiring import github_setup
from paraph.wiring.github_setup import KeptApp
from web.app import Browser, Stand

pytestmark = pytest.mark.enable_socket
PATH = "/setup/github"


def begun(browser: Browser) -> str:
    """The state that goes along to GitHub."""
    page = browser.get(f"{PATH}?organisation=acme")
    action = unescape(re.findall(r'method="post" action="(https:[^"]+)"', page.text)[0])
    assert action.startswith("https://github.com/organizations/acme/settings/apps/new?state=")
    assert "form-action 'self' https://github.com;" in page.headers["content-security-policy"]
    return parse_qs(urlsplit(action).query)["state"][0]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    codes: list[str] = []

    def keep_app(config: Any, code: str, tell: Any) -> KeptApp:
        codes.append(code)
        return KeptApp("7", "<b>app</b>", "https://github.com/apps/app", ("forges:", "  - kind: github"))

    monkeypatch.setattr(github_setup, "keep_app", keep_app)
    return codes


def test_who_began_it_comes_to_an_app(stand: Stand, made: list[str]) -> None:
    kim = stand.browser("kim")
    page = kim.get(PATH, params={"code": "a-good-code", "state": begun(kim)})
    assert (page.status_code, made) == (200, ["a-good-code"])
    assert "kind: github" in unescape(page.text)
    assert "https://github.com/apps/app/installations/new" in unescape(page.text)
    said = read_entry(list(stand.log.entries())[-1])
    assert (said["kind"], said["what"], said["by"], said["app"]) == ("administered", "github-app-made", "kim", "7")


@pytest.mark.parametrize("state", ["", "guessed", "\udcff".encode("utf-8", "replace").decode()])
def test_a_code_that_another_site_brings_is_not_exchanged(stand: Stand, made: list[str], state: str) -> None:
    kim = stand.browser("kim")
    assert kim.get(PATH, params={"code": "a-good-code", "state": state}).status_code == 403
    assert made == []


def test_the_state_of_another_session_is_not_taken(stand: Stand, made: list[str]) -> None:
    state = begun(stand.browser("kim"))
    assert stand.browser("kim").get(PATH, params={"code": "a-good-code", "state": state}).status_code == 403
    assert stand.browser("ada").get(PATH).status_code == 403
    assert made == []


def test_a_bad_organisation_is_told(stand: Stand) -> None:
    assert stand.browser("kim").get(f"{PATH}?organisation=a/b").status_code == 400
