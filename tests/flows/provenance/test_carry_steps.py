from __future__ import annotations

from gitbuild import GitRepo
from line_story import MemoryRecords, wrote
from paraph.adapters.git.reader import GitRepository
from paraph.core.detect.agent_rows import NO_ROWS
from paraph.flows.provenance.carry_steps import History, states, steps


def test_what_commits_add_and_what_is_known_after_each(git_repo: GitRepo) -> None:
    records = MemoryRecords()
    first = wrote(git_repo, records, "one", {"f": "a\ns1 b\nc\n"})
    second = wrote(git_repo, records, "two", {"f": None, "g": "s2 top\na\ns1 b\nc\n"})
    with GitRepository(str(git_repo.path)) as reader:
        taken = steps(History(reader, records, NO_ROWS), reader.commit_records([first, second]))
    assert [dict(step.added) for step in taken] == [{"f": ((1, 3),)}, {"g": ((1, 1),)}]
    assert [(each.kind, each.first) for each in taken[0].recorded["f"]] == [("ai", 2)]
    assert [each.kind for each in taken[0].known["f"]] == ["unknown", "ai", "unknown"]
    known = states(taken)
    assert [(each.kind, each.first, each.commit) for each in known[second]["g"]] == [
        ("ai", 1, second), ("unknown", 2, first), ("ai", 3, first), ("unknown", 4, first),
    ]  # fmt: skip


def test_a_merge_adds_what_no_parent_has(git_repo: GitRepo) -> None:
    records = MemoryRecords()
    git_repo.commit("base", {"f": "a\n"})
    git_repo.switch("side")
    side = wrote(git_repo, records, "side", {"f": "a\ns1 side\n"})
    git_repo.switch("main")
    main = git_repo.commit("main", {"g": "g\n"})
    git_repo.stage({"f": "a\ns1 side\nby hand\n"})
    merge = git_repo.raw_commit(git_repo.git("write-tree"), "merge", main, side)
    with GitRepository(str(git_repo.path)) as reader:
        (step,) = steps(History(reader, records, NO_ROWS), reader.commit_records([merge]))
        assert dict(step.added) == {"f": ((3, 3),)}
        taken = steps(History(reader, records, NO_ROWS), reader.commit_records([side, main, merge]))
    assert [each.kind for each in states(taken)[merge]["f"]] == ["ai", "unknown"]


def test_nothing_is_asked_for_nothing(git_repo: GitRepo) -> None:
    with GitRepository(str(git_repo.path)) as reader:
        assert steps(History(reader, MemoryRecords(), NO_ROWS), []) == ()
    assert states(()) == {}
