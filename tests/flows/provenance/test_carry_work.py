from __future__ import annotations

from gitbuild import GitRepo
from line_story import MemoryRecords, wrote
from paraph.adapters.git.location import locate
from paraph.adapters.git.reader import GitRepository
from paraph.adapters.git.work_tree import GitWorkTree
from paraph.core.detect.agent_rows import NO_ROWS
from paraph.flows.provenance.carry_steps import History
from paraph.flows.provenance.carry_work import ToldLines, of_commits, of_range, of_stash, told_in_work


def test_lines_in_the_files_that_head_has_not(git_repo: GitRepo) -> None:
    records = MemoryRecords()
    base = git_repo.commit("base", {"f": "base\n"})
    one = wrote(git_repo, records, "one", {"f": "s1 a\nbase\ns1 b\n"})
    tip = wrote(git_repo, records, "two", {"f": "s1 a\nbase\ns2 b\n", "g": "s2 g\n"})
    git_repo.git("reset", "--quiet", "--soft", base)
    git_repo.write("f", "typed\ns1 a\nbase\ns2 b, by hand\n")
    work = GitWorkTree(locate(str(git_repo.path)))
    with GitRepository(str(git_repo.path)) as reader:
        told = told_in_work(reader, work, base, of_range(History(reader, records, NO_ROWS), base, tip))
        assert told == {
            "f": (ToldLines(2, 2, "ai", "claude-code", "s1", "model-1", "", "strong"),),
            "g": (ToldLines(1, 1, "ai", "claude-code", "s2", "model-1", "", "strong"),),
        }
        commits = of_commits(History(reader, records, NO_ROWS), reader.commit_records([one]))
        assert set(told_in_work(reader, work, base, commits)) == {"f"}
        assert set(told_in_work(reader, work, tip, of_stash(records, [one, tip]))) == set()
        assert told_in_work(reader, work, base, []) == {}
        assert of_range(History(reader, records, NO_ROWS), tip, base) == []
