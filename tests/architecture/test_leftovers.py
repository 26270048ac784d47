"""Is anything in the repository that belongs to one machine, or to another day?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from architecture.tree import ROOT, named, tracked_files

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


TEXTS = [path for path in tracked_files() if text_of(path) is not None]


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_nothing_is_left_over(path: Path) -> None:
    text = text_of(path) or ""
    patterns = [MACHINE, LATER] if path == LOCK else [MACHINE, LATER, REGISTRY]
    found = [match.group() for pattern in patterns for match in pattern.finditer(text)]
    assert not found, f"{named(path)}: {found[:3]}"


def test_the_patterns_find_something() -> None:
    assert MACHINE.search("see /hom" + "e/somebody/paraph")
    assert REGISTRY.search("https://py" + "pi.org/simple")
    assert LATER.search("# TO" + "DO: later")
    assert len(TEXTS) > 20
