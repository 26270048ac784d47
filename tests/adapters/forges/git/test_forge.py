"""Bare repositories pass the suite of every forge, and tell what only they can."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from gitbuild import BEN, GitRepo
from paraph.adapters.forges.git.forge import GitForge
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import ForgedError, ForgeError, Hint
from paraph.testing.forge_contract import ForgeContract
from paraph.testing.forge_stage import Stage
from serverside import MAIN, RULES, Server

HINT = Hint("1", "push", "push")


class BareStage:
    """A folder with one bare repository, and a clone in which changes are made."""

    def __init__(self, folder: Path, work: GitRepo) -> None:
        self.work, self.bare = work, GitRepo(folder / "shop.git", bare=True)
        self.pushed: dict[str, str] = {}
        work.commit("first", {"src/a.py": "a = 1\n"})
        work.git("push", "--quiet", str(self.bare.path), "main")
        self.forge = GitForge(str(folder), introducers=lambda _, ids: {i: self.pushed.get(i, "") for i in ids})
        (self.repository,) = self.forge.repositories()
        self._numbers = count(1)

    def propose(self, author: str = "ada", *, target: str = "main", title: str = "A change") -> str:
        number = f"{author}/topic-{next(self._numbers)}"
        self.work.switch(number, target)
        self.work.commit(title, {f"src/{number}.py": "x\n"})
        return self._sent(number)

    def _sent(self, number: str) -> str:
        self.work.git("push", "--quiet", str(self.bare.path), number)
        return number

    def head(self, number: str) -> str:
        return self.bare.rev(f"refs/heads/{number}")

    def push(self, number: str) -> str:
        self.work.switch(number)
        self.work.commit("more", {f"src/{number}-more.py": "x\n"})
        return self.head(self._sent(number))

    def close(self, number: str) -> None:
        self.bare.git("update-ref", "-d", f"refs/heads/{number}")

    def land(self, number: str) -> str:
        self.work.switch("main")
        merged = self.work.merge(number)
        self._sent("main")
        return merged

    def squash(self, number: str) -> str:
        self.work.switch("main")
        self.work.git("merge", "--quiet", "--squash", number)
        merged = self.work.commit("squashed")
        self._sent("main")
        return merged


@pytest.fixture
def stage(tmp_path: Path, git_repo: GitRepo) -> BareStage:
    return BareStage(tmp_path / "repositories", git_repo)


class TestForge(ForgeContract):
    @pytest.fixture
    def stage(self, tmp_path: Path, git_repo: GitRepo) -> Stage:
        return BareStage(tmp_path / "repositories", git_repo)


def test_a_branch_is_a_change(stage: BareStage) -> None:
    stage.work.switch("topic", "main")
    head = stage.work.commit("Counts the tax\n\nWith care.\n", {"src/b.py": "b\n"}, author=BEN)
    stage._sent("topic")
    stage.pushed[head] = "login:ben"
    found = stage.forge.proposal(stage.repository, "topic")
    assert (found.title, found.body, found.author) == ("Counts the tax", "With care.", "email:ben@example.test")
    assert (found.source, found.pushers) == ("refs/heads/topic", ("login:ben",))
    assert found.updated_at == stage.work.now


@pytest.mark.parametrize("way", ["land", "squash"])
def test_what_landed_is_known_by_its_content(stage: BareStage, way: str) -> None:
    first, second = stage.propose(), stage.propose()
    commit = getattr(stage, way)(first)
    found = stage.forge.proposal(stage.repository, first)
    assert (found.state, found.landed) == ("landed", commit)
    stage.land(second)
    assert stage.forge.proposal(stage.repository, first).landed == commit


def test_a_branch_that_brings_nothing_is_no_change(stage: BareStage) -> None:
    stage.bare.git("branch", "empty", "main")
    assert [*stage.forge.open_changes(stage.repository)] == []
    for number in ("empty", "main", "nowhere"):
        with pytest.raises(ForgeError) as caught:
            stage.forge.proposal(stage.repository, number)
        assert caught.value.is_gone
    number = stage.propose()
    stage.work.switch(number)
    stage.work.git("revert", "--no-edit", "HEAD")
    stage._sent(number)
    assert stage.forge.proposal(stage.repository, number).state == "open"


def test_what_is_protected_is_no_change_and_the_guard_is_told(
    tmp_path: Path, git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    git_repo.commit("rules", RULES)
    server = Server(tmp_path / "all/team/shop.git", monkeypatch)
    server.take(git_repo, "main", MAIN)
    forge = GitForge(str(tmp_path / "all"))
    (repository,) = forge.repositories()
    assert repository == ConnectedRepository("git:team/shop", "git", "team/shop", place=str(server.path))
    assert forge.protection(repository).is_protected is False
    server.install("--protect", "main", "--protect", "release/*")
    git_repo.commit("more", {"src/x": "x"})
    for ref in ("refs/heads/release/1", "refs/heads/topic"):
        server.take(git_repo, "HEAD", ref)
    assert [known.number for known in forge.open_changes(repository)] == ["topic"]
    guarded = forge.protection(repository)
    assert (guarded.is_protected, guarded.requires_check, guarded.allows_force) == (True, True, False)
    (server.path / "hooks/pre-receive").unlink()
    assert forge.protection(repository).is_protected is False


def test_those_connected_elsewhere_are_told_too(tmp_path: Path, stage: BareStage) -> None:
    elsewhere = ConnectedRepository("git:other", "git", "other", place=str(tmp_path / "gone.git"), identity="ab")
    forge = GitForge(str(tmp_path / "repositories"), known=lambda: [stage.repository, elsewhere])
    first, second = forge.repositories()
    assert first == stage.repository
    assert (second.key, second.identity) == ("git:other", "ab")
    assert "there is no folder" in second.trouble
    with pytest.raises(ForgeError):
        forge.proposal(second, "topic")
    assert [*GitForge(str(tmp_path / "repositories"), names=["other"]).repositories()] == []
    with pytest.raises(ForgeError):
        next(GitForge(str(tmp_path / "nowhere")).repositories())


def test_what_bare_repositories_do_not_have(stage: BareStage) -> None:
    with pytest.raises(ForgedError) as caught:
        stage.forge.read_delivery({}, b"", 0)
    assert caught.value.status == 404
    with pytest.raises(ForgeError):
        stage.forge.merge_group(stage.repository, HINT)
    with pytest.raises(ForgeError):
        stage.forge.comment(stage.repository, "1")
    assert [*stage.forge.members(["team"])] == []
    assert stage.forge.source(stage.repository).headers == {}


@pytest.mark.parametrize("name", ["push-0123456789ab", "push-0123456789ab-release/1", "record-0123456789"])
def test_no_branch_takes_the_place_of_an_alarm_or_a_record(stage: BareStage, name: str) -> None:
    stage.work.switch(name, "main")
    stage.work.commit("hidden", {"src/b.py": "b\n"})
    stage._sent(name)
    assert [each.number for each in stage.forge.open_changes(stage.repository)] == []
    with pytest.raises(ForgeError) as caught:
        stage.forge.proposal(stage.repository, name)
    assert caught.value.is_gone


@pytest.mark.parametrize("name", ["push-0123456789abc", "push-it", "record-01234567890", "x/record-0123456789"])
def test_names_that_only_look_like_it_are_branches(stage: BareStage, name: str) -> None:
    stage.work.switch(name, "main")
    stage.work.commit("plain", {"src/b.py": "b\n"})
    stage._sent(name)
    assert [each.number for each in stage.forge.open_changes(stage.repository)] == [name]


def test_who_brought_some_of_it_does_not_speak_for_the_rest(stage: BareStage) -> None:
    number = stage.propose()
    first, second = stage.head(number), stage.push(number)
    stage.pushed[second] = "unix:ben"
    assert stage.forge.proposal(stage.repository, number).pushers == ()
    stage.pushed[first] = "unix:ada"
    assert set(stage.forge.proposal(stage.repository, number).pushers) == {"unix:ada", "unix:ben"}
