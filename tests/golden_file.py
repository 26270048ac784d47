"""Is what is written still what people looked at? `UPDATE_GOLDEN=1` writes it anew, to be read in the diff."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"
IS_UPDATING = bool(os.environ.get("UPDATE_GOLDEN"))  # read before the tests empty the environment


def assert_golden(name: str, text: str) -> None:
    """Compare with the file of that name below `tests/golden`."""
    path = FOLDER / name
    if IS_UPDATING:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
