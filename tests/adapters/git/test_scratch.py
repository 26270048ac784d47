"""Is the scratch repository as empty as it must be, and replaced when it is not?"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.location import locate
from paraph.adapters.git.runner import ask
from paraph.adapters.git.scratch import Scratch, create, forget_old_objects, is_untouched, quoted


def test_it_is_kept_in_the_private_area_and_knows_the_objects(git_repo: GitRepo) -> None:
    head = git_repo.commit("start", {"a": "1\n"})
    scratch = Scratch(locate(str(git_repo.path)))
    assert scratch.folder == str(git_repo.path / ".git/paraph/scratch-sha1")
    assert ask(scratch.place, "cat-file", "-t", head) == b"commit\n"
    assert ask(scratch.place, "for-each-ref") == b""
    scratch.close()
    assert Path(scratch.folder).is_dir()
    assert not git_repo.git("status", "--porcelain")


TAMPERING = {
    "config": "[core]\n\tfsmonitor = touch owned\n",
    "info/attributes": "* -diff\n",
    "info/grafts": "",
    "hooks/post-index-change": "",
    "refs/replace/x": "",
    "packed-refs": "",
    "shallow": "",
    "HEAD": "ref: refs/heads/main\n",
    "objects/info/alternates": "/elsewhere\n",
    "objects/pack/pack-1.pack": "",
}


@pytest.mark.parametrize("tampering", TAMPERING)
def test_what_was_tampered_with_is_not_used(git_repo: GitRepo, tampering: str) -> None:
    location = locate(str(git_repo.path))
    kept = Path(Scratch(location).folder)
    assert is_untouched(str(kept), "sha1")
    (kept / tampering).parent.mkdir(parents=True, exist_ok=True)
    (kept / tampering).write_text(TAMPERING[tampering])
    other = Scratch(location)
    assert other.folder != str(kept)
    assert is_untouched(other.folder, "sha1")
    other.close()
    assert not Path(other.folder).exists()


def test_a_linked_part_is_not_used(git_repo: GitRepo) -> None:
    kept = Path(Scratch(locate(str(git_repo.path))).folder)
    (kept / "refs").rmdir()
    (kept / "refs").symlink_to("objects/info")
    assert not is_untouched(str(kept), "sha1")


def test_where_nothing_can_be_kept_a_temporary_folder_serves(git_repo: GitRepo) -> None:
    (git_repo.path / ".git/paraph").write_text("in the way")
    scratch = Scratch(locate(str(git_repo.path)))
    assert not scratch.folder.startswith(str(git_repo.path))
    scratch.close()
    assert not Path(scratch.folder).exists()


def test_making_it_twice_at_once_does_no_harm(tmp_path: Path) -> None:
    create(str(tmp_path / "scratch-sha1"), "sha1")
    (tmp_path / "scratch-sha1/objects/aa").mkdir()
    create(str(tmp_path / "scratch-sha1"), "sha1")
    assert [one.name for one in tmp_path.iterdir()] == ["scratch-sha1"]
    assert (tmp_path / "scratch-sha1/objects/aa").is_dir()


def test_old_results_are_dropped_once_there_are_many(tmp_path: Path) -> None:
    sample = tmp_path / "objects/17"
    sample.mkdir(parents=True)
    for count in range(40):
        (sample / f"{count:038}").write_text("x")
    os.utime(sample / f"{0:038}", (time.time() - 30 * 86_400,) * 2)
    forget_old_objects(str(tmp_path))
    assert len(list(sample.iterdir())) == 39


@pytest.mark.parametrize(
    ("path", "listed"), [("/a b", "/a b"), ("/a:b", '"/a:b"'), ('"x', '"\\"x"'), ("/a\n:\\", '"/a\\n:\\\\"')]
)
def test_folders_are_quoted_as_git_reads_them(path: str, listed: str) -> None:
    assert quoted(path) == listed
