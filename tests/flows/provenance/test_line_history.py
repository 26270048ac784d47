from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flows.provenance.memory_records import MemoryRecords, record
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.detect.lines.line_lives import all_of, periods_of, tools_of
from paraph.core.model.attribution import LineCounts
from paraph.flows.provenance.line_history import Asked, LineHistory, line_history
from paraph.ports.progress import Progress

DAY = 86_400
CLAUDE = "x\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n"


def history(repo: GitRepo, records: MemoryRecords, **asked: object) -> LineHistory:
    with GitRepository(str(repo.path)) as reader:
        return line_history(reader, records, Asked(**{"base": "", "head": repo.rev("HEAD"), **asked}))  # type: ignore[arg-type]


def built(repo: GitRepo) -> MemoryRecords:
    """Six lines of which a record tells four; two of these and one unknown line go after 40 days, by a commit of a tool
    that adds one; then the file moves."""
    first = repo.commit("one", {"a.py": "1\n2\n3\n4\n5\n6\n"})
    repo.now += 40 * DAY
    repo.commit(CLAUDE, {"a.py": "1\n2\nnew\n6\n"})
    repo.commit("move", {"a.py": None, "sub/b.py": "1\n2\nnew\n6\n"})
    return MemoryRecords(record(first, ("a.py", 1, 4, "ai")))


def test_lines_are_followed_from_their_coming_to_their_end(git_repo: GitRepo) -> None:
    found = history(git_repo, built(git_repo))
    january, february = periods_of(found.lives)
    assert (january.name, february.name) == ("2026-01", "2026-02")
    assert january.added == LineCounts(ai=4, unknown=2)
    assert january.standing == LineCounts(ai=2, unknown=1)
    assert january.replaced == LineCounts(ai=2, unknown=1)
    assert (january.ai_days, january.unknown_days, january.claimed) == (40, 40, 0)
    assert (february.added, february.claimed) == (LineCounts(ai=1), 1)
    assert [(each.name, each.added.ai) for each in tools_of(found.lives)] == [("codex", 4), ("claude-code", 1)]
    assert found.standing == {"sub/b.py": LineCounts(ai=3, unknown=1)}
    assert sum(found.written.values()) == 3
    assert (len(found.commits), found.recorded) == (3, 1)


def test_only_some_paths_or_a_part_of_the_history(git_repo: GitRepo) -> None:
    records = built(git_repo)
    below = history(git_repo, records, is_meant=lambda path: path.startswith("sub/"))
    assert all_of(below.lives).added == LineCounts()
    assert sum(all_of(below.lives).standing) == 4
    part = history(git_repo, records, base=git_repo.rev("HEAD~2"), by="commit")
    assert all_of(part.lives).added == LineCounts(ai=1)
    assert all_of(part.lives).replaced == LineCounts()
    assert [each.name.split()[1] for each in periods_of(part.lives)] == [git_repo.rev("HEAD~1")]


def test_a_branch_counts_once(git_repo: GitRepo) -> None:
    git_repo.commit("base", {"a": "1\n2\n3\n"})
    git_repo.switch("side")
    git_repo.commit("theirs", {"a": "1\n2\n", "b": "b\n"})
    git_repo.switch("main")
    git_repo.commit("ours", {"c": "c\n"})
    git_repo.merge("side")
    whole = all_of(history(git_repo, MemoryRecords()).lives)
    assert (sum(whole.added), sum(whole.standing), sum(whole.replaced)) == (5, 4, 1)


def test_a_file_that_becomes_binary_loses_its_lines(git_repo: GitRepo) -> None:
    git_repo.commit("text", {"a": "1\n2\n"})
    git_repo.commit("binary", {"a": b"\0\1"})
    whole = all_of(history(git_repo, MemoryRecords()).lives)
    assert (sum(whole.standing), sum(whole.replaced)) == (0, 2)


def test_progress_is_told_a_commit_at_a_time(git_repo: GitRepo) -> None:
    seen: list[object] = []

    class Counting:
        def advance(self, steps: int = 1) -> None:
            seen.append(steps)

    @contextmanager
    def watcher(title: str, total: int) -> Iterator[Progress]:
        seen.append((title, total))
        yield Counting()
        seen.append("end")

    records = built(git_repo)
    with GitRepository(str(git_repo.path)) as reader:
        line_history(reader, records, Asked("", git_repo.rev("HEAD")), watcher)
    assert seen == [("following lines", 3), 1, 1, 1, "end"]
