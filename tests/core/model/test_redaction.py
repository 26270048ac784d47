from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.model.redaction import FORMS, redacted

CASES = {
    "postgres://ada:hunter22@db/x": "postgres://ada:[redacted: password]@db/x",
    "Authorization: Bearer abcdef123456": "Authorization: Bearer [redacted: password]",
    "export AWS_SECRET_ACCESS_KEY=abcd1234efgh": "export AWS_SECRET_ACCESS_KEY=[redacted: password]",
    '{"api_key": "xyz12345"}': '{"api_key": "[redacted: password]"}',
    '{"text": "{\\"password\\": \\"xyz12345\\"}"}': '{"text": "{\\"password\\": \\"[redacted: password]\\"}"}',
    "ghp_" + "a" * 36: "[redacted: token]",
    "glpat-" + "a" * 20: "[redacted: token]",
    "xoxb-" + "1" * 12: "[redacted: token]",
    "sk-ant-" + "a" * 40: "[redacted: token]",
    "AKIA" + "A" * 16: "[redacted: key id]",
    "eyJhbGciOiJI.eyJzdWIiOiIx.abc": "[redacted: token]",
    "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIE\n-----END RSA PRIVATE KEY-----\nrest": (
        "[redacted: private key]\nrest"
    ),
    "-----BEGIN PRIVATE KEY-----\nMIIE": "[redacted: private key]",
}
PLAIN = (
    "the password is long", "a token of thanks", "see https://example.test/a:b", "sk-short", "secret: ''",
    "-----BEGIN CERTIFICATE-----\nMIIE", "ada@example.test", "commit 0123456789abcdef0123456789abcdef01234567",
)  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_a_secret_is_taken_out(text: str) -> None:
    assert redacted(text) == (CASES[text], 1)


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redacted(text) == (text, 0)


@pytest.mark.parametrize("text", CASES)
def test_nothing_is_taken_out_twice(text: str) -> None:
    assert redacted(redacted(text).text).secrets == 0


@settings(max_examples=8)
@given(st.data())
@pytest.mark.parametrize("number", range(len(FORMS)))
def test_a_mark_stands_in_every_text_of_its_form(number: int, data: st.DataObject) -> None:
    form = FORMS[number]
    text = data.draw(st.from_regex(form.pattern.pattern, alphabet=st.characters(exclude_categories=["Cs"])))

    assert any(mark in text.casefold() for mark in form.marks)
