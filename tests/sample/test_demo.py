"""Does the demo say only what it has seen?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from examples import demo
from examples.sample.build import build


def decision(verdict: str, *missing: dict[str, Any]) -> dict[str, Any]:
    return {
        "verdict": verdict,
        "tier": "high",
        "assistance": "none",
        "summary": f"because\nof {verdict}",
        "missing": list(missing),
    }


OWED = {"is_turn": True, "by": ["ada", "ben"]}
LATER = {"is_turn": False, "by": ["cleo"]}


def test_the_summary_counts_what_is_there() -> None:
    decisions = {"a": decision("wait", OWED, LATER), "b": decision("cannot_tell"), "c": decision("wait")}
    assert demo.summary(decisions)[1:] == [
        "1 cannot tell, 2 wait.",
        "2 things owed in all; 2 people could give some of it now.",
    ]


def test_the_table_has_a_line_for_each_change() -> None:
    lines = demo.table({"change/a": decision("deny"), "change/longer": decision("allow")})
    assert [line.split()[:4] for line in lines[1:]] == [
        ["change/a", "deny", "high", "none"],
        ["change/longer", "allow", "high", "none"],
    ]
    assert "because of deny" in lines[1]


def test_the_change_that_waits_for_most_is_explained() -> None:
    decisions = {
        "a": decision("wait", OWED),
        "b": decision("deny", OWED, OWED, OWED),
        "c": decision("wait", OWED, LATER),
    }
    assert demo.most_owed(decisions) == "c"


def test_the_introduction_is_read_from_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    build(7, tmp_path / "shop.bundle")
    shop = demo.clone(tmp_path / "shop.bundle", Path("demo"))
    commits = demo.git(shop, "rev-list", "--count", "main").strip()
    assert f"and {commits} commits from 2026-03-0" in demo.introduction(shop)[0]
    assert "10 changes open" in demo.introduction(shop)[0]
    assert demo.clone(tmp_path / "shop.bundle", Path("demo")) == shop


def test_nothing_but_a_demo_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with pytest.raises(SystemExit, match="no earlier demo"):
        demo.clone(tmp_path / "shop.bundle", tmp_path / "mine")
    assert (tmp_path / "mine").is_dir()
