from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.location import locate
from paraph.adapters.git.unfetched_records import unfetched_at

NOTES = "+refs/notes/ai:refs/notes/ai-remote/a"


@pytest.mark.parametrize(
    ("settings", "remote"),
    [
        ([], ""),
        ([("remote.a.url", "x")], "a"),
        ([("remote.a.url", "x"), ("remote.origin.url", "x")], "origin"),
        ([("remote.b.c.url", "x"), ("remote.b.c.fetch", "+refs/heads/*:refs/remotes/b.c/*")], "b.c"),
        ([("remote.a.url", "x"), ("remote.a.fetch", NOTES)], ""),
        ([("remote.a.url", "x"), ("remote.a.fetch", "+refs/*:refs/*")], ""),
        ([("remote.pushdefault", "a")], ""),
    ],
)
def test_the_remote_whose_records_are_not_fetched(
    git_repo: GitRepo, settings: list[tuple[str, str]], remote: str
) -> None:
    for name, value in settings:
        git_repo.git("config", "--add", name, value)
    assert unfetched_at(locate(str(git_repo.path))) == remote
