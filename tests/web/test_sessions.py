"""Is a session known by its secret alone, and gone when it ends?"""

from __future__ import annotations

import pytest

from paraph.web.sessions import LASTS_SECONDS, cookie, cookie_name, digest_of, end_session, session_of, start_session
from web.app import Stand


def test_the_database_does_not_have_the_secret(stand: Stand) -> None:
    secret = start_session(stand.office, "ada", "github:ada")
    (kept,) = stand.log.kept.sessions.values()
    assert (kept.digest, kept.person, kept.expires_at) == (digest_of(secret), "ada", stand.now + LASTS_SECONDS)
    assert secret not in repr(kept)
    assert kept.csrf not in {"", secret}


def test_it_ends(stand: Stand) -> None:
    secret = start_session(stand.office, "ada", "github:ada")
    found = session_of(stand.office, secret)
    assert found is not None
    end_session(stand.office, found)
    assert session_of(stand.office, secret) is None
    assert stand.log.kept.sessions == {}


def test_a_new_login_ends_the_old_one(stand: Stand) -> None:
    old = start_session(stand.office, "ada", "github:ada")
    new = start_session(stand.office, "ben", "github:ben", old)
    assert session_of(stand.office, old) is None
    found = session_of(stand.office, new)
    assert found is not None
    assert found.person == "ben"


@pytest.mark.parametrize(
    ("url", "name", "secure"), [("https://a.test", "__Host-paraph", True), ("http://127.0.0.1:1", "paraph", False)]
)
def test_the_name_of_the_cookie(url: str, name: str, secure: bool) -> None:
    office = Stand(url=url).office
    made = cookie(office, "x")
    assert (cookie_name(office), made.secure, made.httponly, made.samesite) == (name, secure, True, "lax")
