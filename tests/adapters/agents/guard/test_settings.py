"""Do the settings of the protected policy count, read anew when its branch moves, and never a cache that is odd?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.agents.guard.settings import NAME, Fresh, guard_settings, stamp
from paraph.core.model.guard import EnvironmentGuard, GuardSettings

RELAXED = GuardSettings((EnvironmentGuard("dev", ("dev",), "silent"),), "ask", (("a.b", "deny"),), ("trunk",))


class Source:
    """Counts how often the policy is read in full."""

    def __init__(self) -> None:
        self.reads = 0

    def __call__(self) -> Fresh:
        self.reads += 1
        return Fresh(RELAXED, "refs/heads/main")


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    """A repository with a commit on main."""
    built = GitRepo(tmp_path / "work")
    built.commit("one", {"a": "a"})
    return built


def asked(repo: GitRepo, source: Source) -> tuple[GuardSettings, list[str]]:
    folder = f"{repo.path}/.git"
    return guard_settings(folder, f"{folder}/paraph", source)


def test_the_policy_is_read_once_while_its_branch_stays(repo: GitRepo) -> None:
    source = Source()

    assert asked(repo, source) == asked(repo, source) == (RELAXED, [])
    assert source.reads == 1


def test_it_is_read_anew_when_the_branch_moves_or_refs_are_packed(repo: GitRepo) -> None:
    source = Source()
    asked(repo, source)
    repo.commit("two", {"a": "b"})
    asked(repo, source)
    repo.git("pack-refs", "--all")
    asked(repo, source)

    assert source.reads == 3


@pytest.mark.parametrize("found", ["", "{", "[]", "{}", '{"schema": "paraph/guard-settings/v1", "branch": "x"}'])
def test_an_odd_cache_is_read_over(repo: GitRepo, found: str) -> None:
    (repo.path / ".git/paraph").mkdir()
    (repo.path / ".git/paraph" / NAME).write_text(found)

    assert asked(repo, Source()) == (RELAXED, [])


def test_a_cache_that_was_edited_does_not_count(repo: GitRepo) -> None:
    source = Source()
    asked(repo, source)
    path = repo.path / ".git/paraph" / NAME
    document = json.loads(path.read_text())
    document["settings"]["rules"] = [["terraform.destroy", "silent"]]
    path.write_text(json.dumps(document))

    assert asked(repo, source) == (RELAXED, [])
    assert source.reads == 2


def test_a_policy_that_cannot_be_read_leaves_the_table_and_says_so(repo: GitRepo) -> None:
    def fails() -> Fresh:
        raise ValueError("it is broken\nhere")

    settings, notices = guard_settings(f"{repo.path}/.git", f"{repo.path}/.git/paraph", fails)

    assert settings == GuardSettings()
    assert notices == ["the policy's `guard:` cannot be read (it is broken): the built-in table counts"]


def test_a_cache_that_cannot_be_kept_is_said(repo: GitRepo) -> None:
    (repo.path / ".git/paraph").write_text("")

    assert "could not be kept" in asked(repo, Source())[1][0]


def test_the_stamp_follows_the_branch_that_is_read(repo: GitRepo) -> None:
    repo.git("branch", "odd")
    before = stamp(f"{repo.path}/.git", "refs/heads/odd")
    repo.git("update-ref", "refs/heads/odd", repo.commit("two", {"a": "b"}))

    assert stamp(f"{repo.path}/.git", "refs/heads/odd") != before
