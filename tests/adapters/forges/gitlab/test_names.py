from __future__ import annotations

from functools import partial

import pytest

from paraph.adapters.forges.gitlab.names import (
    account_of,
    change_path,
    group_path,
    is_path,
    key_of,
    login_of,
    note_path,
)
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import ForgeError

SHOP = ConnectedRepository("gitlab:acme/shop", "gitlab", "acme/shop", "17")


@pytest.mark.parametrize("name", ["shop", "a/..", "../x/y", "a//b", "a/b c", "/a/b", "a/b\n", "a/%2e", ""])
def test_what_is_no_project(name: str) -> None:
    assert not is_path(name)
    assert key_of({"path_with_namespace": name}) == ""


def test_names_are_ours_and_theirs() -> None:
    assert key_of({"path_with_namespace": "acme/team/shop.js"}) == "gitlab:acme/team/shop.js"
    assert account_of({"username": "ada.b-c"}) == "gitlab:ada.b-c"
    assert [login_of(each) for each in ("gitlab:ada", "github:ada", "gitlab:a b", "gitlab:")] == ["ada", "", "", ""]


def test_a_project_is_found_by_its_number() -> None:
    assert change_path(SHOP, "5") == "/projects/17/merge_requests/5"
    assert change_path(SHOP._replace(id=""), "5") == "/projects/acme%2Fshop/merge_requests/5"
    assert note_path(SHOP, "5-9") == "/projects/17/merge_requests/5/notes/9"
    assert group_path("acme/seniors") == "/groups/acme%2Fseniors"


@pytest.mark.parametrize("odd", ["", "..", "1/2", "a b", "0", "1?x", "acme/../x"])
def test_nothing_leads_elsewhere(odd: str) -> None:
    for made, name in ((partial(change_path, SHOP), odd), (partial(note_path, SHOP), odd), (group_path, f"{odd}/..")):
        with pytest.raises(ForgeError):
            made(name)
