from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.policy.glob_index import GlobIndex
from paraph.core.policy.globs import Flavour, Glob, compile_glob

PIECES = st.sampled_from(["a", "b", "a.b", "*", "**", "/", "?", "*.b", "a/", "/b", "/a/b"])
PATTERNS = st.lists(st.lists(PIECES, min_size=1, max_size=5).map("".join), min_size=1, max_size=12)
PATH = st.lists(st.sampled_from(["a", "b", "a.b", "x.b", ".b", "ab"]), min_size=1, max_size=5).map("/".join)


def compiled(patterns: list[str], flavour: Flavour) -> list[Glob]:
    found = []
    for pattern in patterns:
        try:
            found.append(compile_glob(pattern, flavour))
        except ValueError:
            continue
    return found


@given(PATTERNS, PATH, st.sampled_from(["github", "gitlab"]))
@settings(max_examples=800)
def test_finds_what_trying_all_finds_the_last_first(patterns: list[str], path: str, flavour: Flavour) -> None:
    globs = compiled(patterns, flavour)
    expected = [number for number, glob in enumerate(globs) if glob.matches(path)]
    assert list(GlobIndex(globs).matching(path)) == expected[::-1]


def test_a_pattern_that_names_nothing_is_tried_for_every_path() -> None:
    index = GlobIndex(compiled(["*a*", "?", "/src/", "*.py", "name"], "github"))
    assert index.untried == 2
    assert list(index.matching("src/name/main.py")) == [4, 3, 2, 0]


def test_nothing_to_find() -> None:
    assert list(GlobIndex([]).matching("a/b")) == []
    assert GlobIndex([]).untried == 0
