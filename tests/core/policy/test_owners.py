from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.policy.slow_globs import slow_match
from paraph.core.model import places
from paraph.core.model.facts import OwnerGroup, Ownership
from paraph.core.policy.globs import Flavour, compile_glob
from paraph.core.policy.owners import MAX_TRIALS, CodeOwners, OwnerRule, OwnerSection
from paraph.core.policy.owners_read import read_owners

SHOP = """\
# who answers for the shop
*                 @acme/everyone
/services/        @acme/backend @ada
/services/pay/    @acme/payments   # money
/services/pay/docs/
*.tf              ops@example.test
docs/*            @ben
"""

GITLAB = """\
*.md @docs
[Backend][2] @back
/src/
/src/api/ @api @@maintainer
!/src/api/gen.py
^[Style]
*.css @css
[BACKEND]
*.sql @dba
"""


def read(text: str, flavour: Flavour = "github") -> CodeOwners:
    return read_owners(text.encode(), "CODEOWNERS", flavour)


def lines(owners: CodeOwners, path: str) -> list[int]:
    return [rule.line for rule in owners.rules_for(path)]


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("readme", ("@acme/everyone",)),
        ("services/cart/a.py", ("@acme/backend", "@ada")),
        ("services/pay/a.py", ("@acme/payments",)),
        ("services/pay/docs/a.md", None),
        ("services/pay/main.tf", ("ops@example.test",)),
        ("docs/a.md", ("@ben",)),
        ("docs/deep/a.md", ("@acme/everyone",)),
    ],
)
def test_the_last_matching_line_wins_whole(path: str, owners: tuple[str, ...] | None) -> None:
    groups = read(SHOP).owners_of(path).groups
    assert [group.owners for group in groups] == ([owners] if owners else [])


def test_an_answer_names_line_and_pattern() -> None:
    found = read(SHOP).owners_of("services/pay/a.py")
    assert found == Ownership("services/pay/a.py", (OwnerGroup(("@acme/payments",), pattern="/services/pay/", line=4),))


def test_a_line_without_owners_decides_too() -> None:
    owners = read(SHOP)
    assert lines(owners, "services/pay/docs/a.md") == [5]
    assert lines(read("/a @x\n"), "b") == []


def test_many_paths_keep_their_order() -> None:
    found = read(SHOP).owners_of_all(["readme", "docs/a.md"])
    assert [one.path for one in found] == ["readme", "docs/a.md"]


def group(owners: CodeOwners, path: str) -> list[tuple[str, tuple[str, ...], int, bool]]:
    return [(g.section, g.owners, g.count, g.is_optional) for g in owners.owners_of(path).groups]


@pytest.mark.parametrize(
    ("path", "groups"),
    [
        ("a.md", [("", ("@docs",), 1, False)]),
        ("src/a.py", [("Backend", ("@back",), 2, False)]),
        ("src/api/a.py", [("Backend", ("@api", "@@maintainer"), 2, False)]),
        ("src/api/gen.py", []),
        ("src/a.md", [("", ("@docs",), 1, False), ("Backend", ("@back",), 2, False)]),
        ("src/x.css", [("Backend", ("@back",), 2, False), ("Style", ("@css",), 1, True)]),
        ("x.sql", [("Backend", ("@dba",), 2, False)]),
        ("x.txt", []),
    ],
)
def test_every_gitlab_section_answers_for_itself(
    path: str, groups: list[tuple[str, tuple[str, ...], int, bool]]
) -> None:
    assert group(read(GITLAB, "gitlab"), path) == groups


def test_an_exclusion_holds_for_its_whole_section_whatever_follows() -> None:
    text = "[A]\n!/x/y\n/x/ @a\n/x/y @b\n[B]\n/x/ @c\n"
    assert [line[1] for line in group(read(text, "gitlab"), "x/y")] == [("@c",)]
    assert [line[1] for line in group(read(text, "gitlab"), "x/z")] == [("@a",), ("@c",)]


def test_an_exclusion_holds_in_a_file_without_sections_too() -> None:
    owners = read("!/x/y\n/x/ @a\n", "gitlab")
    assert group(owners, "x/y") == []
    assert [line[1] for line in group(owners, "x/z")] == [("@a",)]


def test_a_line_by_itself_names_owners_in_the_one_section() -> None:
    glob = compile_glob("/x/")
    owners = CodeOwners("CODEOWNERS", "github", (OwnerRule(3, glob, ("@a",)),))
    assert owners.owners_of("x/y").groups == (OwnerGroup(("@a",), pattern="/x/", line=3),)
    assert owners.sections == (OwnerSection("", 1, False, 0),)


def test_the_pattern_of_an_exclusion_shows_its_mark() -> None:
    assert [rule.pattern for rule in read("[A]\n!*.md\n", "gitlab").rules] == ["!*.md"]


def test_the_places_where_forges_look() -> None:
    assert places.CODEOWNERS["github"] == (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
    assert places.CODEOWNERS["gitlab"] == ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
    assert set(places.ANY_CODEOWNERS) == {*places.CODEOWNERS["github"], *places.CODEOWNERS["gitlab"]}


def test_too_many_patterns_without_a_literal_part_are_too_much() -> None:
    owners = read("*a* @x\n*b* @y\n/c/ @z\n")
    assert not owners.is_too_much_for(MAX_TRIALS // 2)
    assert owners.is_too_much_for(MAX_TRIALS // 2 + 1)


PATTERN = st.lists(st.sampled_from(["a", "b", "*", "**", "/", "*.b", "a/", "/b"]), min_size=1, max_size=5).map("".join)
PATH = st.lists(st.sampled_from(["a", "b", "x.b", "ab"]), min_size=1, max_size=4).map("/".join)


@given(st.lists(st.tuples(PATTERN, st.sampled_from(["@a", "@b/c", ""])), max_size=10), PATH)
@settings(max_examples=500)
def test_agrees_with_reading_from_the_end(rules: list[tuple[str, str]], path: str) -> None:
    expected: list[int] = []
    for number in range(len(rules), 0, -1):
        if slow_match(rules[number - 1][0], path):
            expected = [number]
            break
    assert lines(read("\n".join(f"{pattern} {owner}" for pattern, owner in rules)), path) == expected
