from __future__ import annotations

import pytest

from gitbuild import GitRepo
from line_story import MemoryRecords, shown, wrote
from paraph.adapters.git.reader import GitRepository
from paraph.flows.provenance.carry_rewrite import carry_rewrite

BASE = "one\ntwo\nthree\n"


@pytest.fixture
def records() -> MemoryRecords:
    return MemoryRecords()


def carry(repo: GitRepo, records: MemoryRecords, old: str, new: str, base: str = "main") -> None:
    with GitRepository(str(repo.path)) as reader:
        ids = [repo.rev(each) for each in (base, old, repo.git("merge-base", base, new), new)]
        records.add(carry_rewrite(reader, records, [], *ids))


def test_a_squash_takes_what_the_last_session_left(git_repo: GitRepo, records: MemoryRecords) -> None:
    wrote(git_repo, records, "base", {"f": BASE})
    git_repo.switch("work", "main")
    wrote(git_repo, records, "a", {"f": f"s1 a\n{BASE}s1 b\n"})
    wrote(git_repo, records, "b", {"f": f"s1 a\n{BASE}s2 b\nmine\n"})
    tip = wrote(git_repo, records, "c", {"f": f"a by hand\n{BASE}s2 b\nmine\n"})
    squashed = git_repo.raw_commit(git_repo.rev("work^{tree}"), "all", git_repo.rev("main"))
    carry(git_repo, records, tip, squashed)
    assert shown(git_repo, records, squashed) == [
        "f: unknown | a by hand", "f: unknown | one", "f: unknown | two", "f: unknown | three", "f: ai s2 | s2 b",
        "f: unknown | mine",
    ]  # fmt: skip
