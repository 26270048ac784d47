"""What is shown at a forge leads to our page, rolls remarks up by file, and formats nothing that others wrote."""

from __future__ import annotations

import pytest

from office import KEY, Bureau
from paraph.core.model.decision import Finding
from paraph.core.model.noun import changed
from paraph.flows.attend.kept import kept
from paraph.flows.attend.report import comment_of, page_of, plain, report_of


@pytest.mark.parametrize(
    ("number", "expected"),
    [("7", "7"), ("feature/a b", "feature%2Fa%20b"), ("x.json", "x%2Ejson"), ("<b>", "%3Cb%3E")],
)
def test_the_page_of_a_change(bureau: Bureau, number: str, expected: str) -> None:
    assert page_of(bureau.office, KEY, number) == f"https://paraph.example.test/r/{KEY}/-/changes/{expected}"


def test_remarks_are_rolled_up_by_file(bureau: Bureau) -> None:
    trailer = "change\n\nGenerated-by: Claude Code\n"
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.work.switch("work")
    head = bureau.work.commit(trailer, {"src/b.py": "b = 1\nc = 2\n"})
    bureau.work.git("update-ref", f"refs/pull/{number}/head", head)
    bureau.work.switch("main")
    bureau.forge.change(KEY, number, head=head)
    bureau.deliver(number=number)
    bureau.run()
    row = bureau.row(number)
    found = kept(bureau.office, row)
    findings = tuple(Finding("contradiction", f"odd {at}", "src/a.py") for at in range(5))
    found = found._replace(decision=changed(found.decision, findings=findings))
    remarks = report_of(bureau.office, row, found, "").annotations
    assert (remarks[0].path, remarks[0].level) == ("src/a.py", "warning")
    assert "and 2 more remarks" in remarks[0].text
    assert ("src/b.py", "notice") in [(each.path, each.level) for each in remarks]
    assert "**Next:**" in comment_of(bureau.office, row, found)
    alarm = comment_of(bureau.office, row._replace(state="alarm", summary="*why*", landed="a" * 40), found)
    assert "&#42;why&#42;" in alarm


def test_what_others_wrote_formats_nothing() -> None:
    said = plain("@ada [x](http://evil) <img> `a`\n# b\u202e")
    assert not set(said) & set("@[]<>`\n\u202e")
    assert "://" not in said
    assert plain("www.evil.test GH-1 !7 %2 100% done! by gh-pages-x") == (
        "www.&#8203;evil.test GH-&#8203;1 !&#8203;7 %&#8203;2 100% done! by gh-pages-x"
    )


def test_a_title_shows_all_that_is_in_it(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.deliver(number=number)
    bureau.run()
    row = bureau.row(number)
    title = report_of(
        bureau.office, row._replace(summary="Denied \u202ewolla\x1b[31m"), kept(bureau.office, row), ""
    ).title
    assert title == "Denied  wolla [31m"
