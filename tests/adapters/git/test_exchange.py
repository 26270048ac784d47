from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.exchange import fetch, push, remote_of
from paraph.adapters.git.notes import GitNotes
from paraph.core.errors import InputError, ReadError
from paraph.core.model.refs import STATEMENTS_REF
from paraph.ports.statements import Carried


@pytest.fixture
def clones(make_repo: Callable[..., GitRepo]) -> tuple[GitRepo, GitRepo, GitRepo, str]:
    """A bare repository, two clones of it, and the one commit in all of them."""
    origin = make_repo("origin.git", bare=True)
    ada, ben = make_repo("ada"), make_repo("ben")
    head = ada.commit("one")
    for repo in (ada, ben):
        repo.git("remote", "add", "origin", str(origin.path))
    ada.git("push", "--quiet", "origin", "main")
    ben.git("fetch", "--quiet", "origin")
    return origin, ada, ben, head


def send(repo: GitRepo, at: str, line: bytes) -> None:
    with GitNotes(str(repo.path)) as notes:
        notes.add([Carried(at, line)])
        push(str(repo.path), notes, "origin")


def lines(repo: GitRepo) -> set[bytes]:
    with GitNotes(str(repo.path)) as notes:
        return {each.envelope for each in notes.carried()}


def test_what_others_sent_first_is_joined(clones: tuple[GitRepo, GitRepo, GitRepo, str]) -> None:
    origin, ada, ben, head = clones
    send(ada, head, b"a")
    send(ben, head, b"b")
    send(ada, head, b"c")
    assert lines(origin) == {b"a", b"b", b"c"}
    assert lines(ben) == {b"a", b"b"}
    with GitNotes(str(ben.path)) as notes:
        assert fetch(str(ben.path), notes, "origin")
    assert lines(ben) == {b"a", b"b", b"c"}
    assert ben.git("for-each-ref", "refs/paraph") == ""


def test_two_who_push_at_once_lose_nothing(clones: tuple[GitRepo, GitRepo, GitRepo, str]) -> None:
    origin, ada, ben, head = clones
    failures: list[BaseException] = []

    def work(repo: GitRepo, name: str) -> None:
        try:
            for number in range(4):
                send(repo, head, f"{name}-{number}".encode())
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    threads = [threading.Thread(target=work, args=pair) for pair in ((ada, "ada"), (ben, "ben"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert lines(origin) == {f"{name}-{number}".encode() for name in ("ada", "ben") for number in range(4)}


def test_a_remote_without_statements_is_no_error(clones: tuple[GitRepo, GitRepo, GitRepo, str]) -> None:
    _, ada, _, _ = clones
    with GitNotes(str(ada.path)) as notes:
        assert not fetch(str(ada.path), notes, "origin")


def test_a_refusal_is_told_in_git_s_words(clones: tuple[GitRepo, GitRepo, GitRepo, str]) -> None:
    origin, ada, _, head = clones
    hook = origin.path / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not on a Sunday' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(ReadError, match="not on a Sunday"):
        send(ada, head, b"a")
    with GitNotes(str(ada.path)) as notes, pytest.raises(ReadError, match="git fetch /nowhere failed"):
        fetch(str(ada.path), notes, "/nowhere")
    with GitNotes(str(ada.path)) as notes, pytest.raises(ReadError, match="git push /nowhere failed"):
        push(str(ada.path), notes, "/nowhere")
    assert ada.git("for-each-ref", STATEMENTS_REF) != ""


def test_which_remote_is_meant(git_repo: GitRepo) -> None:
    folder = str(git_repo.path)
    with pytest.raises(InputError, match="no remote"):
        remote_of(folder)
    git_repo.git("remote", "add", "one", "/one")
    assert remote_of(folder) == "one"
    git_repo.git("remote", "add", "two", "/two")
    with pytest.raises(InputError, match="2 remotes"):
        remote_of(folder)
    git_repo.git("config", "remote.pushDefault", "two")
    assert remote_of(folder) == "two"
    assert remote_of(folder, "three") == "three"
    git_repo.git("config", "--unset", "remote.pushDefault")
    git_repo.git("remote", "add", "origin", "/three")
    assert remote_of(folder) == "origin"
