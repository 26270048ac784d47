from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.adapters.git.steady import SteadyRepository
from paraph.core.errors import InputError


@pytest.fixture
def ids(git_repo: GitRepo) -> list[str]:
    """Six movements of main, the newest first; the third is a merge."""
    made = [git_repo.commit(f"m{number}", {f"{number}.py": "x\n"}) for number in range(3)]
    git_repo.switch("side", made[-1])
    git_repo.commit("on the side", {"side.py": "x\n"})
    git_repo.switch("main")
    made.append(git_repo.merge("side"))
    made += [git_repo.commit(f"m{number}", {f"{number}.py": "x\n"}) for number in (4, 5)]
    return made[::-1]


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (1, 1, 2, 2), (3, 4, 0, 1), (0, 3, 5), (5,)])
@pytest.mark.parametrize("limit", [0, 1, 2, 400])
def test_every_stretch_is_as_it_would_be_read_anew(
    git_repo: GitRepo, ids: list[str], order: tuple[int, ...], limit: int
) -> None:
    with SteadyRepository(str(git_repo.path)) as steady, GitRepository(str(git_repo.path)) as plain:
        for at in order:
            assert [*steady.landed(ids[at], limit=limit)] == [*plain.landed(ids[at], limit=limit)]
        assert [*steady.landed("main", after="main~2")] == [*plain.landed("main", after="main~2")]
        assert [*steady.landed("main")] == [*plain.landed("main")]


def test_a_stretch_left_half_way_is_read_on(git_repo: GitRepo, ids: list[str]) -> None:
    with SteadyRepository(str(git_repo.path)) as steady:
        assert next(steady.landed(ids[0], limit=9)).landing.id == ids[0]
        assert [one.landing.id for one in steady.landed(ids[1], limit=9)] == ids[1:]


def test_branches_stay_as_they_were_first_read(git_repo: GitRepo, ids: list[str]) -> None:
    with SteadyRepository(str(git_repo.path)) as steady:
        tips, branch = steady.tips(), steady.default_branch()
        git_repo.git("branch", "later")
        assert (steady.tips(), steady.default_branch()) == (tips, branch)
        assert all(steady.is_movement(ids[0], each) for each in ids)
        side = git_repo.rev("side")
        assert (steady.is_movement(ids[0], side), steady.is_movement(side, side)) == (False, True)


def test_no_default_branch_is_no_answer(tmp_path: Path, ids: list[str], git_repo: GitRepo) -> None:
    git_repo.git("branch", "-m", "main", "odd")
    with SteadyRepository(str(git_repo.path)) as steady:
        for _ in range(2):
            with pytest.raises(InputError):
                steady.default_branch()
