"""Is what a browser keeps during a login ours, whole, in time, and of the same provider?"""

from __future__ import annotations

import pytest

from paraph.core.errors import InputError
from paraph.web.login_cookie import LASTS_SECONDS, Begun, read_begun, sealed
from web.app import Stand


def test_it_comes_back(stand: Stand) -> None:
    value = sealed(stand.office, "oidc", "/audit", b'["a"]')
    assert read_begun(stand.office, value, "oidc") == Begun(b'["a"]', "/audit")


def test_anything_else_is_refused(stand: Stand) -> None:
    office = stand.office
    value = sealed(office, "oidc", "/audit", b'["a"]')
    body, _, mark = value.rpartition(".")
    other = office._replace(secret=b"x" * 32)
    for bad in ("", ".", mark, f"{body}.", f"{body[:-4]}.{mark}", f"{body}.{mark[:-1]}0", "x" * 9_000, "ü.ü"):
        with pytest.raises(InputError, match="not begun in this browser"):
            read_begun(office, bad, "oidc")
    for reading, provider in ((other, "oidc"), (office, "github")):
        with pytest.raises(InputError):
            read_begun(reading, value, provider)
    stand.now += LASTS_SECONDS
    with pytest.raises(InputError):
        read_begun(office, value, "oidc")
