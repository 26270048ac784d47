"""Is what the user named read whole, or refused with a word on why?"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from paraph.adapters.formats.named_file import read_named, read_named_or_stdin
from paraph.core.errors import InputError


class Stdin:
    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


@pytest.mark.parametrize("path", ["/nonexistent/facts.json", "/", "a\0b"])
def test_files_that_cannot_be_read(path: str) -> None:
    with pytest.raises(InputError) as caught:
        read_named(path, 10, "--facts x")
    (problem,) = caught.value.problems
    assert problem.code == "P0604"
    assert problem.what.startswith("--facts x: ")


def test_files_that_are_too_large(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"12345678901")
    with pytest.raises(InputError, match="x: larger than 10 bytes") as caught:
        read_named(str(tmp_path / "x"), 10)
    assert caught.value.problems[0].code == "P0605"
    assert read_named(str(tmp_path / "x"), 11) == b"12345678901"


def test_a_dash_is_stdin_where_that_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x").write_bytes(b"file")
    assert read_named_or_stdin(str(tmp_path / "x"), 10) == b"file"
    monkeypatch.setattr(sys, "stdin", Stdin(b"12345"))
    assert read_named_or_stdin("-", 5) == b"12345"
    monkeypatch.setattr(sys, "stdin", Stdin(b"12345"))
    with pytest.raises(InputError, match="stdin: larger than 4 bytes"):
        read_named_or_stdin("-", 4)
