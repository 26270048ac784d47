"""Scripts are read as they are on disk, and nothing that is no file."""

from __future__ import annotations

import os
from pathlib import Path

from paraph.adapters.agents.guard.script_text import MOST_BYTES, MOST_FILES, written_below


def test_a_script_is_read_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.sh").write_text("rm -rf /\n")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "long").write_bytes(b"x" * (MOST_BYTES + 5))
    text_of = written_below(str(tmp_path))
    assert text_of("./a.sh") == "rm -rf /\n"
    assert text_of(str(tmp_path / "a.sh")) == "rm -rf /\n"
    assert [text_of(name) for name in ("none", ".", "pipe", "a\0b")] == [None] * 4
    assert len(text_of("long") or "") == MOST_BYTES


def test_it_ends(tmp_path: Path) -> None:
    (tmp_path / "a.sh").write_text("x")
    text_of = written_below(str(tmp_path))
    assert [text_of("a.sh") for _ in range(MOST_FILES + 2)] == ["x"] * MOST_FILES + [None] * 2
