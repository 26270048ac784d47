"""How do the tests of the git reader ask about a change, and sum up what they got?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.model.change import Change
from paraph.ports.repository import Doubt

Open = Callable[[Path], GitRepository]


def read(open_repo: Open, repo: GitRepo, spec: str | None = "main..HEAD") -> tuple[Change, tuple[Doubt, ...]]:
    reader = open_repo(repo.path)
    return reader.change(reader.resolve(spec))


def files(change: Change) -> dict[str, tuple[int | None, int | None]]:
    return {one.path: (one.added_lines, one.deleted_lines) for one in change.files}


def marks(change: Change) -> dict[str, set[str]]:
    return {one.path: {mark.kind for mark in one.marks} for one in change.files}


def start(repo: GitRepo) -> None:
    """`main` with two files, and a branch `topic` that changes one of them."""
    repo.commit("start", {"app.py": "one\ntwo\n", "infra/prod.tf": "size = 1\n"})
    repo.switch("topic")
    repo.commit("work", {"app.py": "one\n2\nthree\n"})
