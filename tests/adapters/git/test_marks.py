"""Is everything marked that a reader of the difference could miss?"""

from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.location import locate
from paraph.adapters.git.marks import aliases, own_marks, pointers
from paraph.adapters.git.objects import Objects
from paraph.adapters.git.scratch import Scratch
from paraph.ports.repository import FileDelta

BLOB, NONE = "a" * 40, "0" * 40


@pytest.mark.parametrize(
    ("path", "old", "new", "lines", "kinds"),
    [
        ("a.py", "100644", "100644", 1, []),
        ("a.py", "000000", "100755", 1, ["executable"]),
        ("a.py", "100755", "100755", 1, []),
        ("a.py", "100755", "100644", 0, ["mode_changed"]),
        ("a.py", "100644", "120000", 1, ["mode_changed", "symlink"]),
        ("a.py", "120000", "000000", 0, ["symlink"]),
        ("lib", "160000", "160000", 1, ["gitlink"]),
        ("x/.gitattributes", "100644", "000000", 1, ["attributes"]),
        ("x.gitattributes", "100644", "100644", 1, []),
        ("a.bin", "000000", "100644", None, ["binary"]),
        ("a\u202eb", "000000", "100644", 1, ["odd_name"]),
        (".GIT/x", "000000", "100644", 1, ["alias_name"]),
    ],
)
def test_marks_of_one_line(path: str, old: str, new: str, lines: int | None, kinds: list[str]) -> None:
    delta = FileDelta(path, old, new, BLOB, BLOB, lines, lines)
    assert [mark.kind for mark in own_marks(delta, has_lines=True)] == kinds


def test_unread_lines_do_not_make_a_file_binary() -> None:
    assert list(own_marks(FileDelta("a", "100644", "100644", BLOB, BLOB, None, None), has_lines=False)) == []


def opened(repo: GitRepo) -> Objects:
    return Objects(Scratch(locate(str(repo.path))).place, 40)


def test_pointers_are_told_from_text_about_them(git_repo: GitRepo) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\next-0-x sha256:1\noid sha256:{'c' * 64}\nsize 1\n"
    texts = {"pointer": pointer, "talk": "See " + pointer, "short": "version\n", "long": pointer + "x" * 1024}
    files = [FileDelta(path, "000000", "100644", NONE, git_repo.blob(text), 1, 0) for path, text in texts.items()]
    files.append(FileDelta("link", "000000", "120000", NONE, git_repo.blob(pointer), 1, 0))
    objects = opened(git_repo)
    assert list(pointers(files, objects)) == [("pointer", "c" * 64)]
    objects.close()


def test_aliases_are_looked_for_at_every_depth_of_added_paths(git_repo: GitRepo) -> None:
    blob = git_repo.blob("x")
    paths = ["Src/deep/new.py", "src/deep/old.py", "src/deep/NEW.py", "src/deep/new.py", "plain/x"]
    tree = git_repo.tree(*(("100644", blob, path) for path in paths))
    objects = opened(git_repo)

    def found(*added: str) -> set[str]:
        return {
            path
            for path, _ in aliases(
                [FileDelta(one, "000000", "100644", NONE, blob, 1, 0) for one in added], tree, objects
            )
        }

    assert found(*paths) == set(paths) - {"plain/x"}
    assert found("plain/x") == set()
    assert list(aliases([FileDelta("src/deep/new.py", "100644", "100644", blob, blob, 1, 1)], tree, objects)) == []
    objects.close()
