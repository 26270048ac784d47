from __future__ import annotations

from gitbuild import GitRepo
from paraph.adapters.git.blame import BlameRequest
from paraph.wiring import open_repository
from paraph.wiring.blame import blame_file


def test_a_file_without_records_is_told_by_its_commits(git_repo: GitRepo) -> None:
    commit = git_repo.commit("x\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n", {"a": "1\n"})
    git_repo.write("a", "1\n2\n")
    with open_repository(str(git_repo.path)) as reader:
        found = blame_file(reader, BlameRequest("a"))
    assert found.evidence.of(commit, "a", 1)[0] == "ai"
    assert found.blamed.is_changed
    assert (found.uncommitted, found.is_cut) == ((), False)
