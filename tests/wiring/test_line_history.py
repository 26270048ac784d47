from __future__ import annotations

from gitbuild import GitRepo
from paraph.wiring import open_repository
from paraph.wiring.line_history import history_of_range


def test_without_a_policy_or_people_there_are_no_tiers_and_nobody_has_left(git_repo: GitRepo) -> None:
    git_repo.commit("x\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n", {"a/b.py": "1\n"})
    with open_repository(str(git_repo.path)) as reader:
        told = history_of_range(reader, "HEAD", "month", ("a/**",))
    assert told.found.standing["a/b.py"].ai == 1
    assert (told.groups["tiers"], told.left, told.doubt) == ({}, None, "")
    assert list(told.groups["folders"]) == ["a/"]
