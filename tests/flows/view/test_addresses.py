from __future__ import annotations

import pytest

from paraph.flows.view.addresses import change_address, entry_address, repository_address
from paraph.web.paths import asked_path, change_path, named, repository_path


@pytest.mark.parametrize("number", ["7", "fe/at", "a b", "x.json", "ä/ö.json", "%2F", "-", "timeline"])
@pytest.mark.parametrize("key", ["github:acme/shop", "git:a b", "gitlab:a/b/c"])
def test_an_address_is_the_one_that_is_routed(key: str, number: str) -> None:
    assert change_address(key, number) == change_path(key, number)
    asked = asked_path(change_address(key, number, "timeline").encode() + b".json")
    assert asked is not None
    assert asked.is_json
    parts = asked.path.split("/")
    assert (named(parts[2]), named(parts[5]), parts[6]) == (key, number, "timeline")


def test_other_pages_have_theirs() -> None:
    assert repository_address("github:acme/shop", "policy") == repository_path("github:acme/shop") + "/policy"
    assert entry_address(7) == "/audit/entries/7"
