from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.location import locate
from paraph.adapters.git.notes_history import NotesHistory, Way
from paraph.adapters.git.notes_tree import NotesTree
from paraph.adapters.git.notes_writer import NotesWriter
from paraph.adapters.git.objects import Objects
from paraph.adapters.git.scratch import Scratch

OURS, THEIRS = "refs/notes/ai", "refs/notes/ai-remote/origin"


def join(repo: GitRepo) -> Way:
    location = locate(str(repo.path))
    scratch = Scratch(location)
    objects = Objects(scratch.place, location.id_length)
    try:
        writer = NotesWriter(str(repo.path), location, OURS, "join the records of others")
        tree = NotesTree(objects, location.id_length)
        return NotesHistory(scratch, objects, tree, writer).join(repo.rev(THEIRS))
    finally:
        objects.close()
        scratch.close()


def note(repo: GitRepo, ref: str, commit: str, text: str) -> None:
    repo.git("notes", f"--ref={ref}", "add", "-f", "-m", text, commit)


@pytest.fixture
def commits(git_repo: GitRepo) -> list[str]:
    return [git_repo.commit(name, {"a": f"{name}\n"}) for name in ("one", "two", "three")]


def test_ours_is_theirs_where_there_is_none_or_an_older_one(git_repo: GitRepo, commits: list[str]) -> None:
    note(git_repo, THEIRS, commits[0], "a")
    assert join(git_repo) == "forward"
    note(git_repo, THEIRS, commits[1], "b")
    assert join(git_repo) == "forward"
    assert git_repo.rev(OURS) == git_repo.rev(THEIRS)


def test_what_is_in_ours_already_moves_nothing(git_repo: GitRepo, commits: list[str]) -> None:
    note(git_repo, OURS, commits[0], "a")
    git_repo.git("update-ref", THEIRS, OURS)
    assert join(git_repo) == "within"
    note(git_repo, OURS, commits[1], "b")
    tip = git_repo.rev(OURS)
    assert join(git_repo) == "within"
    assert git_repo.rev(OURS) == tip


def test_two_histories_become_one_that_holds_the_notes_of_both(git_repo: GitRepo, commits: list[str]) -> None:
    note(git_repo, OURS, commits[0], "ours")
    note(git_repo, OURS, commits[1], "only ours")
    note(git_repo, THEIRS, commits[0], "theirs")
    note(git_repo, THEIRS, commits[2], "only theirs")
    parents = [git_repo.rev(ref) for ref in (OURS, THEIRS)]
    assert join(git_repo) == "joined"
    assert git_repo.git("log", "-1", "--format=%P %s", OURS) == f"{' '.join(parents)} Join the records of others"
    said = [git_repo.git("notes", f"--ref={OURS}", "show", commit) for commit in commits]
    assert said == ["ours", "only ours", "only theirs"]
    assert join(git_repo) == "within"


def test_the_same_notes_of_another_history_are_joined_too(git_repo: GitRepo, commits: list[str]) -> None:
    note(git_repo, OURS, commits[0], "a")
    note(git_repo, THEIRS, commits[1], "b")
    note(git_repo, THEIRS, commits[0], "a")
    git_repo.git("notes", f"--ref={THEIRS}", "remove", commits[1])
    tree = git_repo.rev(f"{OURS}^{{tree}}")
    assert join(git_repo) == "joined"
    assert git_repo.rev(f"{OURS}^{{tree}}") == tree
