from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.local_hooks import local_hooks, script
from paraph.adapters.git.location import locate
from paraph.adapters.git.rewrite_hooks import HOOKS

ID = "a" * 40


@pytest.fixture
def traced(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """A clone whose hooks write down what they would ask Paraph, and then fail."""
    monkeypatch.setattr("paraph.adapters.git.local_hooks.program", lambda: f"sh {git_repo.path}/.git/asked")
    asked = git_repo.path / ".git" / "asked"
    asked.write_text(f'echo "$*" >>{git_repo.path}/.git/said\necho "it broke" >&2\nexit 3\n')
    local_hooks(locate(str(git_repo.path))).put()
    return git_repo


def run(repo: GitRepo, hook: str, *words: str, stdin: str = "") -> tuple[int, str]:
    done = subprocess.run([f".git/hooks/{hook}", *words], cwd=repo.path, input=stdin, capture_output=True, text=True)
    return done.returncode, done.stderr


def said(repo: GitRepo) -> list[str]:
    path = repo.path / ".git" / "said"
    return path.read_text().splitlines() if path.exists() else []


@pytest.mark.parametrize("name", HOOKS)
def test_every_script_is_plain_shell(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(script(name))
    assert subprocess.run(["sh", "-n", str(path)], capture_output=True).returncode == 0


def test_nothing_to_do_asks_nothing(traced: GitRepo) -> None:
    traced.commit("one", {"a": "1\n"})
    traced.commit("two", {"a": "2\n"})
    traced.git("reset", "--quiet", "--hard", "HEAD^")
    traced.git("commit", "--quiet", "--amend", "--no-edit")
    assert said(traced) == []


def test_what_broke_is_one_line_and_stops_nothing(traced: GitRepo) -> None:
    assert run(traced, "post-merge", "1") == (0, "paraph: what is known of lines was not carried: it broke\n")
    assert said(traced) == ["hook run squashed"]


def test_records_are_reason_to_look(traced: GitRepo) -> None:
    first = traced.commit("one", {"a": "1\n"})
    traced.git("notes", "--ref=ai", "add", "-m", "x", first)
    traced.git("pack-refs", "--all")
    second = traced.commit("two", {"a": "2\n"})
    traced.git("reset", "--quiet", first)
    assert said(traced) == [f"hook run moved {second} {first}"]
    traced.write("a", "3\n")
    traced.git("stash", "push", "--quiet")
    assert said(traced)[1:] == [f"hook run stashed {traced.rev('refs/stash')}"]
    traced.git("revert", "--no-edit", "HEAD")
    assert said(traced)[2:] == ["hook run post-commit"]
    traced.git("commit", "--quiet", "--amend", "--no-edit")
    assert said(traced)[-1] == "hook run post-rewrite amend"


def test_a_lost_message_is_reason_to_look(traced: GitRepo) -> None:
    traced.commit("one", {"a": "1\n"})
    traced.git("commit", "--quiet", "--amend", "--message", "other")
    assert said(traced) == ["hook run post-rewrite amend"]


def test_hooks_that_were_there_are_told_all(traced: GitRepo) -> None:
    for name in ("post-rewrite", "reference-transaction"):
        kept = traced.path / ".git" / "hooks" / f"{name}.before-paraph"
        kept.write_text(f'#!/bin/sh\necho "$0 $*" >>{traced.path}/.git/kept; cat >>{traced.path}/.git/kept\n')
        kept.chmod(0o755)
    run(traced, "post-rewrite", "rebase", stdin=f"{ID} {ID}\n")
    run(traced, "reference-transaction", "prepared", stdin=f"{ID} {ID} HEAD\n")
    told = (traced.path / ".git" / "kept").read_text().splitlines()
    assert [line.rpartition("/")[2] for line in told] == [
        "post-rewrite.before-paraph rebase", f"{ID} {ID}",
        "reference-transaction.before-paraph prepared", f"{ID} {ID} HEAD",
    ]  # fmt: skip
    assert said(traced) == ["hook run post-rewrite rebase"]
