from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import InputError
from paraph.flows.gate.governed_files import Given, Governance, policy_commit, read_governance
from paraph.ports.documents import SourceText
from paraph.wiring import CachedDocuments

POLICY = "version: 1\nmode: enforce\nrules:\n  - {{name: {}, require: [{{signoff: {{count: 1}}}}]}}\n"
OLD, NEW = POLICY.format("old"), POLICY.format("new")
WHERE = ".paraph/policy.yaml"


@contextmanager
def reader_of(repo: GitRepo) -> Iterator[GitRepository]:
    reader = GitRepository(str(repo.path))
    try:
        yield reader
    finally:
        reader.close()


def governance(repo: GitRepo, spec: str | None, target: str | None = None, given: Given | None = None) -> Governance:
    with reader_of(repo) as reader:
        request = reader.resolve(spec, target)
        return read_governance(reader, CachedDocuments(None), request, given or Given())


def rules(found: Governance) -> list[str]:
    return [rule.name for rule in found.policy.rules] if found.policy else []


def test_a_branch_cannot_weaken_the_policy_that_judges_it(git_repo: GitRepo) -> None:
    base = git_repo.commit("rules", {WHERE: OLD})
    git_repo.switch("weaken")
    git_repo.commit("weaker rules", {WHERE: NEW})
    later = git_repo.commit("and code", {"a.py": "x\n"})
    for spec in (None, "main..HEAD", "main..weaken", "weaken", "HEAD", later):
        found = governance(git_repo, spec)
        assert (rules(found), found.commit) == (["old"], base), spec


def test_a_policy_that_lands_together_with_code_judges_from_then_on(git_repo: GitRepo) -> None:
    git_repo.commit("code", {"a.py": "x\n"})
    first = git_repo.commit("first rules, and code", {WHERE: OLD, "a.py": "y\n"})
    second = git_repo.commit("other rules, and code", {WHERE: NEW, "a.py": "z\n"})
    last = git_repo.commit("code", {"a.py": "w\n"})
    assert [rules(governance(git_repo, each)) for each in (first, second, last)] == [[], ["old"], ["new"]]


def test_a_release_branch_is_judged_by_the_default_branch(git_repo: GitRepo) -> None:
    git_repo.commit("rules", {WHERE: OLD})
    git_repo.switch("release/1")
    git_repo.commit("lax rules for releases", {WHERE: NEW})
    git_repo.switch("fix")
    git_repo.commit("fix", {"a.py": "x\n"})
    found = governance(git_repo, "release/1..fix")
    assert (rules(found), found.commit) == (["old"], git_repo.rev("main"))


def test_work_ahead_of_what_was_fetched_is_judged_by_what_it_goes_to(git_repo: GitRepo) -> None:
    git_repo.commit("rules", {WHERE: OLD})
    git_repo.git("update-ref", "refs/remotes/origin/main", "HEAD")
    git_repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    git_repo.commit("newer rules, landed here only", {WHERE: NEW})
    git_repo.switch("work")
    git_repo.commit("code", {"a.py": "x\n"})
    assert rules(governance(git_repo, "main..work")) == ["new"]
    assert rules(governance(git_repo, "origin/main..work")) == ["old"]
    assert rules(governance(git_repo, None)) == ["old"]


def test_another_remote_has_no_say_whatever_its_branches_are_called(git_repo: GitRepo) -> None:
    git_repo.commit("rules", {WHERE: OLD})
    git_repo.git("update-ref", "refs/remotes/origin/main", "HEAD")
    git_repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    git_repo.switch("fork")
    git_repo.git("update-ref", "refs/remotes/fork/topic", git_repo.commit("weaker rules", {WHERE: NEW}))
    evil = git_repo.commit("and code", {"a.py": "x\n"})
    git_repo.git("update-ref", "refs/remotes/fork/main", evil)
    for spec in ("fork/topic..fork/main", "fork/main", evil, f"{evil}~1..{evil}"):
        assert rules(governance(git_repo, spec)) == ["old"], spec


def test_what_is_ahead_of_what_was_fetched_does_not_judge_itself(git_repo: GitRepo) -> None:
    git_repo.commit("rules", {WHERE: OLD})
    git_repo.git("update-ref", "refs/remotes/origin/main", "HEAD")
    git_repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    git_repo.commit("weaker rules", {WHERE: NEW})
    git_repo.commit("and code", {"a.py": "x\n"})
    for spec in ("HEAD", "HEAD~1..HEAD", "origin/main..HEAD", None):
        assert rules(governance(git_repo, spec)) == ["old"], spec


def test_without_a_default_branch_the_base_judges(git_repo: GitRepo) -> None:
    git_repo.commit("rules", {WHERE: OLD})
    for name in ("one", "two"):
        git_repo.git("branch", name)
    git_repo.git("checkout", "--quiet", "one")
    git_repo.git("branch", "--delete", "--force", "main")
    git_repo.commit("code", {"a.py": "x\n", WHERE: NEW})
    found = governance(git_repo, "two..one")
    assert (rules(found), found.commit) == (["old"], git_repo.rev("two"))


def test_the_beginning_of_a_history_has_nothing_before_it(git_repo: GitRepo) -> None:
    root = git_repo.commit("rules at once", {WHERE: OLD})
    found = governance(git_repo, root)
    assert (found.policy, found.commit, found.is_directory_missing) == (None, "", True)


def test_everything_comes_from_one_commit(git_repo: GitRepo) -> None:
    files = {
        WHERE: OLD,
        ".paraph/people.yaml": "people: [{id: ada, accounts: ['email:ada@example.test']}]\n",
        ".paraph/absence.yaml": "ada: [{from: 2026-01-01, to: 2026-01-31}]\n",
        ".paraph/services.yaml": "services: [{name: shop, paths: ['**']}]\n",
    }
    git_repo.commit("all", files)
    git_repo.switch("x")
    git_repo.commit("none", dict.fromkeys(files))
    found = governance(git_repo, "x")
    (ada,) = found.directory.people
    assert (ada.id, len(ada.away), found.services is not None, found.is_directory_missing) == ("ada", 1, True, False)
    assert [source.file for source in found.sources] == [WHERE]


def test_files_that_the_caller_names_stand_in(git_repo: GitRepo) -> None:
    git_repo.commit("rules", {WHERE: OLD, ".paraph/people.yaml": "people: [{id: ada}]\n"})
    git_repo.switch("x")
    git_repo.commit("code", {"a": "x\n"})
    given = Given(
        SourceText("mine.yaml", NEW.encode()),
        SourceText("org.yaml", POLICY.format("all").encode()),
        SourceText("people.yaml", b"people: [{id: ben}]\n"),
    )
    found = governance(git_repo, "x", given=given)
    assert rules(found) == ["org/all", "repo/new"]
    assert [person.id for person in found.directory.people] == ["ben"]
    assert [source.file for source in found.sources] == ["mine.yaml", "org.yaml"]
    alone = governance(git_repo, "x", given=Given(organisation=given.organisation))
    assert rules(alone) == ["org/all", "repo/old"]


def test_a_broken_file_is_told_with_its_place(git_repo: GitRepo) -> None:
    git_repo.commit("rules", {WHERE: "version: 1\nmode: enforce\nruels: []\n"})
    git_repo.switch("x")
    git_repo.commit("code", {"a": "x\n"})
    with pytest.raises(InputError) as caught:
        governance(git_repo, "x")
    places = [
        each.position and (each.position.file, each.position.line, each.position.column)
        for each in caught.value.problems
    ]
    assert (WHERE, 3, 1) in places


def test_the_commit_of_staged_work(git_repo: GitRepo) -> None:
    base = git_repo.commit("rules", {WHERE: OLD})
    git_repo.stage({WHERE: NEW})
    with reader_of(git_repo) as reader:
        assert policy_commit(reader, reader.resolve(None, staged=True)) == base
    git_repo.switch("feature")
    git_repo.commit("weaker", {WHERE: NEW})
    git_repo.stage({"a.py": "x\n"})
    with reader_of(git_repo) as reader:
        assert policy_commit(reader, reader.resolve(None, staged=True)) == base
