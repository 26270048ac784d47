from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.flows.facts import known_tools as flow
from paraph.flows.facts.known_tools import KnownTools, known_tools

CLAUDE = "Add a price\n\nCo-authored-by: Claude <noreply@anthropic.com>\n"


class Memory:
    def __init__(self) -> None:
        self.values: dict[tuple[str, str], object] = {}
        self.asked: list[str] = []

    def get(self, kind: str, key: str) -> object | None:
        self.asked.append(kind)
        return self.values.get((kind, key))

    def put(self, kind: str, key: str, value: object) -> None:
        self.values[kind, key] = value


def found(repo: GitRepo, base: str, cache: Memory | None = None) -> KnownTools:
    reader = GitRepository(str(repo.path))
    try:
        return known_tools(reader, cache or Memory(), base)
    finally:
        reader.close()


def test_tools_of_every_commit_below_and_none_of_those_above(git_repo: GitRepo) -> None:
    first = git_repo.commit("begin", {"a": "1\n"})
    second = git_repo.commit(CLAUDE, {"a": "2\n"})
    git_repo.commit("later\n\nCo-authored-by: Cursor <cursoragent@cursor.com>\n", {"a": "3\n"})
    assert found(git_repo, first) == KnownTools((), "the 1 commit below the base")
    assert found(git_repo, second) == KnownTools(("claude-code",), "the 2 commits below the base")
    assert found(git_repo, "") == KnownTools((), "an empty history")


def test_the_window_is_bounded_and_says_so(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    git_repo.commit(CLAUDE, {"a": "1\n"})
    for number in range(3):
        tip = git_repo.commit(f"step {number}", {"a": f"{number}.\n"})
    monkeypatch.setattr(flow, "COMMITS_READ", 3)
    assert found(git_repo, tip) == KnownTools((), "the newest 3 commits below the base")


def test_a_base_is_read_once(git_repo: GitRepo) -> None:
    tip = git_repo.commit(CLAUDE, {"a": "1\n"})
    cache = Memory()
    first = found(git_repo, tip, cache)
    ((key, value),) = cache.values.items()
    assert (key[0], tip in key[1], value) == ("tools", True, (("claude-code",), 1))
    cache.values[key] = (("kept",), 7)
    assert found(git_repo, tip, cache) == KnownTools(("kept",), "the 7 commits below the base")
    for broken in (None, (), ((1,), 1), (("a",), "1"), [("a",), 1], ("a", 1)):
        cache.values[key] = broken
        assert found(git_repo, tip, cache) == first
