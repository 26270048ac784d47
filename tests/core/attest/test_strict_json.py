from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.attest.test_canonical import PLAIN
from paraph.core.attest.canonical import canonical
from paraph.core.attest.strict_json import MOST_DEEP, parse_json
from paraph.core.errors import InputError


def code_of(data: bytes, **bounds: int) -> str:
    with pytest.raises(InputError) as refused:
        parse_json(data, what="thing", **bounds)
    (problem,) = refused.value.problems
    assert problem.what.startswith("thing: ")
    assert problem.fix
    return problem.code


@given(PLAIN)
def test_what_was_written_is_read(value: Any) -> None:
    written = canonical(value)
    if not re.search(rb"\d{16}", written):  # a float of that size is written as an integer that not everybody holds
        assert parse_json(written, what="x") == value


@given(
    st.binary(max_size=60) | st.text(alphabet='{}[]",:0123456789eE+-.tfnaluisrINy\\ud ', max_size=40).map(str.encode)
)
@example(b'"\\ud800"')
@example(b"1e999")
def test_any_bytes_are_read_as_json_is_or_refused(data: bytes) -> None:
    try:
        found = parse_json(data, what="x")
    except InputError:
        return
    assert found == json.loads(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "P0712"),
        (b"\xff", "P0712"),
        (b"\xef\xbb\xbf{}", "P0712"),
        ('{"a":1}'.encode("utf-16"), "P0712"),
        (b"{} {}", "P0712"),
        (b"{'a': 1}", "P0712"),
        (b'{"a":1,}', "P0712"),
        (b'"\n"', "P0712"),
        (b"01", "P0712"),
        (b'{"a":1,"b":2,"a":1}', "P0713"),
        (b'[{"a":{"x":1,"x":1}}]', "P0713"),
        (b'{"a":1,"\\u0061":1}', "P0713"),
        (b"NaN", "P0713"),
        (b"[-Infinity]", "P0713"),
        (b"1e400", "P0713"),
        (b"9007199254740992", "P0713"),
        (b"-9007199254740992", "P0713"),
        (b"1" * 100_000, "P0713"),
        (b'"\\ud800"', "P0713"),
        (b'{"\\udc00x":1}', "P0713"),
        (b'["\\udc00\\ud800"]', "P0713"),
        (b"[" * 65 + b"]" * 65, "P0714"),
        (b'{"a":' * 65 + b"1" + b"}" * 65, "P0714"),
        (b"[" * 500_000, "P0714"),
        (b"[" * 500_000 + b"]" * 500_000, "P0714"),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_what_is_refused(data: bytes, code: str) -> None:
    assert code_of(data) == code


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"9007199254740991", 2**53 - 1),
        (b"-9007199254740991", -(2**53) + 1),
        (b'"\\ud83d\\ude00"', "\U0001f600"),
        (b" [1.5, -0, 1e2]\n", [1.5, 0, 100.0]),
        (b'"\\u0000"', "\0"),
    ],
)
def test_what_is_read(data: bytes, value: object) -> None:
    assert parse_json(data, what="x") == value


def test_the_deepest_that_is_read() -> None:
    found = parse_json(b"[" * MOST_DEEP + b"]" * MOST_DEEP, what="x")
    for _ in range(MOST_DEEP - 1):
        assert isinstance(found, list)
        (found,) = found
    assert found == []


def test_a_bound_on_the_size() -> None:
    assert parse_json(b"[1,2]", what="x", max_bytes=5) == [1, 2]
    assert code_of(b"[1,2]", max_bytes=4) == "P0711"
