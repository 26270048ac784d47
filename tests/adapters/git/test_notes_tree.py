from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gitbuild import GitRepo
from paraph.adapters.git.location import locate
from paraph.adapters.git.notes_tree import NotesTree
from paraph.adapters.git.objects import Objects
from paraph.adapters.git.reader import GitRepository

AT = "ab" * 20


def test_what_stands_under_another_name_is_no_note(
    git_repo: GitRepo, open_repo: Callable[[Path], GitRepository]
) -> None:
    head = git_repo.commit("one")
    blob = git_repo.blob("x\r\n\n \ny")
    names = [
        "README",
        AT[:39],
        AT + "0",
        AT.upper(),
        f"{AT[:2]}/{AT[2:]}/x",
        f"abc/{AT[3:]}",
        f"{AT[:2]}/{AT[2:-2]}",
        AT,
    ]
    entries = [("100644", blob, name) for name in names]
    tree = git_repo.tree(*entries, ("160000", head, "cd" * 20), ("100755", blob, "ef" * 20))
    reader = open_repo(git_repo.path)
    objects = Objects(locate(str(git_repo.path)).asked_at, 40)
    notes = NotesTree(objects, 40)
    found = notes.places(tree)
    assert [(each.commit, each.path) for each in found] == [(AT, AT), ("ef" * 20, "ef" * 20)]
    assert list(notes.lines(found[:1])) == [(AT, b"x"), (AT, b"y")]
    assert notes.places(tree, ["ef" * 20]) == found[1:]
    objects.close()
    assert reader.location.id_length == 40
