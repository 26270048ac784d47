"""Which refs does a pattern protect, and which patterns protect nothing?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.errors import InputError
from paraph.core.policy.ref_globs import full_glob, is_alias, is_protected, literal_start


@pytest.mark.parametrize(
    ("glob", "ref", "expected"),
    [
        ("refs/heads/main", "refs/heads/main", True),
        ("refs/heads/main", "refs/heads/main2", False),
        ("refs/heads/main", "refs/heads/main/x", False),
        ("refs/heads/main", "refs/heads/Main", False),
        ("refs/heads/release/*", "refs/heads/release/1.2", True),
        ("refs/heads/release/*", "refs/heads/release/1/2", False),
        ("refs/heads/release/*", "refs/heads/release", False),
        ("refs/heads/release/**", "refs/heads/release/1/2", True),
        ("refs/heads/**", "refs/heads/a", True),
        ("refs/heads/**/x", "refs/heads/x", True),
        ("refs/heads/**/x", "refs/heads/a/b/x", True),
        ("refs/tags/v?.*", "refs/tags/v1.0", True),
        ("refs/tags/v?.*", "refs/tags/v10", False),
        ("refs/heads/*a*b", "refs/heads/xaxbxb", True),
        ("refs/heads/*a*b", "refs/heads/xbxa", False),
        ("refs/heads/*", "refs/tags/a", False),
        ("refs/heads/a.c", "refs/heads/abc", False),
    ],
)
def test_what_a_pattern_protects(glob: str, ref: str, *, expected: bool) -> None:
    assert is_protected(ref, [glob]) is expected
    assert is_protected(ref, ["refs/heads/none", glob]) is expected
    assert not is_protected(ref, [])


@pytest.mark.parametrize(
    ("typed", "glob"),
    [("main", "refs/heads/main"), ("release/*", "refs/heads/release/*"), ("refs/tags/v*", "refs/tags/v*")],
)
def test_patterns_are_given_their_name_space(typed: str, glob: str) -> None:
    assert full_glob(typed) == glob


@pytest.mark.parametrize("typed", ["", "refs/notes/x", "a b", "a//b", "main/", "[ab]", "a\nb", "refs/paraph/x", "a:b"])
def test_what_can_match_no_branch_and_no_tag_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        full_glob(typed)
    assert caught.value.problems[0].code == "P0905"


@given(st.text("ab*?/", min_size=1, max_size=12), st.text("ab/", min_size=1, max_size=12))
def test_what_a_pattern_protects_begins_as_it_does(glob: str, ref: str) -> None:
    full, name = f"refs/heads/{glob}", f"refs/heads/{ref}"
    if is_protected(name, [full]):
        start = literal_start(full)
        assert name.startswith(start) or (f"{name}/".startswith(start) and "**" in full)


@given(st.text("ab/", min_size=1, max_size=12))
def test_a_pattern_without_wildcards_protects_itself_alone(ref: str) -> None:
    assert is_protected(f"refs/heads/{ref}", [f"refs/heads/{ref}"])
    assert not is_protected(f"refs/heads/{ref}x", [f"refs/heads/{ref}"])


@pytest.mark.parametrize(
    ("ref", "expected"),
    [("refs/heads/main", False), ("refs/heads/Main", True), ("refs/heads/MAIN", True), ("refs/heads/other", False),
     ("refs/heads/relea\u017fe/1", True), ("refs/heads/e\u0301", True), ("refs/heads/\u00c9", True),
     ("refs/heads/\u00e9", False), ("refs/heads/\udcff", False)],
)  # fmt: skip
def test_another_spelling_of_a_guarded_ref_is_an_alias(ref: str, expected: bool) -> None:
    assert is_alias(ref, ["refs/heads/main", "refs/heads/release/*", "refs/heads/\u00e9"]) is expected


def test_a_pattern_in_capitals_means_what_it_says() -> None:
    assert not is_alias("refs/heads/Main", ["refs/heads/Main"])
    assert is_alias("refs/heads/main", ["refs/heads/Main"])
