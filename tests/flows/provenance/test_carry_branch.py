from __future__ import annotations

from gitbuild import GitRepo
from line_story import MemoryRecords, recorded, shown, wrote
from paraph.adapters.git.reader import GitRepository
from paraph.core.detect.agent_rows import NO_ROWS
from paraph.flows.provenance.carry_branch import Rewrite, carry_branch
from paraph.flows.provenance.carry_steps import History


def test_old_commits_and_named_ones_count_together(git_repo: GitRepo) -> None:
    records = MemoryRecords()
    wrote(git_repo, records, "base", {"f": "s3 gone\nbase\n"})
    away = git_repo.commit("away", {"f": "base\n"})
    base = git_repo.rev("HEAD")
    old = wrote(git_repo, records, "a", {"g": "s1 a\n"})
    git_repo.git("reset", "--quiet", "--hard", base)
    new = git_repo.commit(f"both\n\nThis reverts commit {away}.", {"f": "s3 gone\nbase\n", "g": "s1 a\nmine\n"})
    with GitRepository(str(git_repo.path)) as reader:
        (found,) = carry_branch(History(reader, records, NO_ROWS), Rewrite(base, old, base, new))
    assert new not in records.kept
    records.add([found])
    assert shown(git_repo, records) == [
        "f: ai s3 | s3 gone", "f: unknown | base", "g: ai s1 | s1 a", "g: unknown | mine",
    ]  # fmt: skip


def test_carried_twice_is_carried_once(git_repo: GitRepo) -> None:
    records = MemoryRecords()
    base = git_repo.commit("base", {"f": "base\n"})
    old = wrote(git_repo, records, "a", {"g": "s1 a\n"})
    git_repo.git("commit", "--quiet", "--amend", "--message", "b")
    new = git_repo.rev("HEAD")
    recorded(git_repo, records, old)
    with GitRepository(str(git_repo.path)) as reader:
        records.add(carry_branch(History(reader, records, NO_ROWS), Rewrite(base, old, base, new, [(old, new)])))
        assert carry_branch(History(reader, records, NO_ROWS), Rewrite(base, old, base, new, [(old, new)])) == ()
