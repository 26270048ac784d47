"""Are the pages about documents and problems what the code says?"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from architecture.tree import ROOT, SOURCE
from docs import api_calls, config_keys, documents, problem_codes, statements, tables
from paraph.adapters.agents.capture import journal
from paraph.core.model.decision import EXIT_CODES
from paraph.core.tier import cochange
from paraph.flows.capture import attribute_commit, calls
from paraph.flows.provenance import carry_rewrite


@cache
def pages() -> dict[Path, str]:
    """Each page, as the code says it is."""
    kinds = (problem_codes, statements, config_keys, api_calls)
    made = {kind.PAGE: kind.page() for kind in kinds}
    return {**documents.pages(), **tables.pages(), **made}


def test_the_page_is_what_the_code_says() -> None:
    stale = [page.stem for page, text in pages().items() if page.read_text(encoding="utf-8") != text]
    assert stale == [], "something has changed: make docs"


def test_every_problem_code_is_listed_once() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    rows = re.findall(r"^\| (P\d{4}) \|", pages()[problem_codes.PAGE], re.MULTILINE)
    assert sorted(set(re.findall(r'"(P\d{4})"', source))) == sorted(rows)


def test_every_section_that_is_pointed_to_is_there() -> None:
    for text in pages().values():
        there = {title.lower().replace(" ", "-") for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
        assert {found for found in re.findall(r"\]\(#([^)]+)\)", text) if found not in there} == set()


def test_figures_in_explanations_are_those_of_the_code() -> None:
    text = " ".join((ROOT / "docs" / "explanation" / "tiers.md").read_text(encoding="utf-8").split())
    assert f"the newest {cochange.WINDOW} landed changes" in text
    assert f"at least {['', 'once', 'twice', 'three', 'four', 'five'][cochange.MIN_TOGETHER]} times" in text
    assert f"at least {cochange.MIN_SHARE:.0%}".replace("%", " %") + " of the cases" in text


def test_bounds_of_lines_in_the_documents_are_those_of_the_code() -> None:
    docs = ROOT / "docs"
    said = {
        name: " ".join((docs / name).read_text(encoding="utf-8").split())
        for name in ("explanation/lines.md", "decisions/0025-a-journal-without-a-daemon.md", "how-to/rewrites.md")
    }
    lines, journal_of, rewrites = said.values()
    assert f"above {journal.SNAPSHOT_BYTES // 1_000_000} MB" in lines
    assert f"more than {attribute_commit.MOST_FILES} files" in lines
    assert f"more than {carry_rewrite.MOST_COMMITS:,} commits" in lines
    assert f"More than {carry_rewrite.MOST_COMMITS:,} commits" in rewrites
    assert (calls.MOST_EDIT_SECONDS, calls.MOST_SHELL_SECONDS) == (120, 60)
    assert "at most two minutes (a command: one)" in lines
    megabytes = journal.JOURNAL_BYTES >> 20
    assert f"{journal.MOST_FILES} files a call, {megabytes} MB of journal" in journal_of


def test_the_first_page_names_every_exit_code_of_a_verdict() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = dict(re.findall(r"^\| (\d+) \| ([a-z]+(?: [a-z]+)?)", text, re.MULTILINE))
    assert {verdict: table[str(code)] for verdict, code in EXIT_CODES.items()} == {
        verdict: verdict.value.replace("_", " ") for verdict in EXIT_CODES
    }
