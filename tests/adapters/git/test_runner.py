"""Is git asked with nothing of the account, the repository or the environment in the way?"""

from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.runner import ENVIRONMENT, ask, attempt, failure, launch, real_place, settle
from paraph.core.errors import ReadError


def test_the_environment_of_the_caller_does_not_reach_git(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "alias.rev-parse",
        "GIT_CONFIG_VALUE_0": "!touch owned",
        "GIT_TRACE": "1",
        "GIT_EXTERNAL_DIFF": "touch owned",
        "GIT_REPLACE_REF_BASE": "refs/x",
        "SECRET": "x",
    }.items():
        monkeypatch.setenv(name, value)
    seen = attempt(real_place(str(git_repo.path)), "-c", "alias.show-env=!env", "show-env").output.decode()
    names = {line.partition("=")[0] for line in seen.splitlines()}
    assert not names & {"SECRET", "GIT_TRACE", "GIT_CONFIG_COUNT", "GIT_EXTERNAL_DIFF", "GIT_REPLACE_REF_BASE"}
    assert names >= ENVIRONMENT.keys()


def test_our_settings_win_over_the_repository(git_repo: GitRepo) -> None:
    git_repo.git("config", "core.fsmonitor", "touch owned")
    git_repo.git("config", "core.hooksPath", "hooks")
    place = real_place(str(git_repo.path))
    assert ask(place, "config", "core.fsmonitor") == b"false\n"
    assert ask(place, "config", "core.hooksPath") == b"/dev/null\n"


def test_a_failure_carries_what_git_said_and_a_fix(git_repo: GitRepo) -> None:
    place = real_place(str(git_repo.path))
    with pytest.raises(ReadError, match=r"git cat-file failed: .*Not a valid object") as error:
        ask(place, "cat-file", "-p", "f" * 40)
    assert error.value.problems[0].fix
    with launch(place, "cat-file", "-p", "f" * 40) as running:
        assert list(running.chunks()) == []
        with pytest.raises(ReadError, match="git cat-file failed"):
            settle(running, "cat-file")


@pytest.mark.parametrize(("said", "word"), [("fatal: bad object x", "fetch"), ("fatal: other", "fsck"), ("", "fsck")])
def test_the_fix_fits_what_was_said(said: str, word: str) -> None:
    assert word in failure("log", said).problems[0].fix
