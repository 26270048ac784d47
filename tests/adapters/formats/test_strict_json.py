from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.adapters.formats.strict_json import read_json
from paraph.core.errors import InputError


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", "P0301", "not JSON"),
        (b'{"a": 1,}', "P0301", "not JSON"),
        (b'{"a": 1} x', "P0301", "not JSON"),
        (b"\xef\xbb\xbf{}", "P0301", "byte order mark"),
        (b'{"a": 1, "a": 2}', "P0303", "duplicate key 'a'"),
        (b'[{"b": {"a": 1, "a": 1}}]', "P0303", "duplicate key 'a'"),
        (b'{"a": NaN}', "P0303", "NaN"),
        (b"[-Infinity]", "P0303", "-Infinity"),
        (b"[1e400]", "P0303", "1e400"),
        (b"[-1e400]", "P0303", "-1e400"),
        (b"1" * 5000, "P0303", "too long"),
        (b"[" * 200_000, "P0304", "nested too deeply"),
        (b'{"a":' * 100_000, "P0304", "nested too deeply"),
        (b'{"a": ["x", "\\ud800"]}', "P0305", "$.a[1]"),
        (b'{"a": {"\\uDFFF": 1}}', "P0305", "a key in $.a"),
        (b'"\xff"', "P0305", "UTF-8"),
        (b"  " * 2000, "P0302", "larger"),
    ],
)
def test_refused(content: bytes, code: str, says: str) -> None:
    limit = 1000 if code == "P0302" else 10_000_000
    with pytest.raises(InputError) as caught:
        read_json(content, "facts.json", max_bytes=limit)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert says in problem.what
    assert problem.fix


def test_a_syntax_error_has_its_place() -> None:
    with pytest.raises(InputError) as caught:
        read_json(b'{\n  "a" 1}', "f.json")
    at = caught.value.problems[0].position
    assert (at and (at.file, at.line, at.column)) == ("f.json", 2, 7)


def test_bytes_that_are_no_text_have_their_place() -> None:
    with pytest.raises(InputError) as caught:
        read_json(b'{\n "\xff"}', "f.json")
    at = caught.value.problems[0].position
    assert (at and (at.line, at.column)) == (2, 3)


@pytest.mark.parametrize(
    ("content", "data"), [(b'"\\ud83d\\ude00"', "😀"), (b'{"a": [1.5, null, true]}', {"a": [1.5, None, True]})]
)
def test_read(content: bytes, data: object) -> None:
    assert read_json(content, "f") == data


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    outcome: object = None
    try:
        outcome = json.dumps(read_json(content, "f"))
    except InputError as error:
        outcome = error.problems
    assert outcome
