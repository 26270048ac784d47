"""Is the raw difference of two trees taken apart exactly?"""

from __future__ import annotations

from hashlib import sha256

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.difference import collected, deltas, digest, digests, started
from paraph.adapters.git.location import locate
from paraph.adapters.git.scratch import Scratch
from paraph.core.errors import ReadError

ZEROS = "0" * 40


def test_counts_belong_to_their_paths(git_repo: GitRepo) -> None:
    text, more, nul = git_repo.blob("1\n2\n"), git_repo.blob("1\nx\ny"), git_repo.blob(b"\0")
    old = git_repo.tree(
        ("100644", text, "gone"), ("100644", text, "kind"), ("100644", text, "mode"), ("100644", text, "z")
    )
    new = git_repo.tree(
        ("120000", text, "kind"), ("100755", text, "mode"), ("100644", more, "z"), ("100644", nul, "0\t1\tn")
    )
    place = Scratch(locate(str(git_repo.path))).place
    with started(place, old, new) as running:
        found, doubts, _ = collected(place, running, old, new)
    assert doubts == ()
    assert set(found) == {
        ("0\t1\tn", "000000", "100644", ZEROS, nul, None, None),
        ("gone", "100644", "000000", text, ZEROS, 0, 2),
        ("kind", "100644", "120000", text, text, 0, 0),
        ("mode", "100644", "100755", text, text, 0, 0),
        ("z", "100644", "100644", text, more, 2, 1),
    }


def test_missing_contents_leave_the_paths(git_repo: GitRepo) -> None:
    blob = git_repo.blob("1\n")
    old, new = git_repo.tree(), git_repo.tree(("100644", blob, "a"))
    (git_repo.path / ".git/objects" / blob[:2] / blob[2:]).unlink()
    place = Scratch(locate(str(git_repo.path))).place
    with started(place, old, new) as running:
        found, doubts, _ = collected(place, running, old, new)
    assert [(one.path, one.added_lines) for one in found] == [("a", None)]
    assert [one.fact for one in doubts] == ["files"]
    with started(place, old, ZEROS) as running, pytest.raises(ReadError, match="diff-tree"):
        collected(place, running, old, ZEROS)


def test_many_differences_have_the_digests_of_each_by_itself(git_repo: GitRepo) -> None:
    blob = git_repo.blob("1\n")
    old = git_repo.tree(("100644", blob, "a"))
    new = [git_repo.tree(("100644", blob, "a"), ("100644", blob, name)) for name in ("b\nc", f"{old} {old}", ":x")]
    place = Scratch(locate(str(git_repo.path))).place
    found = digests(place, old, [*new, old, new[0]])
    for tree, one in zip([*new, old, new[0]], found, strict=True):
        with started(place, old, tree) as running:
            assert collected(place, running, old, tree).diff == one
    with pytest.raises(ReadError):
        digests(place, old, [ZEROS])


def test_an_output_cut_short_is_refused() -> None:
    whole = f":100644 100644 {'a' * 40} {'b' * 40} M\0a\0".encode() + b"1\t1\ta\0"
    assert [one.path for one in deltas(whole)] == ["a"]
    assert list(deltas(b"")) == []
    with pytest.raises(ReadError, match="middle"):
        list(deltas(whole[:-1]))


def test_a_digest_is_of_the_raw_records_alone() -> None:
    raw = f":100644 100644 {'a' * 40} {'b' * 40} M\0:1\t1\tx\0:000000 100644 {'0' * 40} {'b' * 40} A\0\n\0".encode()
    assert digest(raw + b"1\t1\t:1\t1\tx\0") == digest(raw) == sha256(raw).hexdigest()
    assert digest(b"") == sha256(b"").hexdigest()
    assert digest(raw[1:]) == digest(b"")
