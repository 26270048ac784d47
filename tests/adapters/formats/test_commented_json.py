"""JSON is read with its places, with comments where they are taken, and never otherwise than JSON says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.adapters.formats.commented_json import Node, read_commented
from paraph.core.errors import InputError

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


def read(text: str, *, has_comments: bool = False) -> Node:
    return read_commented(text, "settings.json", has_comments=has_comments)


@settings(max_examples=150, deadline=None)
@given(PLAIN, st.sampled_from([None, 2, "\t"]), st.booleans())
def test_it_reads_what_json_reads(value: Any, indent: int | str | None, is_ascii: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=is_ascii)
    node = read(text)
    assert node.value == value
    assert (node.start, node.end) == (0, len(text))
    for member in node.members:
        assert json.loads(text[member.node.start : member.node.end]) == member.node.value


def test_places_and_commas_are_told() -> None:
    text = '{"a": [1, 2], /* x */ "b": {},} // end'
    node = read(text, has_comments=True)
    first, second = node.members
    assert (first.key, first.start, text[first.comma - 1]) == ("a", 1, ",")
    assert [each.comma for each in first.node.members] == [9, 0]
    assert node.member("b") is second
    assert node.member("z") is None


@pytest.mark.parametrize(
    ("text", "column", "why"),
    [
        ("", 1, "ends too early"), ("{", 2, "ends too early"), ('{"a"}', 5, "colon"), ('{"a":}', 6, "value is missing"),
        ("[1 2]", 4, "comma"), ("{a: 1}", 2, "key in quotes"), ('"a', 1, "does not end"), ('"\\x"', 1, "escape"),
        ("1 2", 3, "goes on"), ("01", 1, "no number"), ("-", 1, "value is missing"), ("nul", 1, "value is missing"),
        ("[1,]", 3, "comma after"), ("// x\n1", 1, "comment"), ('{"a":1,"a":2}', 8, "second time"),
        ("[" * 300, 202, "nested too deeply"), ('["a\nb"]', 2, "does not end"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(text: str, column: int, why: str) -> None:
    with pytest.raises(InputError, match=why) as caught:
        read(text)
    problem = caught.value.problems[0]
    assert problem.code == "P1080"
    assert problem.position is not None
    assert (problem.position.line, problem.position.column) == (1, column)


@pytest.mark.parametrize("text", ["/* x", "1 /* x", "[1,,]", "[,]", "{,}"])
def test_comments_do_not_make_all_good(text: str) -> None:
    with pytest.raises(InputError):
        read(text, has_comments=True)
