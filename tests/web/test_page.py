"""Does an answer lead nowhere but to our own pages?"""

from __future__ import annotations

import pytest

from paraph.web.here import Here, Viewer
from paraph.web.page import as_json, context, own_path, redirect
from web.app import Stand


@pytest.mark.parametrize("path", ["/", "/a?b=c#d", "/r/git:a/-/changes/x%2Fy", "/a//b"])
def test_our_own_paths(path: str) -> None:
    assert own_path(path) == path
    assert redirect(path).headers["location"] == path


@pytest.mark.parametrize(
    "path",
    ["", "a", "//evil.test", "///evil.test", "/\\evil.test", "https://evil.test", "/\t/evil.test", "/\n", "/a\rb", "/ü",
     "\\\\evil.test", "/" + "a" * 3_000, " /a", "javascript:alert(1)"],
)  # fmt: skip
def test_anything_else_leads_home(path: str) -> None:
    assert own_path(path) == "/"


def test_what_every_template_sees(stand: Stand) -> None:
    here = Here(stand.app.state.site, Viewer("ada", "Ada", frozenset({"author"}), "secret"), path="/x")
    said = context(here)
    assert (said["csrf"], said["path"], said["viewer"]["may_write"]) == ("secret", "/x", True)
    assert as_json(Viewer("ada"))[:16] == b'{"person":"ada",'
