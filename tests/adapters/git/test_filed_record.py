from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.filed_record import file_record, unfile_record
from paraph.core.errors import InputError, ParaphError
from paraph.core.model.person import Identity

ADA = Identity("Ada", "ada@example.test")


def test_a_text_is_one_file_more_on_a_ref_of_our_own(tmp_path: Path) -> None:
    work = GitRepo(tmp_path / "shop")
    base = work.commit("first", {"a.txt": "a\n", "change-records/old": "old\n", "d/b.txt": "b\n"})
    folder = str(work.path / ".git")
    head = file_record(folder, base, "record-1", b"do it\n", "Do\n  it", ADA, 1_772_582_400)
    assert work.git("diff-tree", "-r", "--name-status", base, head) == "A\tchange-records/record-1"
    assert work.git("show", f"{head}:change-records/record-1") == "do it"
    assert work.git("log", "-1", "--format=%an %ae %at %s", head) == "Ada ada@example.test 1772582400 Do it"
    assert work.rev("refs/paraph/records/record-1") == head
    assert work.git("fsck", "--strict") == ""
    with pytest.raises(ParaphError):
        file_record(folder, base, "record-1", b"another\n", "Other", ADA, 1)


@pytest.mark.parametrize(
    ("name", "who"),
    [("../x", ADA), ("Record", ADA), ("", ADA), ("r", Identity("a\nb", "x@y")), ("r", Identity("a", "x> <y"))],
)
def test_what_no_commit_can_have_is_refused(tmp_path: Path, name: str, who: Identity) -> None:
    with pytest.raises(InputError):
        file_record(str(tmp_path), "0" * 40, name, b"", "s", who, 1)


def test_a_message_ends_in_trailers_and_a_record_can_be_let_go(tmp_path: Path) -> None:
    work = GitRepo(tmp_path / "shop")
    base = work.commit("first", {"a.txt": "a\n"})
    folder = str(work.path / ".git")
    head = file_record(folder, base, "record-1", b"do it\n", "Do it", ADA, 1_772_582_400, ("Environment: prod", "A: b"))
    assert work.git("log", "-1", "--format=%B", head).rstrip() == "Do it\n\nEnvironment: prod\nA: b"
    for _ in range(2):
        unfile_record(folder, "record-1")
    assert work.git("for-each-ref", "refs/paraph") == ""
    with pytest.raises(InputError):
        unfile_record(folder, "../heads/main")
    with pytest.raises(InputError):
        file_record(folder, base, "record-2", b"", "s", ADA, 1, ("A: b\nC: d",))
