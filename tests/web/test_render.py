"""Does a page show what somebody wrote, and never do it?"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from minijinja import TemplateError

from paraph.core.model.proposal import ForgeReview
from paraph.web.render import ago, as_data, count, environment, iso, short, visible


class Row(NamedTuple):
    name: str
    more: tuple[int, ...]


def rendered(folder: Path, text: str, **given: object) -> str:
    (folder / "page.html").write_text(text)
    return environment(lambda: 1_000, lambda name: f"/static/{name}", folder).render_template("page.html", **given)


def test_everything_is_escaped(tmp_path: Path) -> None:
    text = rendered(tmp_path, '<a title="{{ x }}">{{ x|visible }}</a>', x="\"><script>'\u202e&")
    assert "<script>" not in text
    assert 'title="&quot;&gt;&lt;script&gt;&#x27;' in text
    assert "\\u202e" in text


def test_filters_and_functions(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ 940|ago }}, {{ 1200|count('file') }}") == "1 minute ago, 1,200 files"
    assert rendered(tmp_path, "{{ asset('a.css')|safe }}") == "/static/a.css"
    assert rendered(tmp_path, "{{ change_path('git:a', 'b/c')|safe }}") == "/r/git:a/-/changes/b%2Fc"
    assert rendered(tmp_path, "{{ 'a/b'|segment }} {{ '/?&'|query }}") == "a%2Fb %2F%3F%26"


def test_what_is_not_there_is_an_error_and_no_gap(tmp_path: Path) -> None:
    with pytest.raises(TemplateError):
        rendered(tmp_path, "{{ nothing }}")


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "none.html"])
def test_templates_come_from_their_folder_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "secret").write_text("secret")
    made = environment(lambda: 0, str, tmp_path / "templates")
    with pytest.raises(TemplateError):
        made.render_template(name)


@pytest.mark.parametrize(
    ("at", "told"),
    [(0, "never"), (100_000, "just now"), (99_000, "16 minutes ago"), (13_600, "1 day ago"), (103_600, "in 1 hour"),
     (100_001, "in a moment")],
)  # fmt: skip
def test_moments(at: int, told: str) -> None:
    assert ago(at, 100_000) == told


def test_small_words() -> None:
    assert (iso(0), iso(1_780_000_000)) == ("", "2026-05-28T20:26:40Z")
    assert (short("a" * 40), short("sha256:" + "b" * 64)) == ("a" * 12, "b" * 12)
    assert (count(1, "entry", "entries"), count(2, "entry", "entries"), count(7)) == ("1 entry", "2 entries", "7")
    assert visible("a\tb\x1b[0m\u200b") == "a\tb\\x1b[0m\\u200b"


def test_data_all_the_way_down() -> None:
    review = ForgeReview("1", "github:ada", "approved", "c", 3)
    found = as_data({"row": Row("a", (1,)), "review": review, "set": frozenset("ba"), "bytes": b"x"})
    assert found["row"] == {"name": "a", "more": [1]}
    assert found["review"]["account"] == "github:ada"
    assert (found["set"], found["bytes"]) == (["a", "b"], "x")
