"""Many threads read many repositories: each sees the refs as they are, and no more are open than may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.mirror import GitMirrors, Opened
from paraph.core.errors import ReadError
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import Source

ALL = ("+refs/heads/*:refs/heads/*",)
SHOP = ConnectedRepository("gitlab:acme/shop", "gitlab", "acme/shop")


class Shown:
    """Stands for an open repository."""

    made = 0

    def __init__(self, folder: str) -> None:
        Shown.made += 1
        self.folder, self.is_open = folder, True

    def close(self) -> None:
        self.is_open = False


def pool(folder: Path, **given: float) -> GitMirrors:
    Shown.made = 0
    return GitMirrors(str(folder), Shown, **given)  # type: ignore[arg-type]


def test_a_repository_stays_open_until_its_refs_move(tmp_path: Path, git_repo: GitRepo) -> None:
    git_repo.commit("one", {"a": "1"})
    mirrors = pool(tmp_path)
    mirrors.fetch(SHOP, Source(str(git_repo.path)), ALL)
    assert Path(mirrors.folder_of(SHOP)) == tmp_path / "mirrors/gitlab%3Aacme%2Fshop"
    with mirrors.open(SHOP) as one, mirrors.open(SHOP) as two:
        assert one is not two
    with mirrors.open(SHOP) as again:
        assert again in (one, two)
    git_repo.commit("two", {"a": "2"})
    mirrors.fetch(SHOP, Source(str(git_repo.path)), ALL)
    with mirrors.open(SHOP) as fresh:
        assert fresh not in (one, two)
    assert [one.is_open, two.is_open, fresh.is_open] == [False, False, True]  # type: ignore[attr-defined]
    mirrors.close()
    assert not fresh.is_open  # type: ignore[attr-defined]


def test_one_that_was_left_in_the_middle_is_not_used_again(tmp_path: Path, git_repo: GitRepo) -> None:
    git_repo.commit("one")
    here = ConnectedRepository("git:shop", "git", "shop", place=str(git_repo.path / ".git"))
    mirrors = pool(tmp_path)
    with pytest.raises(KeyError), mirrors.open(here) as left:
        raise KeyError("x")
    assert not left.is_open  # type: ignore[attr-defined]
    with mirrors.open(here) as opened:
        assert opened is not left


def test_no_more_are_open_than_may_be(tmp_path: Path, git_repo: GitRepo) -> None:
    here = ConnectedRepository("git:shop", "git", "shop", place=str(git_repo.path / ".git"))
    mirrors = pool(tmp_path, most_open=2, most_idle=1, patience=0.01)
    third = mirrors.open(here)
    with mirrors.open(here) as one, mirrors.open(here) as two, pytest.raises(ReadError, match="too many"):
        third.__enter__()
    assert [one.is_open, two.is_open].count(True) == 1  # type: ignore[attr-defined]
    with mirrors.open(here), mirrors.open(here):
        assert Shown.made == 3


def test_what_is_not_here_is_told(tmp_path: Path) -> None:
    mirrors = pool(tmp_path)
    gone = SHOP._replace(place=str(tmp_path / "gone.git"))
    for repository in (SHOP, gone):
        with pytest.raises(ReadError, match="not on this machine"), mirrors.open(repository):
            pass
    with pytest.raises(ReadError, match="not on this machine"):
        mirrors.fetch(gone, Source(""), ())


def test_a_long_name_still_is_a_file_name(tmp_path: Path) -> None:
    mirrors = pool(tmp_path)
    long = [SHOP._replace(key=f"gitlab:{'group/' * 60}{name}") for name in "ab"]
    names = [Path(mirrors.folder_of(each)).name for each in long]
    assert len(set(names)) == 2
    assert max(map(len, names)) < 200
    assert issubclass(Opened, object)
