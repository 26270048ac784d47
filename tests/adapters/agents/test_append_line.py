from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from paraph.adapters.agents.append_line import append_whole, locked


def test_lines_are_appended_and_a_torn_one_is_closed_first(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    with locked(str(path)) as descriptor:
        append_whole(descriptor, b"one\n")
    with path.open("ab") as file:
        file.write(b"tor")
    with locked(str(path)) as descriptor:
        append_whole(descriptor, b"two\n")
    assert path.read_bytes() == b"one\ntor\ntwo\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_half_a_line_does_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"one\n")
    write = os.write
    monkeypatch.setattr(os, "write", lambda where, what: write(where, what[:2]))
    with locked(str(path)) as descriptor, pytest.raises(OSError, match="disk is full"):
        append_whole(descriptor, b"two\n")
    assert path.read_bytes() == b"one\n"


def test_nobody_waits_for_ever_or_follows_a_link(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    with path.open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(OSError, match="another hook"), locked(str(path)):
            pass
    (tmp_path / "link").symlink_to(path)
    with pytest.raises(OSError), locked(str(tmp_path / "link")):  # noqa: PT011 (the words are the system's)
        pass
