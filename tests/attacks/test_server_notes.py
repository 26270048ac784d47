"""Threats 16 and 20 at a server: does the ref that carries statements lose any, or bring what counts for nobody?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import GitRepo
from serverside import MAIN, NOTES, RULES, Server, carry, write

Deed = Callable[[GitRepo], str]


@pytest.fixture
def work(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("rules", {**RULES, "src/a.py": "a = 1\n"})
    git_repo.switch("work", "main")
    git_repo.commit("change", {"src/a.py": "a = 2\n"})
    write(git_repo, "declaration", "ada", "work")
    return git_repo


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: GitRepo) -> Server:
    made = Server(tmp_path / "shop.git", monkeypatch)
    work.switch("main")
    made.begin(work, "--protect", "main")
    assert made.ask(work, ("work", "refs/heads/work"), (NOTES, NOTES)).code == 0
    return made


def nothing(_: GitRepo) -> str:
    return ""


def a_blob(work: GitRepo) -> str:
    return work.blob("x\n")


def a_tag(work: GitRepo) -> str:
    work.git("tag", "-a", "-m", "x", "carried", NOTES)
    return work.rev("refs/tags/carried")


def the_code(work: GitRepo) -> str:
    return work.rev("work")


def another_history(work: GitRepo) -> str:
    return work.raw_commit(work.tree(), "none")


def a_line_that_is_none(work: GitRepo) -> str:
    carry(work, work.rev("work"), b"{}")
    return work.rev(NOTES)


def many_bytes(work: GitRepo) -> str:
    carry(work, work.rev("work"), b"x" * 5_000_000)
    return work.rev(NOTES)


def a_stranger(work: GitRepo) -> str:
    write(work, "signoff", "ben", "work", signers=("dan",))
    return work.rev(NOTES)


def for_somebody_else(work: GitRepo) -> str:
    write(work, "signoff", "ben", "work", signers=("cleo",))
    return work.rev(NOTES)


DEEDS = [
    nothing, a_blob, a_tag, the_code, another_history, a_line_that_is_none, many_bytes, a_stranger, for_somebody_else,
]  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_only_good_statements_are_added(server: Server, work: GitRepo, deed: Deed) -> None:
    before = server.read(lambda ledger: ledger.statements())
    done = server.ask(work, (deed(work), NOTES), ("work", MAIN), lands=False)
    assert done.code != 0, done.said
    assert "Traceback" not in done.said
    assert server.read(lambda ledger: ledger.statements()) == before


def test_the_same_ref_is_not_named_twice(server: Server, work: GitRepo) -> None:
    old = server.value(NOTES)
    write(work, "signoff", "ben", "work")
    moves = [(old, work.rev(NOTES), NOTES), (work.rev(NOTES), "0" * 40, NOTES)]
    objects = {"GIT_ALTERNATE_OBJECT_DIRECTORIES": str(work.path / ".git/objects")}
    done = server.call("pre-receive", moves, env={"REMOTE_USER": "ada", **objects})
    assert done.code == 1
    assert "twice" in done.said
