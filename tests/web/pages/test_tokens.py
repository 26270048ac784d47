"""How does an administrator let a program in, see it once, and shut it out?"""

from __future__ import annotations

import re
from typing import Any

import pytest

from web.app import Browser, Stand

pytestmark = pytest.mark.enable_socket


def post(browser: Browser, path: str = "/tokens", **fields: Any) -> Any:
    return browser.post(path, data=fields, headers={**browser.csrf(), "accept": "text/html"})


def test_a_token_is_made_shown_once_and_taken_back(stand: Stand) -> None:
    with stand.browser("kim") as browser:
        assert "None yet" in browser.get("/tokens").text
        made = post(browser, name="CI <b>", scope=["read", "evidence", "signoff"], days="7").text
        (secret,) = re.findall(r"paraph_[\w-]{30,}", made)
        assert "CI &lt;b&gt;" in made
        (token,) = stand.office.accounts.tokens()
        assert (token.scopes, token.made_by, token.expires_at - token.made_at) == (
            ("read", "evidence"),
            "kim",
            7 * 86_400,
        )
        assert secret not in browser.get("/tokens").text
        assert post(browser, "/tokens/revoke", id=token.digest).status_code == 303
        assert stand.office.accounts.tokens() == []


@pytest.mark.parametrize(
    "fields",
    [{"name": "x", "scope": "signoff"}, {"name": "", "scope": "read"}, {"name": "x", "scope": "read", "days": "²"},
     {"name": "x", "scope": "read", "days": "400"}, {"name": "x", "scope": "read", "repository": "git:elsewhere"}],
)  # fmt: skip
def test_what_is_no_token_is_refused(stand: Stand, fields: dict[str, str]) -> None:
    with stand.browser("kim") as browser:
        assert post(browser, **fields).status_code == 400
    assert stand.office.accounts.tokens() == []


def test_only_administrators_make_them_and_auditors_look(stand: Stand) -> None:
    for who, may_look in (("oda", 200), ("lin", 403), ("ada", 403)):
        with stand.browser(who) as browser:
            assert browser.get("/tokens").status_code == may_look
            assert post(browser, name="x", scope="read").status_code == 403
    assert stand.office.accounts.tokens() == []
