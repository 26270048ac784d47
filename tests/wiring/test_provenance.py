from __future__ import annotations

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.wiring.provenance import claims_at, claims_staged, import_records, shown_records
from provenance_samples import sample


def test_what_the_verbs_are_given(git_repo: GitRepo) -> None:
    one, two = sample(git_repo)
    with GitRepository(str(git_repo.path)) as reader:
        found = import_records(reader, "refs/notes/ai", is_dry=True)
        assert (found.survey.records, found.reachable, found.missing) == (2, 2, 0)
        assert [each.commit.id for each in shown_records(reader, two)] == [two]
    assert [each.tool for each in claims_at(str(git_repo.path), one)] == ["claude"]
    assert claims_staged(str(git_repo.path)) == ()


def test_notes_at_commits_that_are_not_here(git_repo: GitRepo) -> None:
    sample(git_repo)
    blob = git_repo.blob("---\n{}")
    index = {"GIT_INDEX_FILE": str(git_repo.path / "other-index")}
    git_repo.git("read-tree", "refs/notes/ai", env=index)
    git_repo.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{'9' * 40}", env=index)
    tree = git_repo.git("write-tree", env=index)
    git_repo.git("update-ref", "refs/notes/ai", git_repo.git("commit-tree", tree, "-m", "x"))
    with GitRepository(str(git_repo.path)) as reader:
        found = import_records(reader, "ai", is_dry=True)
    assert (found.survey.records, found.reachable, found.missing, found.survey.empty) == (3, 2, 1, 1)
