"""Is the sample shop the same for the same seed, and does every seed keep its promises?"""

from __future__ import annotations

from pathlib import Path

import pytest

from examples.sample.build import BUNDLE, SEED, build
from examples.sample.cases import CASES
from examples.sample.people import EVERYONE
from gitbuild import GitRepo


def heads(bundle: Path, repo: GitRepo) -> str:
    return repo.git("bundle", "list-heads", str(bundle))


def cloned(seed: int, tmp_path: Path) -> GitRepo:
    """The shop of a seed as a bare repository; object ids, not bytes, are what all versions of git agree on."""
    build(seed, tmp_path / "shop.bundle")
    repo = GitRepo(tmp_path / "shop.git", bare=True)
    repo.git("fetch", "--quiet", str(tmp_path / "shop.bundle"), "refs/heads/*:refs/heads/*")
    return repo


def test_the_committed_bundle_is_what_the_script_makes(tmp_path: Path, git_repo: GitRepo) -> None:
    build(SEED, tmp_path / "again.bundle")
    assert heads(tmp_path / "again.bundle", git_repo) == heads(BUNDLE, git_repo)
    assert BUNDLE.stat().st_size < 1_000_000


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        build(7, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_another_seed_gives_another_shop(tmp_path: Path, git_repo: GitRepo) -> None:
    build(7, tmp_path / "seven")
    build(8, tmp_path / "eight")
    assert not set(heads(tmp_path / "seven", git_repo).split()[::2]) & set(
        heads(tmp_path / "eight", git_repo).split()[::2]
    )


@pytest.mark.parametrize("seed", [SEED, 2, 3, 41])
def test_every_seed_keeps_the_promises(seed: int, tmp_path: Path) -> None:
    repo = cloned(seed, tmp_path)
    assert 250 <= int(repo.git("rev-list", "--count", "main")) <= 400
    assert int(repo.git("rev-list", "--count", "--merges", "main")) > 40
    branches = repo.git("for-each-ref", "--format=%(refname:short)", "refs/heads/change").split()
    assert branches == sorted(f"change/{case.branch}" for case in CASES)
    for branch in branches:
        assert repo.git("rev-list", "--count", f"main..{branch}") == "1"
        assert repo.git("diff-tree", "--name-only", "-r", "main", branch) != "", branch
    said = repo.git("log", "--format=%(trailers:key=AI-assistance,valueonly,separator=)", "main").split("\n")
    assert {"", "none", "assisted", "generated", "autonomous"} <= set(said)
    writers = set(repo.git("log", "--format=%ae", "main").split())
    assert {colleague.identity.email for colleague in EVERYONE} <= writers
    assert not repo.git("ls-tree", "-r", "--name-only", "main").count("..")


def test_a_hidden_link_and_a_hidden_character_are_there(tmp_path: Path) -> None:
    repo = cloned(5, tmp_path)
    raw = repo.git("diff-tree", "-r", "--raw", "main", "change/tidy-component")
    assert "120000" in raw
    assert "\u202e" in repo.git("diff", "main", "change/tidy-component")
