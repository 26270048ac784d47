from __future__ import annotations

import pytest

from attribution_samples import RECORDS, note
from gitbuild import GitRepo
from paraph.adapters.formats.git_ai_form import GitAiForm
from paraph.adapters.git.location import locate
from paraph.adapters.git.pushed_records import PushedRecords
from paraph.core.errors import ReadError


def test_only_what_differs_is_named_and_read_as_it_was(git_repo: GitRepo) -> None:
    one = git_repo.commit("one", {"a.py": "a\nb\n"})
    two = git_repo.commit("two", {"b.py": "b\n"})
    note(git_repo, one, {"a.py": (1, 1)})
    first = git_repo.rev(RECORDS)
    note(git_repo, two, {"b.py": (1, 1)})
    second = git_repo.rev(RECORDS)
    note(git_repo, one, {"a.py": (2, 2)})
    third = git_repo.rev(RECORDS)
    with PushedRecords(locate(str(git_repo.path)), GitAiForm()) as records:
        assert records.touched("", first) == [one]
        assert records.touched("", second) == sorted([one, two])
        assert records.touched(first, second) == [two]
        assert records.touched(second, third) == [one]
        assert records.touched(second, "") == sorted([one, two])
        assert [each.commit for each in records.at(first).attributions([one, two])] == [one]
        (early,), (late,) = (list(records.at(tip).attributions([one])) for tip in (second, third))
        assert early.digest != late.digest
        size = len(git_repo.git("cat-file", "blob", git_repo.git("notes", "--ref", RECORDS, "list", one))) + 1
        assert abs(records.size_bytes(third, [one]) - size) <= 1
        assert records.size_bytes(third, []) == 0
        assert records.at(first) is records.at(first)


def test_what_is_no_commit_cannot_be_read(git_repo: GitRepo) -> None:
    blob = git_repo.git("hash-object", "-w", "--stdin")
    with PushedRecords(locate(str(git_repo.path)), GitAiForm()) as records, pytest.raises(ReadError):
        records.touched("", blob)


def test_a_note_that_git_only_moved_to_another_folder_is_the_same(git_repo: GitRepo) -> None:
    """git cuts the names anew as notes become many: a push of one more must not seem to change them all."""
    commits = [git_repo.commit("one", {"a": "a\n"}), git_repo.commit("two", {"b": "b\n"})]
    blob, other = (git_repo.git("hash-object", "-w", "--stdin", stdin=content) for content in ("x", "y"))

    def notes(*entries: tuple[str, str, str]) -> str:
        """A commit of notes with these blobs (or, as `160000`, submodules), by paths."""
        git_repo.git("read-tree", "--empty")
        for mode, id_, path in entries:
            git_repo.git("update-index", "--add", "--cacheinfo", f"{mode},{id_},{path}")
        return git_repo.git("commit-tree", git_repo.git("write-tree"), "-m", "notes")

    one, two = commits
    flat = notes(("100644", blob, one), ("100644", blob, two))
    deep = notes(("100644", blob, f"{one[:2]}/{one[2:]}"), ("100644", blob, f"{two[:2]}/{two[2:]}"))
    edited = notes(("100644", blob, f"{one[:2]}/{one[2:]}"), ("100644", other, f"{two[:2]}/{two[2:]}"))
    double = notes(("100644", blob, one), ("100644", other, f"{one[:2]}/{one[2:]}"), ("100644", blob, two))
    link = notes(("160000", one, one), ("100644", blob, two))
    with PushedRecords(locate(str(git_repo.path)), GitAiForm()) as records:
        assert records.touched(flat, deep) == records.touched(deep, flat) == []
        assert records.touched(flat, edited) == [two]
        assert records.touched(flat, double) == records.touched(flat, link) == records.touched(link, deep) == [one]
