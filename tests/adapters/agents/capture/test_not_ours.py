from __future__ import annotations

import os
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.agents.capture.journal import append_event
from paraph.adapters.agents.capture.not_ours import not_recorded
from paraph.core.model.capture import Edit, ToolEvent


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return GitRepo(tmp_path / "work").path


def test_it_is_said_once(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    event = ToolEvent("codex", "s", "before", "Edit", "edit", str(place), "c", "", (Edit("a.txt", "a", "b"),))
    monkeypatch.setattr(os, "geteuid", lambda: 12_345)
    said = append_event(str(place), event)
    assert f"what agents do in {place} is not recorded" in said
    assert append_event(str(place), event) == ""
    assert not (place / ".git/paraph").exists()


def test_of_ones_own_and_of_no_repository_nothing_is_said(place: Path, tmp_path: Path) -> None:
    assert not_recorded(str(place / "a")) == ""
    assert not_recorded(str(tmp_path / "a")) == ""
    assert not (tmp_path / "cache").exists()


def test_where_it_cannot_be_kept_it_is_said_again(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12_345)
    (tmp_path / "cache").write_text("")
    assert [bool(not_recorded(str(place / "a"))) for _ in range(2)] == [True, True]
