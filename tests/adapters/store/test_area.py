"""What a server keeps is for its owner alone, and never half there."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraph.adapters.store.area import own_folder, write_first, write_own
from paraph.core.errors import ReadError


def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "a/b"
    folder.mkdir(parents=True, mode=0o755)
    own_folder(str(folder))
    write_own(str(folder / "key"), b"1")
    write_own(str(folder / "key"), b"2")
    assert (folder / "key").read_bytes() == b"2"
    assert [each.name for each in folder.iterdir()] == ["key"]
    assert [each.stat().st_mode & 0o777 for each in (folder, folder / "key")] == [0o700, 0o600]


def test_of_many_the_first_one_stays(tmp_path: Path) -> None:
    for content in (b"1", b"2"):
        write_first(str(tmp_path / "key"), content)
    assert (tmp_path / "key").read_bytes() == b"1"
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["key"]


def test_what_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ReadError) as caught:
        own_folder(str(tmp_path / "file/x"))
    assert caught.value.problems[0].code == "P0914"
    with pytest.raises(ReadError):
        write_own(str(tmp_path / "none/x"), b"")
