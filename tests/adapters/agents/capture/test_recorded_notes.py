"""Are the digests of our own records read back, and nothing else as one?"""

from __future__ import annotations

from pathlib import Path

import pytest

from paraph.adapters.agents.capture.recorded_notes import (
    RECORDED,
    RecordedNote,
    record_digests,
    recorded_digests,
    recorded_notes,
)

ONE, TWO = "1" * 40, "2" * 64
A, B = "a" * 64, "b" * 64


def test_the_last_one_of_a_commit_counts(tmp_path: Path) -> None:
    area = str(tmp_path / "new")
    assert recorded_digests(area) == {}
    record_digests(area, {})
    assert not (tmp_path / "new").exists()
    record_digests(area, {ONE: A, TWO: A})
    record_digests(area, {ONE: B})
    assert recorded_digests(area) == {ONE: B, TWO: A}


@pytest.mark.parametrize("line", [b"", b"torn", f"{ONE} {A[:60]}".encode(), f"{ONE} {'X' * 64}".encode(), b"\xff\0"])
def test_what_is_no_line_is_passed_over(tmp_path: Path, line: bytes) -> None:
    (tmp_path / RECORDED).write_bytes(line)
    record_digests(str(tmp_path), {TWO: B})
    assert recorded_digests(str(tmp_path)) == {TWO: B}


@pytest.mark.parametrize(
    ("rest", "lines"), [("", 0), (" 7", 7), (" x", 0), (" " + "9" * 400, 0), (" ٣", 0), (" -1", 0)]
)
def test_the_number_of_lines_is_one_or_none(tmp_path: Path, rest: str, lines: int) -> None:
    (tmp_path / RECORDED).write_text(f"{ONE} {A}{rest}\n", encoding="utf-8")
    assert recorded_notes(str(tmp_path)).get(ONE, RecordedNote("", 0)).ai_lines == lines
    record_digests(str(tmp_path), {TWO: B}, {TWO: 3})
    assert recorded_notes(str(tmp_path))[TWO] == RecordedNote(B, 3)
