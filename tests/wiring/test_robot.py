"""Does a server make its own key once, and keep it to itself?"""

from __future__ import annotations

from pathlib import Path

from paraph.wiring.robot import FILE, robot


def test_the_key_is_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    first = robot(str(folder)).public
    assert robot(str(folder)).public == first
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
