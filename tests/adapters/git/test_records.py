"""Are the commits of a stream read as git states them?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitbuild import ADA, BEN, GitRepo
from paraph.adapters.git import records
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import ReadError

Open = Callable[[Path], GitRepository]


def test_every_field(git_repo: GitRepo, open_repo: Open) -> None:
    (git_repo.path / ".mailmap").write_text("Boss <boss@example.test> <ada@example.test>\n")
    root = git_repo.commit("first")
    head = git_repo.commit(
        "Subject\n\nBody\nCo-authored-by: X <x@example.test>\n", {"a": "1\n"}, author=ADA, committer=BEN
    )
    one, two = open_repo(git_repo.path).commits("HEAD")
    assert one == (
        head, git_repo.rev("HEAD^{tree}"), (root,), "Ada Sample", "ada@example.test", "Ben Sample", "ben@example.test",
        git_repo.now, git_repo.now, "Subject\n\nBody\nCo-authored-by: X <x@example.test>\n",
    )  # fmt: skip
    assert (two.id, two.parents) == (root, ())


def test_ranges_and_first_parents(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.commit("start", {"a": "1\n"})
    git_repo.switch("topic")
    git_repo.commit("work", {"b": "1\n"})
    git_repo.switch("main")
    git_repo.merge("topic", "merged")
    reader = open_repo(git_repo.path)
    assert {one.message.strip() for one in reader.commits("main~1..main")} == {"merged", "work"}
    assert [one.message.strip() for one in reader.commits("main", first_parent=True)] == ["merged", "start"]
    assert [one.message.strip() for one in reader.commits("topic..topic")] == []


def test_odd_encodings_and_broken_dates(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.commit("start", {"a": "1\n"})
    head = b"tree " + git_repo.rev("HEAD^{tree}").encode() + b"\n"
    people = b"author \xe9 <a@example.test> nonsense\ncommitter C <c@example.test> 12 +0000\n"
    for body in (b"encoding ISO-8859-1\n\ncaf\xe9\n", b"\ncaf\xe9\n"):
        made = git_repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=head + people + body)
        (one,) = open_repo(git_repo.path).commits(made)
        assert one.message in {"caf\u00e9\n", "caf\\xe9\n"}
        assert (one.author_time, one.commit_time) == (0, 12)


@given(st.lists(st.binary(max_size=8).map(lambda raw: raw.replace(b"\0", b"")), max_size=8), st.integers(1, 7))
def test_pieces_come_whole_however_they_are_cut(parts: list[bytes], size: int) -> None:
    stream = b"".join(part + b"\0" for part in parts)
    cut = [stream[at : at + size] for at in range(0, len(stream), size)]
    found = [text for piece in records.pieces(cut) for text in piece.split("\0")]
    assert found == [part.decode("utf-8", "backslashreplace") for part in parts]


def test_an_endless_message_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "RECORD_BYTES", 100)
    with pytest.raises(ReadError, match="larger than"):
        list(records.pieces(b"x" * 60 for _ in range(3)))
