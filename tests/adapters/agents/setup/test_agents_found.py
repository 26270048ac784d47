"""Agents are found by their programs and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from architecture.tree import ROOT
from paraph.adapters.agents.setup.agents_found import config_of, signs_of
from paraph.adapters.agents.which_agent import NAMES
from paraph.core.errors import InputError


def test_each_agent_says_how_it_is_told() -> None:
    configs = [config_of(name) for name in NAMES]
    assert [each.name for each in configs] == list(NAMES)
    assert all(each.title and each.fails.why and (each.places or each.scripts) for each in configs)
    with pytest.raises(InputError) as caught:
        config_of("nobody")
    assert caught.value.problems[0].code == "P1086"


def test_what_tells_that_an_agent_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs, home, here = tmp_path / "bin", tmp_path / "home", tmp_path / "here"
    for folder in (programs, home / ".claude", here / ".claude", here / ".github"):
        folder.mkdir(parents=True)
    monkeypatch.setenv("PATH", str(programs))
    (programs / "claude").write_text("#!/bin/sh\n")
    (programs / "claude").chmod(0o755)
    (here / ".claude" / "settings.json").write_text("{}")
    found = {name: signs_of(config_of(name), str(here), str(home)) for name in NAMES}
    assert found.pop("claude-code") == ["`claude` on PATH", "~/.claude", ".claude/settings.json", ".claude"]
    assert not any(found.values())


def test_the_page_on_agents_tells_where_each_is_written_and_how_it_fails() -> None:
    page = (ROOT / "docs" / "how-to" / "agents.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1]: line for line in page.splitlines() if line.startswith("| `")}
    assert list(rows) == list(NAMES)
    for config in map(config_of, NAMES):
        row = rows[config.name]
        assert f"`{config.repository_file}" in row
        assert f"`~/{config.user_file}" in row or config.other_file
        assert ("blocked" in row) == (config.fails.closed == "closed")
        assert ("asked" in row) == config.can_ask
