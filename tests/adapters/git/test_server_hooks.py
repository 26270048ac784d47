"""Hooks come and go without loss."""

from __future__ import annotations

from gitbuild import GitRepo
from paraph.adapters.git.location import locate
from paraph.adapters.git.server_hooks import add_setting, drop_setting, server_hooks, setting

GLOBS = ("refs/heads/main",)


def test_hooks_are_put_twice_and_taken_away_once(git_repo: GitRepo) -> None:
    location = locate(str(git_repo.path))
    assert [each.state for each in server_hooks(location, GLOBS).states()] == ["absent", "absent"]
    server_hooks(location, GLOBS).put()
    server_hooks(location, GLOBS).put()
    assert [each[1:] for each in server_hooks(location, GLOBS).states()] == [("current", False)] * 2
    assert [each.state for each in server_hooks(location, ("refs/heads/x",)).states()] == ["current", "outdated"]
    assert server_hooks(location).take_away() == ("pre-receive", "reference-transaction")
    assert server_hooks(location).take_away() == ()


def test_settings_are_added_and_only_ours_are_dropped(git_repo: GitRepo) -> None:
    location = locate(str(git_repo.path))
    git_repo.git("config", "--add", "transfer.hideRefs", "refs/theirs")
    add_setting(location, "transfer.hideRefs", "refs/paraph")
    assert setting(location, "transfer.hideRefs") == ("refs/theirs", "refs/paraph")
    drop_setting(location, "transfer.hideRefs", "refs/paraph")
    assert setting(location, "transfer.hideRefs") == ("refs/theirs",)
    drop_setting(location, "transfer.hideRefs", "refs/theirs")
    assert setting(location, "transfer.hideRefs") == ()
