"""Which branch is meant by who looks at the past?"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph import wiring
from paraph.core.errors import InputError
from paraph.flows.facts.branch_tip import branch_name, branch_tip


def test_without_a_name_it_is_the_default_branch_wherever_somebody_stands(git_repo: GitRepo) -> None:
    tip = git_repo.commit("one")
    git_repo.switch("work")
    git_repo.commit("two")
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        assert (branch_tip(reader, None), branch_name(reader, None)) == (tip, "refs/heads/main")


def test_where_no_branch_is_plainly_the_default_it_is_head(git_repo: GitRepo) -> None:
    git_repo.switch("this")
    tip = git_repo.commit("one")
    git_repo.git("branch", "that")
    git_repo.git("checkout", "--quiet", "--detach")
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        assert (branch_tip(reader, None), branch_name(reader, None)) == (tip, "")


def test_a_branch_as_fetched_is_the_branch(git_repo: GitRepo, tmp_path: Path) -> None:
    git_repo.commit("one")
    git_repo.git("clone", "--quiet", ".", str(tmp_path / "clone"))
    with closing(wiring.open_repository(str(tmp_path / "clone"))) as reader:
        assert branch_name(reader, "origin/main") == "refs/heads/main"
        assert branch_name(reader, "HEAD~3") == ""


def test_nothing_committed_has_no_tip(git_repo: GitRepo) -> None:
    with closing(wiring.open_repository(str(git_repo.path))) as reader, pytest.raises(InputError):
        branch_tip(reader, None)
