"""Does every link to a section lead to one?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from architecture.tree import named
from docs.examples import documents

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s#]*)#([^)\s]+)\)")


def sections(path: Path) -> set[str]:
    """The anchors that a forge makes of the headings of a page."""
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", documents(), ids=named)
def test_links_to_sections_lead_somewhere(path: Path) -> None:
    links = LINK.findall(path.read_text(encoding="utf-8"))
    broken = [(page, part) for page, part in links if part not in sections(path.parent / page if page else path)]
    assert not broken


def test_anchors(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# One & `two`\n## What is there, and what not\n", encoding="utf-8")
    assert sections(tmp_path / "a.md") == {"one--two", "what-is-there-and-what-not"}
