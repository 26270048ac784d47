from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git import notes_writer
from paraph.adapters.git.location import locate
from paraph.adapters.git.notes_tree import Place
from paraph.adapters.git.notes_writer import NotesWriter
from paraph.core.errors import ReadError

REF = "refs/notes/ai"


def writer(repo: GitRepo) -> NotesWriter:
    return NotesWriter(str(repo.path), locate(str(repo.path)), REF, "tell something")


@pytest.mark.parametrize("number", [1, 9])
def test_notes_are_written_by_few_processes_and_git_reads_them(git_repo: GitRepo, number: int) -> None:
    commits = [git_repo.commit(f"c{each}", {"a": f"{each}\n"}) for each in range(number)]
    notes = {commit: f"note {commit}\n\0".encode() for commit in commits}
    mine = writer(git_repo)
    mine.settle(lambda tip: mine.commit("", notes, [], [tip] if tip else []))
    assert git_repo.git("notes", "--ref=ai", "show", commits[0]).startswith(f"note {commits[0]}")
    assert len(git_repo.git("notes", "--ref=ai", "list").splitlines()) == number
    assert git_repo.git("log", "-1", "--format=%s", REF) == "Tell something"


def test_what_moved_meanwhile_is_read_again(git_repo: GitRepo) -> None:
    one, two = (git_repo.commit(name, {"a": f"{name}\n"}) for name in ("one", "two"))
    mine, seen = writer(git_repo), list[str]()

    def make(tip: str) -> str:
        if not seen:
            git_repo.git("notes", "--ref=ai", "add", "-m", "theirs", two)
        seen.append(tip)
        root = git_repo.rev(f"{tip}^{{tree}}") if tip else ""
        return mine.commit(root, {one: b"mine\n"}, [], [tip] if tip else [])

    mine.settle(make)
    assert (len(seen), seen[0], bool(seen[1])) == (2, "", True)
    assert git_repo.git("notes", "--ref=ai", "show", two) == "theirs"


def test_a_note_stays_where_it_stood(git_repo: GitRepo) -> None:
    one = git_repo.commit("one", {"a": "1\n"})
    git_repo.git("notes", "--ref=ai", "add", "-m", "old", one)
    mine = writer(git_repo)
    place = Place(one, one, "0" * 40)
    mine.settle(lambda tip: mine.commit(git_repo.rev(f"{tip}^{{tree}}"), {one: b"new\n"}, [place], [tip]))
    assert git_repo.git("ls-tree", "--name-only", "-r", REF) == one


def test_a_ref_that_cannot_be_moved_is_told(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    one = git_repo.commit("one", {"a": "1\n"})
    monkeypatch.setattr(notes_writer, "TRIES", 2)
    git_repo.git("update-ref", "refs/notes/ai/in-the-way", one)
    mine = writer(git_repo)
    with pytest.raises(ReadError, match="could not be moved"):
        mine.settle(lambda _: one)
