"""Notes and traces in a file are told by their shape."""

from __future__ import annotations

import json

import pytest

from paraph.adapters.formats.record_file import held_records
from paraph.core.errors import InputError

COMMIT = "a" * 40
NOTE = f'a.py\n  s_0123456789abcd::t_0123456789abcd 1\n---\n{{"base_commit_sha": "{COMMIT}"}}'
ENTRY = {"commit_sha": COMMIT, "content": NOTE}
TRACE = {"version": "0.1.0", "id": "1", "timestamp": "x", "files": []}


def line(document: object) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode()


@pytest.mark.parametrize("content", [NOTE.encode(), b"\xef\xbb\xbf" + NOTE.encode()])
def test_a_note_as_it_is_names_its_commit(content: bytes) -> None:
    assert held_records(content, "f") == ([(COMMIT, NOTE.encode())], [])


@pytest.mark.parametrize("form", [ENTRY, [ENTRY], {"entries": [ENTRY]}])
@pytest.mark.parametrize("indent", [None, 2])
def test_notes_in_json(form: object, indent: int | None) -> None:
    assert held_records(json.dumps(form, indent=indent).encode(), "f").notes == [(COMMIT, NOTE.encode())]


def test_both_line_by_line() -> None:
    held = held_records(b"\n".join((line(TRACE), line(ENTRY), line(TRACE))), "f")
    assert held == ([(COMMIT, NOTE.encode())], [line(TRACE), b"", line(TRACE)])


@pytest.mark.parametrize("form", [TRACE, [TRACE]])
def test_a_trace_over_many_lines(form: object) -> None:
    assert held_records(json.dumps(form, indent=2).encode(), "f") == ([], [line(TRACE)])


@pytest.mark.parametrize("content", [b"", b"x\ny", b'{"a": 1\n', b"[" * 100_000])
def test_what_is_neither_stays_as_it_is(content: bytes) -> None:
    assert held_records(content, "f") == ([], content.split(b"\n"))


@pytest.mark.parametrize(
    "content",
    [b"a.py\n  h_0123456789abcd 1\n---\n{}", b"---\nno json", line({"commit_sha": "main", "content": ""})],
)
def test_a_note_must_name_its_commit(content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        held_records(content, "f")
    assert caught.value.problems[0].code == "P1028"
