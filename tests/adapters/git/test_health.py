from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gitbuild import GitRepo
from paraph.adapters.git.health import health_of
from paraph.adapters.git.location import locate
from paraph.ports.health import RepositoryHealth


def health(path: Path) -> RepositoryHealth:
    return health_of(locate(str(path)))


def test_a_plain_repository(git_repo: GitRepo) -> None:
    git_repo.commit("first", {"a": "1"})
    found = health(git_repo.path)
    assert found.git_version >= (2, 0)
    assert found[1:] == (False, False, 0, False)


def test_what_is_odd_is_seen(git_repo: GitRepo, make_repo: Callable[..., GitRepo], tmp_path: Path) -> None:
    first = git_repo.commit("first", {"a": "1"})
    second = git_repo.commit("second", {"a": "2"})
    git_repo.git("replace", second, first)
    (git_repo.path / ".git/info/grafts").write_text("")
    git_repo.git("config", "remote.origin.promisor", "true")
    found = health(git_repo.path)
    assert (found.is_shallow, found.is_partial, found.replaced, found.has_grafts) == (False, True, 1, True)


def test_a_shallow_clone(git_repo: GitRepo, tmp_path: Path) -> None:
    git_repo.commit("first", {"a": "1"})
    git_repo.commit("second", {"a": "2"})
    git_repo.git("clone", "--quiet", "--depth=1", f"file://{git_repo.path}", str(tmp_path / "shallow"))
    assert health(tmp_path / "shallow").is_shallow
