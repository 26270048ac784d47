from __future__ import annotations

from collections import Counter

import pytest

from campaign.real_merges import main, measured, told
from gitbuild import GitRepo


def history(repo: GitRepo, *, touches: bool) -> None:
    """A branch that was signed, a base that moved on, and the merge of both."""
    repo.commit("base", {"a.txt": "".join(f"{at}\n" for at in range(20)), "b.txt": "1\n"})
    repo.switch("work")
    repo.commit("work", {"a.txt": "x\n" + "".join(f"{at}\n" for at in range(1, 20))})
    repo.switch("main")
    moved = {"a.txt": "".join(f"{at}\n" for at in range(19)) + "y\n"} if touches else {"b.txt": "2\n"}
    repo.commit("moved", dict(moved))
    repo.merge("work")


@pytest.mark.parametrize(("touches", "expected"), [(False, "held"), (True, "touched")])
def test_a_signoff_lives_through_a_base_that_moves_elsewhere(git_repo: GitRepo, touches: bool, expected: str) -> None:
    history(git_repo, touches=touches)
    assert measured(str(git_repo.path), 1, 9) == Counter({expected: 1})


def test_what_something_else_landed_is_told_apart(git_repo: GitRepo) -> None:
    history(git_repo, touches=False)
    git_repo.write("b.txt", "evil\n")
    git_repo.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    assert measured(str(git_repo.path), 1, 9) == Counter({"held, and something else landed": 1})


def test_the_share_is_of_honest_answers(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(Counter({"held": 198, "lost: why": 2, "touched": 50, "conflict": 3}))[1] == 0.01
    history(git_repo, touches=False)
    assert main([str(git_repo.path)]) == 0
    assert "false blocks 0 of 1 = 0.000%" in capsys.readouterr().out
