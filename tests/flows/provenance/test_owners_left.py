from __future__ import annotations

from collections import Counter

from gitbuild import BEN, CLEO, GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.model.person import Directory, Person
from paraph.core.policy.lookup import index_people
from paraph.flows.provenance.owners_left import Left, owners_left

DIRECTORY = Directory(people=(
    Person("ada", ("email:ada@example.test", "github:ada"), "Ada Sample"),
    Person("ben", ("email:ben@example.test", "github:ben"), "Ben Sample", has_left=True),
    Person("cleo", ("email:cleo@example.test", "github:cleo"), "Cleo Sample", has_left=True),
))  # fmt: skip


def left(repo: GitRepo, written: dict[tuple[str, str], int], directory: Directory = DIRECTORY) -> tuple[Left, ...]:
    with GitRepository(str(repo.path)) as reader:
        return owners_left(reader, Counter(written), index_people(directory), repo.rev("HEAD"))


def test_lines_of_people_who_have_left_with_who_could_take_over(git_repo: GitRepo) -> None:
    mine = git_repo.commit("mine", {"CODEOWNERS": "/a @ben @ada\n/b @cleo @stranger\n"})
    theirs = git_repo.commit("theirs", {"a": "a\n"}, author=BEN)
    other = git_repo.commit("other", {"b": "b\n"}, author=CLEO)
    ben, cleo = left(git_repo, {("a", theirs): 5, ("b", theirs): 1, ("a", mine): 9, ("b", other): 2, ("c", other): 1})
    assert (ben.person.id, ben.lines, ben.heirs) == ("ben", 6, ("ada", "@stranger"))
    assert [(each.path, each.lines, each.owners) for each in cleo.paths] == [("b", 2, ("@stranger",)), ("c", 1, ())]
    assert cleo.heirs == ("@stranger",)


def test_nobody_has_left(git_repo: GitRepo) -> None:
    commit = git_repo.commit("one", {"a": "a\n"}, author=BEN)
    assert left(git_repo, {("a", commit): 1}, Directory()) == ()
    assert left(git_repo, {("a", ""): 1}) == ()
    assert left(git_repo, {}) == ()
