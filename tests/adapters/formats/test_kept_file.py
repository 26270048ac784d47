"""Are files of our own whole, plain, few, and never waited for?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from paraph.adapters.formats.kept_file import keep, read_kept


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    path = str(tmp_path / "new" / "entry")
    keep(path, b"one", most=3)
    keep(path, b"two", most=3)
    assert read_kept(path, 3) == b"two"
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["entry"]
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_only_plain_files_of_a_bounded_size_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"12345")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert read_kept(str(tmp_path / "file"), 5) == b"12345"
    for name, most in (("pipe", 9), ("link", 9), ("file", 4), ("none", 9)):
        with pytest.raises(OSError, match=r"\S"):
            read_kept(str(tmp_path / name), most)


def test_the_oldest_make_room(tmp_path: Path) -> None:
    for number in range(6):
        keep(str(tmp_path / f"entry-{number}"), b"x", most=3)
        os.utime(tmp_path / f"entry-{number}", (number, number))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["entry-3", "entry-4", "entry-5"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match=r"\S"):
        keep(str(tmp_path / "file" / "entry"), b"x", most=3)
