"""Is a merge recomputed as git itself would make it, or is it said why not?"""

from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.location import locate
from paraph.adapters.git.merge import merge, merge_bases, unknown
from paraph.adapters.git.scratch import Scratch
from paraph.core.errors import ReadError


def test_it_agrees_with_a_real_merge(git_repo: GitRepo) -> None:
    root = git_repo.commit("start", {"a": "1\n2\n3\n4\n5\n", "moved": "x\ny\nz\n"})
    git_repo.switch("topic")
    git_repo.git("mv", "moved", "renamed")
    topic = git_repo.commit("work", {"a": "one\n2\n3\n4\n5\n"})
    git_repo.switch("main")
    main = git_repo.commit("other", {"a": "1\n2\n3\n4\nfive\n", "moved": "x\ny\nz\nmore\n"})
    place = Scratch(locate(str(git_repo.path))).place
    merged = merge(place, main, topic)
    git_repo.merge("topic")
    assert merged == ("clean", git_repo.rev("HEAD^{tree}"), None)
    assert merge_bases(place, main, topic) == (root,)


def test_a_conflict_names_its_paths(git_repo: GitRepo) -> None:
    git_repo.commit("start", {f"f{count}": "1\n" for count in range(7)})
    git_repo.switch("topic")
    topic = git_repo.commit("work", {f"f{count}": "2\n" for count in range(7)})
    git_repo.switch("main")
    main = git_repo.commit("other", {f"f{count}": "3\n" for count in range(7)})
    merged = merge(Scratch(locate(str(git_repo.path))).place, main, topic)
    assert (merged.state, merged.tree) == ("conflict", None)
    assert merged.doubt is not None
    assert "f0, f1, f2, f3, f4 and 2 more" in merged.doubt.why


def test_what_git_refuses_is_unknown(git_repo: GitRepo) -> None:
    main = git_repo.commit("start", {"a": "1\n"})
    orphan = git_repo.raw_commit(git_repo.rev("HEAD^{tree}"), "orphan")
    place = Scratch(locate(str(git_repo.path))).place
    assert merge_bases(place, main, orphan) == ()
    merged = merge(place, main, orphan)
    assert (merged.state, merged.tree) == ("unknown", None)
    with pytest.raises(ReadError):
        merge_bases(place, main, "f" * 40)


@pytest.mark.parametrize(
    ("said", "word"),
    [("fatal: refusing to merge unrelated histories", "share no commit"), ("usage: git", "2.38"), ("bad", "bad")],
)
def test_why_it_is_unknown(said: str, word: str) -> None:
    doubt = unknown(said)
    assert doubt.fact == "merge"
    assert word in doubt.why + doubt.fix
