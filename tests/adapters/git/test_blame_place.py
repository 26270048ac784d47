from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.blame_place import BlamePlace, asked_path, committed_text
from paraph.adapters.git.location import locate
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import InputError


def test_a_path_is_typed_from_where_one_stands(git_repo: GitRepo, tmp_path: Path) -> None:
    git_repo.commit("one", {"sub/a": "a\n"})
    location, top = locate(str(git_repo.path)), str(git_repo.path)
    assert asked_path(location, f"{top}/sub", "a") == "sub/a"
    assert asked_path(location, f"{top}/sub", "../b") == "b"
    assert asked_path(location, "/", f"{top}/sub/./a") == "sub/a"
    (tmp_path / "way").symlink_to(git_repo.path)
    assert asked_path(location, str(tmp_path / "way"), "sub/a") == "sub/a"
    with pytest.raises(InputError):
        asked_path(location, top, "../outside")


def test_nothing_is_copied_of_what_is_as_it_was_committed(git_repo: GitRepo) -> None:
    commit = git_repo.commit("one", {"a": "a\nb\n"})
    with BlamePlace(locate(str(git_repo.path)), commit) as place:
        assert place.changed("a", b"a\nb\n", "") is None
        assert "GIT_WORK_TREE" not in place.at(None).environment
        copy = place.changed("a", b"a\n", "")
        assert copy is not None
        assert Path(copy).read_bytes() == b"a\nb\n"
        folder = Path(place.at(copy).environment["GIT_DIR"])
        assert (folder / "HEAD").read_text() == f"{commit}\n"
    assert not Path(copy).exists()


def test_what_is_committed(git_repo: GitRepo) -> None:
    commit = git_repo.commit("one", {"a": "a\n", "b": b"\0", "f/c": "c\n"})
    with GitRepository(str(git_repo.path)) as reader:
        assert committed_text(reader, commit, "a") == b"a\n"
        assert committed_text(reader, commit, "none") is None
        for path in ("b", "f", "."):
            with pytest.raises(InputError):
                committed_text(reader, commit, path)
