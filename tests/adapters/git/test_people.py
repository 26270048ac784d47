"""Who has written this history, and under which names?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gitbuild import ADA, BEN, GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.ports.repository import Author

Open = Callable[[Path], GitRepository]


def test_authors_are_counted_under_what_they_wrote_and_what_the_mailmap_at_the_tip_makes_of_it(
    git_repo: GitRepo, open_repo: Open
) -> None:
    git_repo.commit("one", author=BEN)
    between = git_repo.now
    git_repo.commit("two", author="ada <ada@home.example.test>")
    git_repo.commit("three", {".mailmap": "Ada Sample <ada@example.test> <ada@home.example.test>\n"}, author=ADA)
    git_repo.commit("four", author=ADA)
    (git_repo.path / ".mailmap").write_text("Eve <eve@example.test> <ben@example.test>\n")
    git_repo.git("config", "mailmap.file", str(git_repo.path / ".mailmap"))
    reader = open_repo(git_repo.path)
    ada = ("Ada Sample", "ada@example.test")
    assert reader.authors("HEAD") == [
        Author(*ada, *ada, 2, git_repo.now - 60, git_repo.now),
        Author("ada", "ada@home.example.test", *ada, 1, between + 60, between + 60),
        Author(*("Ben Sample", "ben@example.test") * 2, 1, between, between),
    ]
    assert "ben@example.test" not in {one.email for one in reader.authors("HEAD", since=between + 1)}


def test_without_a_mailmap_names_stand_as_they_are(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.commit("one", author="caf\u00e9 <c@example.test>")
    assert [(one.name, one.commits) for one in open_repo(git_repo.path).authors("HEAD")] == [("caf\u00e9", 1)]
    git_repo.stage({"x": "Eve <eve@example.test> <c@example.test>\n"})
    (git_repo.path / ".mailmap").symlink_to("x")
    git_repo.commit("link", author="caf\u00e9 <c@example.test>")
    assert [(one.name, one.commits) for one in open_repo(git_repo.path).authors("HEAD")] == [("caf\u00e9", 2)]
