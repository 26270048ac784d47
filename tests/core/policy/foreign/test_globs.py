from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.policy.foreign.globs import globs_of, name_globs_of
from paraph.core.policy.globs import compile_path_set
from paraph.core.policy.predicates_words import names_match

PIECES = [
    "a", "b", "/", ".", ".*", ".+", "[^/]*", "[^/]+", "\\.", "^", "$", "(a|b)", "(?:a/)?", "b?", "[ab]", "[a-b]+",
    "\\w", "b*", "(a/)+", "x{2}", "[^a]",
]  # fmt: skip
REGEX = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
PATH = st.lists(st.text("abx.", min_size=1, max_size=3), min_size=1, max_size=5).map("/".join)


@pytest.mark.parametrize(
    ("regex", "globs"),
    [
        (r"^docs/.*$", ("/docs/",)),
        (r"^docs/", ("/docs/",)),
        (r".*", ("**",)),
        ("", ("**",)),
        (r"^(a|b)/", ("/a/", "/b/")),
        (r"foo", ("*foo*",)),
        (r"foo/bar", ("**/*foo/bar*",)),
        (r"/foo/", ("/*/**/foo/",)),
        (r"^[^/]*$", ("/*",)),
        (r"^docs/[^/]+$", ("/docs/*",)),
        (r"^go\.(mod|sum)$", ("/go.mod", "/go.sum", "!/go.mod/", "!/go.sum/")),
        (r"^docs.*", ("/docs*",)),
        (r"^a/.+/z/", ("/a/*/**/z/",)),
    ],
)
def test_equal_globs(regex: str, globs: tuple[str, ...]) -> None:
    found = globs_of((regex,))
    assert found.is_exact
    assert found.least == globs


@pytest.mark.parametrize(
    ("regex", "least", "most"),
    [
        (r"\.go$", ("*.go", "!*.go/"), ("*.go",)),
        (r"^src/.*\.go$", ("/src/**/*.go", "!/src/**/*.go/"), ("/src/**/*.go",)),
        (r"^v\d+/", None, ("/v*/",)),
        (r"(?i)readme", None, None),
        (r"\p{Lu}", None, None),
        ("(" * 30, None, None),
        ("(a|b)" * 20, None, None),
        ("[", None, None),
        ("a)", None, None),
        ("$a", None, None),
    ],
)
def test_bounds_where_none_is_equal(regex: str, least: tuple[str, ...] | None, most: tuple[str, ...] | None) -> None:
    found = globs_of((regex,))
    assert not found.is_exact
    assert (found.least, found.most) == (least, most)
    assert found.why


@given(st.lists(REGEX, min_size=1, max_size=2), st.lists(PATH, min_size=8, max_size=8))
@settings(max_examples=600)
def test_never_too_few_and_never_too_many(regexes: list[str], paths: list[str]) -> None:
    try:
        compiled = [re.compile(regex) for regex in regexes]
    except re.error:
        return
    found = globs_of(tuple(regexes))
    for path in paths:
        is_match = any(one.search(path) for one in compiled)
        if found.most is not None and is_match:
            assert compile_path_set(found.most).matches(path)
        if found.least is not None and compile_path_set(found.least).matches(path):
            assert is_match
        if found.is_exact:
            assert compile_path_set(found.least or ()).matches(path) is is_match


def test_what_lies_below() -> None:
    assert globs_of((r"\.md$", "^docs/")).below == ("*.md/",)


@pytest.mark.parametrize(
    ("regex", "globs"),
    [
        (r"^main$", ("main",)),
        (r"^(main|release/.*)$", ("main", "release/*/**")),
        (r"^release/", ("release/*/**",)),
        (r"^rel", ("rel*/**",)),
        (r"main", ("**/*main*/**",)),
        (r".*", ("**",)),
    ],
)
def test_branches_have_globs_of_their_own(regex: str, globs: tuple[str, ...]) -> None:
    found = name_globs_of((regex,))
    assert (found.least, found.is_exact) == (globs, True)


@settings(max_examples=300)
@given(REGEX, st.lists(PATH, min_size=1, max_size=8))
def test_no_branch_escapes_an_imported_rule(regex: str, names: list[str]) -> None:
    found = name_globs_of((regex,))
    for name in names:
        is_meant = re.search(regex, name) is not None
        at_most = found.most is None or names_match(found.most, (name,))
        at_least = found.least is not None and names_match(found.least, (name,))
        assert at_least <= is_meant <= at_most
        assert not found.is_exact or at_least == is_meant
