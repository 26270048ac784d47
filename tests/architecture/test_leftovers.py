"""Is anything in the repository that belongs to one machine, or to another day?"""

from __future__ import annotations

import re
from pathlib import Path

from architecture.tree import ROOT, offenders, tracked_files

# Each is put together here so that this file does not hold what it looks for.
MACHINE = re.compile(
    "|".join(
        ["/wor" + "k/(?:main|shared)", "/tm" + "p/plan", "/roo" + "t/", "/Use" + r"rs/\w", "/hom" + r"e/(?!ada/)\w+/"]
    )
)
REGISTRY = re.compile("|".join(["py" + r"pi\.org", "python" + r"hosted\.org", "npm" + r"js\.org", "/op" + "t/wheels"]))
LATER = re.compile("|".join([r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bXX" + r"X\b", r"\bHA" + r"CK\b"]))
LOCK = ROOT / "uv.lock"


def text_of(path: Path) -> str | None:
    data = path.read_bytes()
    return None if b"\0" in data else data.decode("utf-8", "replace")


def left_over(path: Path) -> list[str]:
    text = text_of(path) or ""
    patterns = [MACHINE, LATER] if path == LOCK else [MACHINE, LATER, REGISTRY]
    return [match.group() for pattern in patterns for match in pattern.finditer(text)][:3]


def test_nothing_is_left_over() -> None:
    assert offenders(tracked_files(), left_over) == {}


def test_the_patterns_find_something(tmp_path: Path) -> None:
    assert MACHINE.search("see /hom" + "e/somebody/paraph")
    assert REGISTRY.search("https://py" + "pi.org/simple")
    assert LATER.search("# TO" + "DO: later")
    left = tmp_path / "left.txt"
    left.write_text("# FIX" + "ME\n")
    assert left_over(left) == ["FIX" + "ME"]
    assert len(tracked_files()) > 500
