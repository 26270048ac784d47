from __future__ import annotations

import pytest

from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.model import places
from paraph.core.policy.owners import MAX_TRIALS
from paraph.core.policy.owners_read import read_owners
from paraph.flows.facts.name_owners import name_owners, refuse_too_much


class Files:
    """A repository of which only files at one revision are asked."""

    def __init__(self, files: dict[str, bytes], broken: str = "") -> None:
        self.files, self.broken = files, broken
        self.asked: list[str] = []

    def read(self, revision: str, path: str, *, max_bytes: int = 0) -> bytes | None:
        assert revision == "base"
        self.asked.append(path)
        if path == self.broken:
            raise ReadError(Problem("P0500", f"{path} is a symbolic link", "make it a file"))
        return self.files.get(path)


def named(files: Files, *paths: str):  # type: ignore[no-untyped-def]
    return name_owners(files, "base", paths)  # type: ignore[arg-type]


def test_owners_in_the_order_of_the_paths() -> None:
    found = named(Files({".github/CODEOWNERS": b"* @x\n/a/ @y\nbad bad\n"}), "b", "a/c")
    assert [one.groups[0].owners for one in found.owners] == [("@x",), ("@y",)]
    assert [problem.code for problem in found.problems] == ["P0403"]
    assert found.doubts == ()


def test_no_file_means_no_owners_and_no_doubt() -> None:
    files = Files({})
    found = named(files, "a")
    assert [(one.path, one.groups) for one in found.owners] == [("a", ())]
    assert (found.file, found.doubts) == (None, ())
    assert set(files.asked) == set(places.ANY_CODEOWNERS)


@pytest.mark.parametrize("broken", places.ANY_CODEOWNERS)
def test_a_file_that_cannot_be_read_is_a_doubt(broken: str) -> None:
    found = named(Files({"CODEOWNERS": b"* @x"}, broken), "a")
    assert found.owners == ()
    assert [doubt.fact for doubt in found.doubts] == ["owners"]


def test_a_file_that_is_too_large_is_a_doubt() -> None:
    found = named(Files({"CODEOWNERS": b"#" * 4_000_000}), "a")
    assert found.owners == ()
    assert "bytes" in found.doubts[0].why


def test_two_files_that_differ_are_a_doubt() -> None:
    found = named(Files({"CODEOWNERS": b"* @x", "docs/CODEOWNERS": b"* @y"}), "a")
    assert found.owners[0].groups[0].owners == ("@x",)
    assert "docs/CODEOWNERS" in found.doubts[0].why


def test_work_is_bounded() -> None:
    file = read_owners(b"*a* @x\n", "CODEOWNERS")
    refuse_too_much(None, 10**9)
    refuse_too_much(file, MAX_TRIALS)
    with pytest.raises(InputError, match="too many patterns"):
        refuse_too_much(file, MAX_TRIALS + 1)
