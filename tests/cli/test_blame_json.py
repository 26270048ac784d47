from __future__ import annotations

from typing import Any

from cli.blame_samples import NONE, ONE, TWO, blamed, entry
from paraph.cli.blame_json import document


def test_every_line_says_the_same_keys() -> None:
    found: Any = document(blamed(entry(ONE, 1, 1), entry(TWO, 7, 2), entry(NONE, 3, 3, text=b"\xff"), is_cut=True))
    assert found["counts"] == {"total": 3, "ai": 2, "human_attested": 0, "mixed": 0, "unknown": 1}
    assert len({tuple(line) for line in found["lines"]}) == 1
    assert [line["tool"] for line in found["lines"]] == ["codex", "claude-code", ""]
    assert [line["stated_tool"] for line in found["lines"]] == ["", "claude", ""]
    assert [line["strength"] for line in found["lines"]] == ["weak", "strong", ""]
    assert found["lines"][2]["text"] == "\\xff"
    assert found["commits"][TWO]["is_boundary"]
    assert found["is_shallow"]
