from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.errors import InputError
from paraph.core.policy import owners_read
from paraph.core.policy.globs import Flavour
from paraph.core.policy.owners import CodeOwners, OwnerSection
from paraph.core.policy.owners_read import MAX_BYTES, MAX_PROBLEMS, read_owners


def read(text: str, flavour: Flavour = "github") -> CodeOwners:
    return read_owners(text.encode(), "CODEOWNERS", flavour)


def rules(owners: CodeOwners) -> list[tuple[int, str, tuple[str, ...]]]:
    return [(rule.line, rule.pattern, rule.owners) for rule in owners.rules]


def codes(owners: CodeOwners) -> list[tuple[str, int]]:
    return [(p.code, p.position.line if p.position else 0) for p in owners.problems]


@pytest.mark.parametrize(
    ("line", "pattern", "owners"),
    [
        ("a @x", "a", ("@x",)),
        ("  a\t@x   @o/t  ", "a", ("@x", "@o/t")),
        ("a ada@example.test # why", "a", ("ada@example.test",)),
        ("a", "a", ()),
        ("a # nobody", "a", ()),
        (r"my\ dir/ @x", r"my\ dir/", ("@x",)),
        ("a#b @x", "a#b", ("@x",)),
        ("a @x @x", "a", ("@x",)),
        ("a @x\r", "a", ("@x",)),
        ("ünïcode @x", "ünïcode", ("@x",)),
        ("[a] @x", "[a]", ("@x",)),
    ],
)
def test_lines(line: str, pattern: str, owners: tuple[str, ...]) -> None:
    found = read(f"\n# c\n{line}\n")
    assert rules(found) == [(3, pattern, owners)]
    assert codes(found) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("a b", "P0403"),
        ("a @", "P0403"),
        ("a @x @o/t/u", "P0403"),
        ("a @@maintainer", "P0403"),
        ("a ada@nowhere", "P0403"),
        ("a***b @x", "P0402"),
        ("!a @x", "P0402"),
        (r"\#a @x", "P0402"),
        ("a//b @x", "P0402"),
    ],
)
def test_github_skips_a_bad_line_and_reports_it(line: str, code: str) -> None:
    found = read(f"* @all\n{line}\n")
    assert rules(found) == [(1, "*", ("@all",))]
    assert codes(found) == [(code, 2)]


def test_a_line_that_is_not_utf8_is_skipped() -> None:
    for byte in (b"\x80", b"\xc3", b"\xff"):
        found = read_owners(b"* @all\n" + byte + b" @x\n", "CODEOWNERS")
        assert rules(found) == [(1, "*", ("@all",))]
        assert codes(found) == [("P0407", 2)]


def test_a_byte_order_mark_is_no_part_of_the_pattern() -> None:
    assert rules(read("\ufeffa @x")) == [(1, "a", ("@x",))]


def test_sections_and_their_defaults() -> None:
    found = read("* @all\n[Web UI][2] @w @@owners\n/a\n/b @b\n^[Docs]\n*.md @d\n/c\n", "gitlab")
    assert rules(found) == [
        (1, "*", ("@all",)), (3, "/a", ("@w", "@@owners")), (4, "/b", ("@b",)), (6, "*.md", ("@d",)), (7, "/c", ()),
    ]  # fmt: skip
    assert found.sections == (OwnerSection(), OwnerSection("Web UI", 2, False, 2), OwnerSection("Docs", 1, True, 5))
    assert [rule.section for rule in found.rules] == [0, 1, 1, 2, 2]


def test_sections_of_one_name_are_one_with_the_stricter_demands() -> None:
    found = read("^[A][2]\n/x @x\n[B]\n/y @y\n[a] @d\n/z\n", "gitlab")
    assert found.sections[1] == OwnerSection("A", 2, False, 1)
    assert [(rule.section, rule.owners) for rule in found.rules] == [(1, ("@x",)), (2, ("@y",)), (1, ("@d",))]
    assert codes(found) == [("P0404", 5)]


def test_a_section_of_the_default_name_is_the_default_section() -> None:
    found = read("*.md @docs\n[Codeowners]\n/a @x\n", "gitlab")
    assert [rule.section for rule in found.rules] == [0, 0]
    assert [group.owners for group in found.owners_of("a.md").groups] == [("@docs",)]
    assert [group.owners for group in found.owners_of("a").groups] == [("@x",)]


@pytest.mark.parametrize(
    ("first", "second", "count", "is_optional"),
    [
        ("[A][2]", "^[A][3]", 3, False),
        ("^[A][3]", "[A][2]", 3, False),
        ("^[A]", "^[A][2]", 2, True),
        ("[A]", "[A][2]", 2, False),
        ("^[A]", "[A]", 1, False),
        ("[A]", "^[A]", 1, False),
    ],
)
def test_no_later_header_makes_a_section_ask_for_less(first: str, second: str, count: int, is_optional: bool) -> None:
    found = read(f"{first}\n/x @x\n{second}\n/y @y\n", "gitlab")
    assert found.sections[1] == OwnerSection("A", count, is_optional, 1)
    assert codes(found) == [("P0404", 3)]


def test_the_same_header_again_is_no_problem() -> None:
    assert codes(read("^[A][2]\n/x @x\n^[a][2]\n/y @y\n", "gitlab")) == []


def test_a_gitlab_line_keeps_its_valid_owners() -> None:
    found = read("/a @x nobody @g/sub/group\n/b nobody\n[A] @d\n/c wrong\n", "gitlab")
    assert rules(found)[0] == (1, "/a", ("@x", "@g/sub/group"))
    assert rules(found)[1] == (2, "/b", ())
    assert rules(found)[2] == (4, "/c", ())
    assert codes(found) == [("P0403", 1), ("P0403", 2), ("P0403", 4)]
    assert found.problems[0].what.startswith("the owner is left out: `nobody`")
    assert read("/a nobody\n").problems[0].what.startswith("the line is skipped: `nobody`")


def test_gitlab_has_roles_and_patterns_that_begin_with_a_hash() -> None:
    found = read("/a @@maintainers @@wizards\n\\#b @x\n", "gitlab")
    assert rules(found) == [(1, "/a", ("@@maintainers",)), (2, "\\#b", ("@x",))]
    assert codes(found) == [("P0403", 1)]


@pytest.mark.parametrize("header", ["[A", "[A]x", "[A][x]"])
def test_a_broken_header_is_skipped(header: str) -> None:
    found = read(f"{header}\n/a @x\n", "gitlab")
    assert len(found.sections) == 1
    assert codes(found) == [("P0404", 1)]


@pytest.mark.parametrize(("header", "count"), [("[A][0]", 1), ("[A][-3]", 1), ("[ ]", 1), ("[A][12]", 12)])
def test_odd_headers(header: str, count: int) -> None:
    found = read(f"{header}\n/a @x\n", "gitlab")
    assert found.sections[1].count == count
    assert bool(found.problems) is (count == 1)
    said = {"[ ]": "the section has no name", "[A][0]": "`0` approvals", "[A][-3]": "`-3` approvals"}
    assert not found.problems or found.problems[0].what.startswith(said[header])


def test_a_file_that_no_forge_reads() -> None:
    with pytest.raises(InputError) as caught:
        read_owners(b"#" * MAX_BYTES, "CODEOWNERS")
    assert caught.value.problems[0].code == "P0401"
    assert read_owners(b"#" * (MAX_BYTES - 1), "CODEOWNERS").rules == ()


def test_more_lines_than_are_real(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owners_read, "MAX_RULES", 3)
    assert len(read("a @x\n" * 3).rules) == 3
    with pytest.raises(InputError, match="more than 3 patterns"):
        read("a @x\n" * 4)


def test_problems_are_bounded() -> None:
    assert len(read("a b\n" * 1000).problems) == MAX_PROBLEMS + 1


@given(st.binary(max_size=300), st.sampled_from(["github", "gitlab"]))
@settings(max_examples=300)
def test_any_bytes_are_read(content: bytes, flavour: Flavour) -> None:
    found = read_owners(content, "CODEOWNERS", flavour)
    assert found.owners_of("a/b").path == "a/b"


@given(st.text("[]^!@#\\*/a b\n0", max_size=80), st.sampled_from(["github", "gitlab"]))
@settings(max_examples=400)
def test_any_lines_are_read(text: str, flavour: Flavour) -> None:
    found = read(text, flavour)
    assert all(rule.section < len(found.sections) for rule in found.rules)
