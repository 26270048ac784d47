"""Does what is known of lines survive what few people do to a history, and is nobody's line taken meanwhile?"""

from __future__ import annotations

import pytest

from e2e.rewrite_stage import Stage, staged
from gitbuild import GitRepo

LINES = ["s1 a", "s1 b"]
MADE = "s1 a\ns1 b\n"


@pytest.fixture
def stage(git_repo: GitRepo) -> Stage:
    return staged(git_repo, "hooks")


def file_of(stage: Stage, path: str) -> list[str]:
    """What is known of the lines of one file at HEAD."""
    return [line.removeprefix(f"{path}: ") for line in stage.shown() if line.startswith(f"{path}: ")]


def commit(stage: Stage, message: str, **files: str) -> None:
    """A person's commit."""
    stage.repo.stage(files)
    stage.git("commit", "--quiet", "--message", message)


def merged(stage: Stage) -> None:
    """A session's file on `work`, merged into a `main` that went on."""
    stage.wrote("a", {"g": MADE})
    stage.git("checkout", "--quiet", "main")
    commit(stage, "on", m="m\n")
    stage.git("merge", "--quiet", "--no-ff", "--no-edit", "work")


@pytest.mark.parametrize("words", [(), ("-x",)])
def test_a_merge_is_picked_as_one_change(stage: Stage, words: tuple[str, ...]) -> None:
    merged(stage)
    stage.git("checkout", "--quiet", "-b", "other", "main~1")
    commit(stage, "aside", o="o\n")
    stage.git("cherry-pick", "-m", "1", *words, "main")
    assert file_of(stage, "g") == [f"ai s1 | {line}" for line in LINES]


def test_a_merge_is_taken_back_and_brought_again(stage: Stage) -> None:
    merged(stage)
    stage.git("revert", "--no-edit", "-m", "1", "HEAD")
    stage.git("revert", "--no-edit", "HEAD")
    assert file_of(stage, "g") == [f"ai s1 | {line}" for line in LINES]


def test_a_merge_of_three_and_an_amend_in_it(stage: Stage) -> None:
    stage.wrote("a", {"g": MADE})
    stage.git("checkout", "--quiet", "-b", "third", "main")
    stage.wrote("b", {"h": "s2 c\n"})
    stage.git("checkout", "--quiet", "main")
    commit(stage, "on", m="m\n")
    stage.git("merge", "--quiet", "--no-edit", "work", "third")
    commit(stage, "more", n="n\n")
    stage.repo.stage({"g": "mine\n" + MADE})
    stage.git("commit", "--quiet", "--amend", "--no-edit")
    assert file_of(stage, "g") == ["unknown | mine", *(f"ai s1 | {line}" for line in LINES)]
    assert file_of(stage, "h") == ["ai s2 | s2 c"]


def test_an_amend_while_a_rebase_runs_commands(stage: Stage) -> None:
    stage.wrote("a", {"g": MADE})
    stage.git("checkout", "--quiet", "main")
    commit(stage, "on", m="m\n")
    stage.git("checkout", "--quiet", "work")
    stage.git("rebase", "--exec", "echo made >> m && git commit -qa --amend --no-edit", "main")
    assert file_of(stage, "g") == [f"ai s1 | {line}" for line in LINES]
    assert file_of(stage, "m") == ["unknown | m", "unknown | made"]


def test_merges_are_kept_by_a_rebase(stage: Stage) -> None:
    stage.wrote("a", {"g": MADE})
    stage.git("checkout", "--quiet", "-b", "third", "main")
    stage.wrote("b", {"h": "s2 c\n"})
    stage.git("merge", "--quiet", "--no-edit", "work")
    stage.git("checkout", "--quiet", "main")
    commit(stage, "on", m="m\n")
    stage.git("checkout", "--quiet", "third")
    stage.git("rebase", "--rebase-merges", "main")
    assert [*file_of(stage, "g"), *file_of(stage, "h")] == ["ai s1 | s1 a", "ai s1 | s1 b", "ai s2 | s2 c"]


def test_a_stash_that_conflicts(stage: Stage) -> None:
    stage.agent("f", "s1 a\ntwo\nthree\nfour\nfive\nsix\n", "s1")
    stage.git("stash", "push", "--quiet")
    commit(stage, "mine", f="mine\ntwo\nthree\nfour\nfive\nsix\n")
    stage.fails("stash", "pop")
    commit(stage, "both", f="mine\ns1 a\ntwo\nthree\nfour\nfive\nsix\n")
    assert file_of(stage, "f")[:3] == ["unknown | mine", "ai s1 | s1 a", "unknown | two"]


def test_lines_that_git_ends_otherwise_and_a_file_in_other_letters(stage: Stage) -> None:
    stage.git("config", "core.autocrlf", "true")
    stage.agent("g", "s1 a\r\ns1 b\r\n", "s1")
    stage.git("add", "g")
    stage.git("commit", "--quiet", "--message", "a")
    stage.git("mv", "g", "G")
    (stage.repo.path / "G").chmod(0o755)
    stage.git("commit", "--quiet", "--all", "--message", "b")
    assert file_of(stage, "G") == [f"ai s1 | {line}" for line in LINES]
