"""Are files served that were read at the start, and no others?"""

from __future__ import annotations

from pathlib import Path

import pytest

from paraph.web.assets import Assets, read_assets
from web.app import Stand

pytestmark = pytest.mark.enable_socket


def test_a_file_is_kept_for_a_year_under_its_mark(stand: Stand) -> None:
    url = stand.app.state.assets.url("style.css")
    browser = stand.browser()
    marked, plain = browser.get(url), browser.get("/static/style.css")
    assert marked.headers["content-type"].startswith("text/css")
    assert "immutable" in marked.headers["cache-control"]
    assert "immutable" not in plain.headers["cache-control"]
    assert marked.content == plain.content


@pytest.mark.parametrize("path", ["/static/none.css", "/static/%2e%2e%2fapp.py", "/static/..%2f..%2fa.py", "/static/"])
def test_nothing_else_is_served(stand: Stand, path: str) -> None:
    assert stand.browser().get(path).status_code in {400, 404}


def test_only_known_kinds_are_taken(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a")
    (tmp_path / "a.py").write_text("a")
    assert set(read_assets(tmp_path).known) == {"a.css"}
    assert Assets({"x.css": b"1"}).url("x.css") != Assets({"x.css": b"2"}).url("x.css")
