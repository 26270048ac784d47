from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.broken_ref import refuse_broken
from paraph.adapters.git.location import locate
from paraph.core.errors import ReadError

REF = "refs/notes/some"


@pytest.mark.parametrize("content", ["", "\n", "garbage\n", "0" * 40 + "\n", "1" * 39 + "\n", "\0" * 41])
def test_a_damaged_file_is_no_absent_ref(git_repo: GitRepo, content: str) -> None:
    git_repo.write(f".git/{REF}", content)
    with pytest.raises(ReadError) as caught:
        refuse_broken(locate(str(git_repo.path)), REF)
    assert caught.value.problems[0].code == "P1033"


@pytest.mark.parametrize("content", [None, "ref: refs/heads/none\n", "1" * 40 + "\n"])
def test_what_is_not_there_yet_or_just_came_is_no_damage(git_repo: GitRepo, content: str | None) -> None:
    if content is not None:
        git_repo.write(f".git/{REF}", content)
    location = locate(str(git_repo.path))
    refuse_broken(location, REF)
    refuse_broken(location, f"{REF}/below")
    refuse_broken(location, "refs/notes")
    assert (git_repo.path / ".git" / REF).exists() is (content is not None)
