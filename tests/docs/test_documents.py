"""Are the pages about documents and problems what the code says?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from architecture.tree import ROOT, SOURCE
from docs import documents, problem_codes, statements, tables
from paraph.core.model.decision import EXIT_CODES
from paraph.core.tier import cochange

PAGES = {
    **documents.pages(), **tables.pages(),
    problem_codes.PAGE: problem_codes.page(), statements.PAGE: statements.page(),
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_is_what_the_code_says(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == PAGES[page], "something has changed: make docs"


def test_every_problem_code_is_listed_once() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    rows = re.findall(r"^\| (P\d{4}) \|", PAGES[problem_codes.PAGE], re.MULTILINE)
    assert sorted(set(re.findall(r'"(P\d{4})"', source))) == sorted(rows)


def test_every_section_that_is_pointed_to_is_there() -> None:
    for text in PAGES.values():
        there = {title.lower().replace(" ", "-") for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
        assert {found for found in re.findall(r"\]\(#([^)]+)\)", text) if found not in there} == set()


def test_figures_in_explanations_are_those_of_the_code() -> None:
    text = " ".join((ROOT / "docs" / "explanation" / "tiers.md").read_text(encoding="utf-8").split())
    assert f"the newest {cochange.WINDOW} landed changes" in text
    assert f"at least {['', 'once', 'twice', 'three', 'four', 'five'][cochange.MIN_TOGETHER]} times" in text
    assert f"at least {cochange.MIN_SHARE:.0%}".replace("%", " %") + " of the cases" in text


def test_the_first_page_names_every_exit_code_of_a_verdict() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = dict(re.findall(r"^\| (\d+) \| ([a-z]+(?: [a-z]+)?)", text, re.MULTILINE))
    assert {verdict: table[str(code)] for verdict, code in EXIT_CODES.items()} == {
        verdict: verdict.value.replace("_", " ") for verdict in EXIT_CODES
    }
