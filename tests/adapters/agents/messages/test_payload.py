"""Whatever an agent sends is an object or a finding."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.adapters.agents.messages.payload import (
    MOST_BYTES,
    UnreadableError,
    compact,
    optional_text,
    part,
    read_payload,
    text,
    whole,
)  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (b"", "empty"), (b" \n", "empty"), (b"{", "not JSON"), (b"[]", "no"), (b'"a"', "not a JSON object"),
        (b"\xff\xfe", "not UTF-8"), (b"[" * 1_000_000, "nested too deeply"), (b"\0", "not JSON"),
        (b'{"a":' * 200_000, "nested too deeply"), (b" " * (MOST_BYTES + 1), "longer than 16 MB"), (b"1" * 5000, "not"),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_understood_is_said(sent: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read_payload(sent)


def test_control_characters_and_a_mark_of_byte_order_are_read() -> None:
    assert read_payload(b'\xef\xbb\xbf{"a": "b\x01\n"}') == {"a": "b\x01\n"}


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_nothing_else_ever_comes_out(sent: bytes) -> None:
    try:
        found = read_payload(sent)
    except UnreadableError:
        return
    assert isinstance(found, dict)


def test_fields_are_taken_by_their_kind() -> None:
    holder = {"a": 5, "b": "", "c": "x\ud800", "d": '{"e": 1}', "f": {"g": 2}, "h": "{", "i": '{"a": ' * 99_999}
    assert text(holder, "a", "b", "c") == "x\ufffd"
    assert text(holder, "z") == ""
    assert optional_text(holder, "a", "b") == ""
    assert optional_text(holder, "z") is None
    assert part(holder, "a", "d") == {"e": 1}
    assert part(holder, "h", "f") == {"g": 2}
    assert part(holder, "i") == {}


def test_half_a_character_is_replaced_and_a_whole_one_stays() -> None:
    assert whole("a\udc00") == "a\ufffd"
    assert whole("\U0001f600é") == "\U0001f600é"
    assert compact({"a": ["é", 1]}) == '{"a":["é",1]}'
