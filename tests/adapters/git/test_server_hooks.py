"""Hooks come and go without loss."""

from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.location import locate
from paraph.adapters.git.server_hooks import (
    add_setting,
    drop_setting,
    hooks_folder,
    put,
    setting,
    states,
    take_away,
)
from paraph.core.errors import InputError

GLOBS = ("refs/heads/main",)


def test_hooks_are_put_twice_and_taken_away_once(git_repo: GitRepo) -> None:
    location = locate(str(git_repo.path))
    assert [each.state for each in states(location, GLOBS)] == ["absent", "absent"]
    put(location, GLOBS)
    put(location, GLOBS)
    assert [each[1:] for each in states(location, GLOBS)] == [("current", False)] * 2
    assert [each.state for each in states(location, ("refs/heads/x",))] == ["current", "outdated"]
    assert take_away(location) == ("pre-receive", "reference-transaction")
    assert take_away(location) == ()


def test_a_hook_that_was_there_comes_back(git_repo: GitRepo) -> None:
    location = locate(str(git_repo.path))
    own = git_repo.path / ".git/hooks/pre-receive"
    own.parent.mkdir(exist_ok=True)
    own.write_text("#!/bin/sh\n")
    put(location, GLOBS)
    assert states(location, GLOBS)[0][1:] == ("current", True)
    own.write_text("#!/bin/sh\n# somebody else's\n")
    assert states(location, GLOBS)[0].state == "foreign"
    with pytest.raises(InputError) as caught:
        put(location, GLOBS)
    assert caught.value.problems[0].code == "P0903"
    own.unlink()
    put(location, GLOBS)
    take_away(location)
    assert own.read_text() == "#!/bin/sh\n"


def test_hooks_go_where_git_looks_for_them(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    location = locate(str(git_repo.path))
    assert hooks_folder(location) == f"{location.common_folder}/hooks"
    git_repo.git("config", "core.hooksPath", "mine")
    assert hooks_folder(location) == f"{location.git_folder}/mine"
    git_repo.git("config", "--unset", "core.hooksPath")
    elsewhere = git_repo.path / "config"
    elsewhere.write_text("[core]\n\thooksPath = /shared\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(elsewhere))
    with pytest.raises(InputError) as caught:
        hooks_folder(location)
    assert caught.value.problems[0].code == "P0904"


def test_settings_are_added_and_only_ours_are_dropped(git_repo: GitRepo) -> None:
    location = locate(str(git_repo.path))
    git_repo.git("config", "--add", "transfer.hideRefs", "refs/theirs")
    add_setting(location, "transfer.hideRefs", "refs/paraph")
    assert setting(location, "transfer.hideRefs") == ("refs/theirs", "refs/paraph")
    drop_setting(location, "transfer.hideRefs", "refs/paraph")
    assert setting(location, "transfer.hideRefs") == ("refs/theirs",)
    drop_setting(location, "transfer.hideRefs", "refs/theirs")
    assert setting(location, "transfer.hideRefs") == ()
