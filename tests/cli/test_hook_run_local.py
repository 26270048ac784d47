from __future__ import annotations

import io
import sys

import pytest

from gitbuild import GitRepo
from paraph.cli.hook_run_local import run_local
from paraph.core.errors import InputError


@pytest.mark.parametrize("given", [b"one\n", b"a b\nc\n", b"x " * (1 << 22)])
def test_what_git_did_not_say_is_refused(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch, given: bytes) -> None:
    git_repo.commit("one", {"a": "1\n"})
    monkeypatch.chdir(git_repo.path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    with pytest.raises(InputError) as raised:
        run_local("post-rewrite", "rebase")
    assert raised.value.problems[0].code == "P1062"


@pytest.mark.parametrize("event", ["post-commit", "squashed", "picked", "work-changed", "unstashed"])
def test_where_nothing_is_known_nothing_is_written(
    git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch, event: str
) -> None:
    git_repo.commit("one", {"a": "1\n"})
    monkeypatch.chdir(git_repo.path)
    assert run_local(event) == 0
    assert git_repo.git("for-each-ref", "refs/notes") == ""
    assert not (git_repo.path / ".git" / "paraph" / "capture").exists()
