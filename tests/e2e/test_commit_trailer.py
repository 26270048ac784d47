"""A clone whose owner asks for it names the agents of a commit in its message, and only those that took part."""

from __future__ import annotations

import pytest

from e2e.rewrite_stage import BASE, Stage, staged
from gitbuild import GitRepo


@pytest.fixture
def stage(git_repo: GitRepo) -> Stage:
    return staged(git_repo, "hooks")


def message(stage: Stage, text: str, *paths: str) -> str:
    stage.git("add", *paths)
    stage.git("commit", "--quiet", "-m", text)
    return stage.repo.git("log", "-1", "--format=%B").strip()


def test_only_what_is_staged_and_asked_for(stage: Stage) -> None:
    stage.agent("f", f"s1 top\n{BASE}", "s1")
    stage.repo.write("g", "mine\n")
    assert message(stage, "not asked for", "f") == "not asked for"
    stage.repo.git("config", "paraph.trailer", "assisted-by")
    stage.agent("h", "s2 h\n", "s2")
    assert message(stage, "mine", "g") == "mine"
    asked = "theirs\n\nAssisted-by: claude-code:model-1"
    assert message(stage, asked, "h") == asked
    stage.agent("i", "s2 i\n", "s2")
    assert message(stage, "theirs", "i") == asked
