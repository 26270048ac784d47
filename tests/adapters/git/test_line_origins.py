from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import ReadError
from paraph.ports.repository import LineOrigin


def test_lines_are_traced_to_what_brought_them_through_a_rename(git_repo: GitRepo) -> None:
    first = git_repo.commit("one", {"old name.py": "a\nb\nc\n"})
    second = git_repo.commit("two", {"old name.py": None, "né\tw.py": "zero\na\nb\nc\n"})
    with GitRepository(str(git_repo.path)) as reader:
        found = sorted(reader.line_origins(second, "né\tw.py", ((1, 1), (3, 4))))
    assert found == [LineOrigin(1, 1, second, "né\tw.py", 1), LineOrigin(3, 2, first, "old name.py", 2)]


def test_many_ranges_are_asked_as_one(git_repo: GitRepo) -> None:
    text = "".join(f"{number}\n" for number in range(2_100))
    first = git_repo.commit("one", {"a": text})
    with GitRepository(str(git_repo.path)) as reader:
        found = list(reader.line_origins(first, "a", tuple((line, line) for line in range(1, 2_100, 2))))
    assert found == [LineOrigin(1, 2_099, first, "a", 1)]


def test_lines_that_are_not_there_are_no_answer(git_repo: GitRepo) -> None:
    first = git_repo.commit("one", {"a": "1\n"})
    with GitRepository(str(git_repo.path)) as reader, pytest.raises(ReadError):
        list(reader.line_origins(first, "a", ((7, 9),)))


def test_commits_are_read_by_their_ids(git_repo: GitRepo) -> None:
    ids = [git_repo.commit(f"commit {number}", {"a": str(number)}) for number in range(3)]
    asked = [ids[2], ids[0]]
    with GitRepository(str(git_repo.path)) as reader:
        assert [(each.id, each.message) for each in reader.commit_records(asked)] == [
            (ids[2], "commit 2"), (ids[0], "commit 0"),
        ]  # fmt: skip
        assert list(reader.commit_records([])) == []
        with pytest.raises(ReadError):
            list(reader.commit_records(["ab" * 20]))
