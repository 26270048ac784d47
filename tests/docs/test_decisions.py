"""Has every record of a decision a number of its own, and does the first page of the documents list them all?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from architecture.tree import ROOT, named

RECORDS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
INDEX = ROOT / "docs" / "index.md"
SECTIONS = {"Question", "Decision", "What follows"}


def title_of(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


def test_numbers_begin_at_one_and_none_is_used_twice_or_left_out() -> None:
    assert [int(path.name.partition("-")[0]) for path in RECORDS] == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("path", RECORDS, ids=named)
def test_a_record_bears_the_number_of_its_file_and_all_sections(path: Path) -> None:
    assert title_of(path).startswith(f"{int(path.name.partition('-')[0])}. ")
    assert set(re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)) >= SECTIONS


def test_all_are_listed_in_their_order() -> None:
    listed = re.findall(r"^(\d+\.) \[(.+)\]\(decisions/(.+)\)$", INDEX.read_text(encoding="utf-8"), re.MULTILINE)
    assert [(f"{number} {title}", name) for number, title, name in listed] == [
        (title_of(path), path.name) for path in RECORDS
    ]
