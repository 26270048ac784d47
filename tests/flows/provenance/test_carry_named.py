from __future__ import annotations

import pytest

from gitbuild import GitRepo
from line_story import MemoryRecords, shown, wrote
from paraph.adapters.git.reader import GitRepository
from paraph.core.detect.agent_rows import NO_ROWS
from paraph.flows.provenance.carry_named import carry_named, picks_in, reverts_in
from paraph.flows.provenance.carry_steps import History

ONE, TWO = "1" * 40, "2" * 64


@pytest.mark.parametrize(
    ("message", "picks", "reverts"),
    [
        (f"a\n\n(cherry picked from commit {ONE})", (ONE,), ()),
        (f"a\n\n(cherry picked from commit {ONE})\n(cherry picked from commit {TWO})\n", (TWO, ONE), ()),
        (f'Revert "a"\n\nThis reverts commit {ONE}.\n', (), (ONE,)),
        (f"Revert\n\nThis reverts commit {TWO}, reversing\nchanges made to {ONE}.", (), (TWO,)),
        (f"we say (cherry picked from commit {ONE})\nand: This reverts commit {ONE}.", (), ()),
        (f"(cherry picked from commit {ONE[:12]})", (), ()),
    ],
)
def test_what_a_message_names(message: str, picks: tuple[str, ...], reverts: tuple[str, ...]) -> None:
    assert (picks_in(message), reverts_in(message)) == (picks, reverts)


def carry(repo: GitRepo, records: MemoryRecords, *commits: str, picked: dict[str, list[str]] | None = None) -> None:
    with GitRepository(str(repo.path)) as reader:
        records.add(carry_named(History(reader, records, NO_ROWS), list(reader.commit_records(commits)), picked))


def test_what_comes_back_has_what_it_had_through_a_rename(git_repo: GitRepo) -> None:
    records = MemoryRecords()
    wrote(git_repo, records, "a", {"old": "s1 a\nb\ns2 c\nd\ne\nf\n"})
    git_repo.commit("renamed", {"old": None, "new": "s1 a\nb\ns2 c\nd\ne\nf\n"})
    away = git_repo.commit("away", {"new": "d\ne\nf\n"})
    back = git_repo.commit(f"back\n\nThis reverts commit {away}.", {"new": "s1 a\nb\nby hand\ns2 c\nd\ne\nf\n"})
    carry(git_repo, records, back)
    assert shown(git_repo, records)[:4] == [
        "new: ai s1 | s1 a", "new: unknown | b", "new: unknown | by hand", "new: ai s2 | s2 c",
    ]  # fmt: skip


def test_a_commit_that_is_not_here_gives_nothing(git_repo: GitRepo) -> None:
    records = MemoryRecords()
    git_repo.commit("a", {"f": "s1 a\n"})
    tip = git_repo.commit(
        f"b\n\nThis reverts commit {ONE}.\n(cherry picked from commit {ONE})", {"f": "s1 b\n"}
    )  # fmt: skip
    carry(git_repo, records, tip, picked={tip: [ONE]})
    assert records.kept == {}


def test_the_first_commit_taken_back_brings_nothing(git_repo: GitRepo) -> None:
    records = MemoryRecords()
    first = wrote(git_repo, records, "a", {"f": "s1 a\n"})
    tip = git_repo.commit(f"b\n\nThis reverts commit {first}.", {"f": None})
    carry(git_repo, records, tip)
    assert list(records.kept) == [first]


def test_a_pick_that_somebody_else_knows_of(git_repo: GitRepo) -> None:
    records = MemoryRecords()
    git_repo.commit("base", {"f": "base\n"})
    git_repo.switch("work")
    old = wrote(git_repo, records, "a", {"f": "base\ns1 a\n"})
    git_repo.switch("main")
    new = git_repo.commit("quiet", {"f": "base\ns1 a\nmine\n"})
    carry(git_repo, records, new, picked={new: [old]})
    assert shown(git_repo, records) == ["f: unknown | base", "f: ai s1 | s1 a", "f: unknown | mine"]
