from __future__ import annotations

import pytest

from gitbuild import GitRepo
from line_story import MemoryRecords, shown, wrote
from paraph.adapters.git.reader import GitRepository
from paraph.core.detect.agent_rows import NO_ROWS
from paraph.core.errors import InputError
from paraph.flows.provenance.carry_rewrite import carry_rewrite, in_order
from paraph.flows.provenance.carry_steps import History
from paraph.ports.repository import CommitRecord

BASE = "one\ntwo\nthree\n"


@pytest.fixture
def records() -> MemoryRecords:
    return MemoryRecords()


def carry(repo: GitRepo, records: MemoryRecords, old: str, new: str, base: str = "main") -> None:
    with GitRepository(str(repo.path)) as reader:
        ids = [repo.rev(each) for each in (base, old, repo.git("merge-base", base, new), new)]
        records.add(carry_rewrite(History(reader, records, NO_ROWS), [], *ids))


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


@pytest.mark.parametrize("form", ["rebase", "squash"])
def test_a_like_line_that_a_person_wrote_on_the_other_side_stays_theirs(
    git_repo: GitRepo, records: MemoryRecords, form: str
) -> None:
    git_repo.commit("base", {"f": BASE})
    git_repo.switch("work")
    old = wrote(git_repo, records, "a", {"f": f"s1 import\n{BASE}", "g": "s1 g\n"})
    git_repo.switch("main")
    git_repo.commit("by hand", {"f": f"s1 import\n{BASE}"})
    if form == "rebase":
        git_repo.git("cherry-pick", "work")
    else:
        git_repo.commit("all", {"g": "s1 g\n"})
    with GitRepository(str(git_repo.path)) as reader:
        new = git_repo.rev("HEAD")
        records.add(carry_rewrite(History(reader, records, NO_ROWS), [], new, old, old, new))
    assert shown(git_repo, records) == [
        "f: unknown | s1 import", "f: unknown | one", "f: unknown | two", "f: unknown | three", "g: ai s1 | s1 g",
    ]  # fmt: skip


def test_two_sessions_that_both_may_have_written_a_line(git_repo: GitRepo, records: MemoryRecords) -> None:
    """The squash keeps author and date of the first commit, so that nothing tells it from a drop of the others."""
    base = git_repo.commit("base", {"f": BASE})
    wrote(git_repo, records, "a", {"g": "s1 a\ns1 b\n"})
    first = git_repo.rev("HEAD")
    git_repo.commit("away", {"g": "s1 a\n"})
    old = git_repo.commit("by hand", {"g": "s1 a\ns1 b\n"})
    git_repo.git("reset", "--quiet", "--hard", base)
    git_repo.stage({"g": "s1 a\ns1 b\n"})
    git_repo.git("commit", "--quiet", "--reuse-message", first)
    new = git_repo.rev("HEAD")
    assert new != first
    with GitRepository(str(git_repo.path)) as reader:
        records.add(carry_rewrite(History(reader, records, NO_ROWS), [], base, old, base, new))
    assert shown(git_repo, records)[3:] == ["g: ai s1 | s1 a", "g: unknown | s1 b"]


def test_too_many_commits_are_refused(
    git_repo: GitRepo, records: MemoryRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paraph.flows.provenance.carry_rewrite.MOST_COMMITS", 1)
    ids = [git_repo.commit(f"{number}", {"f": f"{number}\n"}) for number in range(3)]
    with GitRepository(str(git_repo.path)) as reader, pytest.raises(InputError) as raised:
        carry_rewrite(History(reader, records, NO_ROWS), [], ids[0], ids[2], ids[0], ids[2])
    assert raised.value.problems[0].code == "P1060"


def test_parents_come_first_whatever_dates_say() -> None:
    chain = [CommitRecord(id_, "t", parents, "", "", "", "", 0, 0, "") for id_, parents in
             (("d", ("b", "c")), ("b", ("a",)), ("a", ()), ("c", ("a",)))]  # fmt: skip
    assert [each.id for each in in_order(chain)] in (["a", "c", "b", "d"], ["a", "b", "c", "d"])
