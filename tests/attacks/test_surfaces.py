"""Threat 30: can names and messages act on a terminal, a comment, a build server or a reader of JSON?"""

from __future__ import annotations

import re

import pytest

from attacks.field import PEOPLE, Field

EVIL = "\x1b[31m\x1b]0;owned\x07\x9b31m\u202e\u2066<script>x</script>`![x](http_//x)@all|\r\n"
EVIL += "::error::x\n##[error]x\n##vso[x]"
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|^::|##(?:vso)?\\[", re.MULTILINE)


@pytest.fixture
def poisoned(field: Field) -> Field:
    field.repo.switch("main")
    named = PEOPLE.replace("Ben Sample", "'Ben <script>[x](http://x)@all ##[error]'")
    field.repo.commit("names", {".paraph/people.yaml": named, "CODEOWNERS": "* <b>@x.test\n"})
    field.repo.git("switch", "--quiet", "--force-create", "topic", "main")
    name = EVIL.replace("/", "_")
    field.repo.git("update-index", "--add", "-z", "--index-info", stdin=f"100644 {field.repo.blob('x')}\t{name}\0")
    message = f"{EVIL}\n\nAI-Assistance: {EVIL[:20]}\nCo-authored-by: {EVIL[:20]} <x@example.test>\n"
    field.repo.git("commit", "--quiet", "--cleanup=verbatim", "--file=-", stdin=message)
    return field


@pytest.mark.parametrize("format_", ["text", "json", "markdown", "sarif"])
def test_a_decision_only_shows_what_it_quotes(poisoned: Field, format_: str) -> None:
    answered = poisoned.gate(format_=format_)
    assert answered.code in {3, 4}
    assert ACTING.search(answered.written) is None


def test_a_comment_holds_no_markup_of_others(poisoned: Field) -> None:
    written = re.sub(r"(`+).*?\1", "", poisoned.gate(format_="markdown").written)
    assert "<script" not in written
    assert "](" not in written
    assert "@all" not in written


@pytest.mark.parametrize("format_", ["text", "json", "markdown"])
def test_an_error_only_shows_what_it_quotes(poisoned: Field, format_: str) -> None:
    answered = poisoned.gate(change=f"main..{EVIL}", format_=format_)
    assert answered.code == 2
    assert ACTING.search(answered.written) is None
