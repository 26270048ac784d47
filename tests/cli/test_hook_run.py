"""git's calls of the hooks end with 0 only where the refs may move."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.cli.hook_run import run_hook
from paraph.cli.main import main
from paraph.core.errors import InputError
from serverside import MAIN, NOTES, RULES, Server, write


@pytest.mark.parametrize("words", [[], ["update"], ["pre-receive", "x"], ["reference-transaction"],
                                   ["reference-transaction", "aborted"]])  # fmt: skip
def test_only_the_calls_of_git_are_answered(words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        run_hook(words)
    assert caught.value.problems[0].code == "P0912"


def test_input_that_is_not_git_s_lets_nothing_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"junk\n")))
    assert main(["hook", "run", "pre-receive"]) == 2


def test_a_repository_without_a_set_up_lets_nothing_in(
    git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(git_repo.path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert main(["hook", "run", "pre-receive"]) == 2
    assert "P0909" in capsys.readouterr().err


def test_a_bug_of_ours_lets_nothing_in(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["hook", "run", "pre-receive"]) == 70
    assert "internal error" in capsys.readouterr().err


def test_signed_heads_are_kept_when_the_notes_have_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_repo: GitRepo
) -> None:
    git_repo.commit("rules", {**RULES, "src/a.py": "a = 1\n"})
    server = Server(tmp_path / "shop.git", monkeypatch)
    server.begin(git_repo)
    git_repo.switch("work", "main")
    head = git_repo.commit("change", {"src/a.py": "a = 2\n"})
    write(git_repo, "signoff", "ben", "work")
    assert server.ask(git_repo, ("work", "refs/heads/work"), (NOTES, NOTES)).code == 0
    server.git("update-ref", "-d", "refs/heads/work")
    assert server.value(f"refs/paraph/heads/{head}") == head
    assert server.call("reference-transaction committed", [("0" * 40, server.value(NOTES), NOTES)]).code == 0
    moved = (server.value(MAIN), head, MAIN)
    stopped = server.call("reference-transaction prepared", [moved])
    assert stopped.code == 1
    assert "stays where it is" in stopped.said
    server.git("update-ref", MAIN, head, has_hooks=False)
    assert "ALARM" in server.call("reference-transaction committed", [moved]).said
