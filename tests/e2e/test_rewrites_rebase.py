"""A branch is rebased in every way that git knows; every line of the result is looked at."""

from __future__ import annotations

import pytest

from e2e.rewrite_stage import BASE, MODES, Mode, Stage, staged, table
from gitbuild import GitRepo


@pytest.fixture(params=MODES)
def stage(git_repo: GitRepo, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Stage:
    mode: Mode = request.param
    return staged(git_repo, mode)


def test_onto_a_moved_base(stage: Stage) -> None:
    stage.wrote("a", {"f": f"s1 top\n{BASE}"})
    old = stage.wrote("b", {"f": f"s1 top\n{BASE}s2 end\nmine\n"})
    stage.repo.switch("main")
    stage.wrote("theirs", {"f": BASE.replace("three", "s3 three")})
    stage.repo.switch("work")
    stage.git("rebase", "main")
    assert stage.carried(old, "--base", "main") == table("""
        f: ai s1 | s1 top
        f: unknown | one
        f: unknown | two
        f: ai s3 | s3 three
        f: unknown | four
        f: unknown | five
        f: unknown | six
        f: ai s2 | s2 end
        f: unknown | mine
    """)
