"""Is a name with slashes one name, wherever its slashes stand?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.web.paths import Asked, asked_path, change_path, named, quoted, repository_path

SEGMENT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("raw", "path", "is_json"),
    [
        (b"/", "/", False),
        (b"/audit", "/audit", False),
        (b"/audit.json", "/audit", True),
        (b"/.json", "/", True),
        (b"/r/github:acme/shop/-/changes/7", "/r/github:acme\x1fshop/-/changes/7", False),
        (b"/r/gitlab:a/b/c/-/changes/7/timeline.json", "/r/gitlab:a\x1fb\x1fc/-/changes/7/timeline", True),
        (b"/r/git:a/-/changes/fix%2Fx", "/r/git:a/-/changes/fix\x1fx", False),
        (b"/r/git:a/-/changes/x%2Ejson", "/r/git:a/-/changes/x.json", False),
        (b"/api/v1/repositories/github%3Aacme%2Fshop", "/api/v1/repositories/github:acme\x1fshop", False),
        (b"/api/v1/openapi.json", "/api/v1/openapi.json", False),
        (b"/static/a.json", "/static/a.json", False),
    ],
)
def test_how_a_path_is_routed(raw: bytes, path: str, is_json: bool) -> None:
    assert asked_path(raw) == Asked(path, is_json)


@pytest.mark.parametrize("raw", [b"", b"a", b"/%ff", b"/%00", b"/%1f", b"/a/%2e%2e/b", b"/a/./b", b"/" + b"x" * 5000])
def test_what_nobody_may_ask_for(raw: bytes) -> None:
    assert asked_path(raw) is None


@given(SEGMENT)
def test_a_name_comes_back_as_it_was(name: str) -> None:
    if name in {".", ".."}:
        return
    asked = asked_path(f"/r/git:a/-/changes/{quoted(name)}".encode())
    assert asked is not None
    assert named(asked.path.rpartition("/")[2]) == name
    assert not asked.is_json


def test_where_pages_stand() -> None:
    assert repository_path("github:acme/shop") == "/r/github:acme/shop/-"
    assert change_path("git:a", "fix/x.json") == "/r/git:a/-/changes/fix%2Fx%2Ejson"
