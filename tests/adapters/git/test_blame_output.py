from __future__ import annotations

import pytest

from paraph.adapters.git.blame_output import entries_of
from paraph.core.errors import ReadError

A = "a" * 40
INFO = "author Ada\nauthor-mail <ada@example.test>\nauthor-time 7\nauthor-tz +0100\nboundary\n"


def test_a_commit_is_described_once() -> None:
    output = f'{A} 1 1 2\n{INFO}filename x\n\tone\n{A} 2 2\n\t\ttwo\r\n{A} 9 3 1\nfilename "\\303\\251"\n\t\n'
    entries, heads = entries_of(output.encode())
    assert [(e.then_line, e.line, e.lines, e.path, e.text) for e in entries] == [
        (1, 1, 2, "x", b"one"), (2, 2, 0, "x", b"\ttwo\r"), (9, 3, 1, "é", b""),
    ]  # fmt: skip
    assert tuple(heads[A]) == ("Ada", "<ada@example.test>", 7, "+0100", True)


def test_entries_without_text_end_with_their_name() -> None:
    entries, _ = entries_of(f"{A} 1 1 2\n{INFO}filename x\n{A} 5 5 1\nfilename y\n".encode(), has_text=False)
    assert [(e.path, e.lines, e.text) for e in entries] == [("x", 2, None), ("y", 1, None)]


@pytest.mark.parametrize("output", [f"{A} 1 1 1\nauthor Ada", "fatal: no\n", "\ttext\n"])
def test_half_an_answer_is_none(output: str) -> None:
    with pytest.raises(ReadError):
        entries_of(output.encode())


def test_nothing_is_no_lines() -> None:
    assert entries_of(b"") == ([], {})
