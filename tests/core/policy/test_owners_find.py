from __future__ import annotations

import pytest

from paraph.core.policy.globs import Flavour
from paraph.core.policy.owners_find import find_owners_file

GH, ROOT, DOCS, GL = ".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"


@pytest.mark.parametrize(
    ("present", "flavour", "file", "read_as"),
    [
        ([GH, ROOT, DOCS], None, GH, "github"),
        ([ROOT, DOCS], None, ROOT, "github"),
        ([DOCS], None, DOCS, "github"),
        ([GL], None, GL, "gitlab"),
        ([GL, GH], None, GH, "github"),
        ([GL, GH], "gitlab", GL, "gitlab"),
        ([GL, DOCS, ROOT], "gitlab", ROOT, "gitlab"),
    ],
)
def test_the_first_place_counts(present: list[str], flavour: Flavour | None, file: str, read_as: str) -> None:
    found = find_owners_file(dict.fromkeys(present, b"* @x"), flavour)
    assert found is not None
    assert (found.file, found.flavour, found.ambiguity) == (file, read_as, None)


@pytest.mark.parametrize(
    ("text", "flavour"),
    [
        (b"[Web] @x\n* @y", "gitlab"),
        (b"# c\n^[Web][2]\n* @y", "gitlab"),
        (b"[Web]\r\n* @y\r\n", "gitlab"),
        (b"[id].ts @y", "github"),
        (b"/a[b] @y", "github"),
    ],
)
def test_section_headers_are_gitlabs(text: bytes, flavour: str) -> None:
    found = find_owners_file({ROOT: text})
    assert found is not None
    assert found.flavour == flavour


def test_githubs_own_folder_tells_whatever_the_text_looks_like() -> None:
    found = find_owners_file({GH: b"[Web] @x\n* @y", ROOT: b"[Web] @x\n* @y"})
    assert found is not None
    assert (found.file, found.flavour) == (GH, "github")
    either = find_owners_file({ROOT: b"* @y", DOCS: b"[Web] @x"})
    assert either is not None
    assert either.flavour == "gitlab"


def test_none_there() -> None:
    assert find_owners_file({}) is None
    assert find_owners_file({GL: b""}, "github") is None


def test_a_rival_that_says_something_else_is_an_ambiguity() -> None:
    found = find_owners_file({GH: b"* @x", ROOT: b"* @y", DOCS: b"* @x"})
    assert found is not None
    assert found.rivals == (ROOT,)
    assert found.ambiguity is not None
    assert found.ambiguity.code == "P0405"
    assert ROOT in found.ambiguity.what
