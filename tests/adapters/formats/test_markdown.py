from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from golden_file import assert_golden
from paraph.adapters.formats.markdown import MAX_CHARACTERS, code, escape, markdown
from paraph.core.model.decision import Finding
from surface_samples import ALL, ALLOW, HOSTILE, HOSTILE_TEXT, WAIT, decision


@pytest.mark.parametrize("name", ALL)
def test_golden(name: str) -> None:
    assert_golden(f"surface/{name}.md", markdown(ALL[name], has_tree=True))


def test_without_the_tree_and_with_names() -> None:
    text = markdown(WAIT, {"grace": "Grace", "linus": "Linus"}.__getitem__)
    assert "All rules" not in text
    assert "by Grace, Linus" in text


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE_TEXT,
        "**bold** _it_ `code` [a](b) <b>x</b> | # @ada http://x.test www.x.test GH-1 #2 ~~s~~ $x$ &amp; \\",
        "<!-- --> </details>",
    ],
)
def test_escaped_text_renders_as_itself_and_nothing_else(text: str) -> None:
    html = MarkdownIt("commonmark").enable(["strikethrough", "table"]).render(f"- x: {escape(text)}")
    for tag in ("<strong", "<em", "<code", "<a ", "<b>", "<script", "<s>", "<!--", "</details", "<img"):
        assert tag not in html
    assert html.count("\n") == 3


@pytest.mark.parametrize(
    ("text", "marks"),
    [("@ada", "@ada"), ("see #12", "#12"), ("http://x.test", "://"), ("www.x.test", "www.x"), ("GH-12", "GH-12")],
)
def test_what_a_forge_makes_live_is_broken(text: str, marks: str) -> None:
    assert marks not in escape(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("", "`  `"), ("a\nb", "`a\\nb`")]
)
def test_code(text: str, expected: str) -> None:
    assert code(text) == expected


def test_a_hostile_change_adds_no_structure() -> None:
    html = MarkdownIt("commonmark", {"html": True}).render(markdown(HOSTILE, has_tree=True))
    assert "<script" not in html
    assert "href" not in html
    assert html.count("<li>") == 6


def test_a_comment_stays_below_what_forges_accept() -> None:
    big = decision(
        WAIT.verdict,
        WAIT.summary,
        WAIT.tree.state,
        *(rule._replace(title="x" * 500) for rule in WAIT.tree.children * 100),
        findings=tuple(Finding("odd", "y" * 100) for _ in range(60)),
    )
    text = markdown(big, has_tree=True)
    assert len(text) < MAX_CHARACTERS + 200
    assert text.count("<details>") == text.count("</details>") == 1
    assert "and 10 more" in text


def test_an_unenforced_answer_says_so() -> None:
    from dataclasses import replace

    assert "Not enforced" in markdown(replace(ALLOW, is_enforced=False))
    assert "Not enforced" not in markdown(ALLOW)
