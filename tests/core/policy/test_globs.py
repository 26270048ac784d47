from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.policy.slow_globs import slow_match
from paraph.core.policy.globs import MAX_PATTERN_CHARACTERS, compile_glob, compile_path_set

TEXT = st.lists(st.sampled_from(["a", "b", ".", "*", "**", "/", "?", "\\a", "\\*", "[", "**/", "/**"]), max_size=8)
PATH = st.lists(st.text("ab.*[", min_size=1, max_size=3), min_size=1, max_size=5).map("/".join)

MATCHES = [
    ("Makefile", "Makefile", True),
    ("Makefile", "tools/Makefile", True),
    ("Makefile", "Makefile/inner.txt", True),
    ("Makefile", "Makefile.am", False),
    ("Makefile", "makefile", False),
    ("*.sql", "a.sql", True),
    ("*.sql", "db/deep/a.sql", True),
    ("*.sql", "weird.sql/readme", True),
    ("*.sql", "a.sqlx", False),
    ("/shop", "shop", True),
    ("/shop", "shop/cart/api.py", True),
    ("/shop", "web/shop", False),
    ("/shop", "shopping", False),
    ("shop/cart", "shop/cart", True),
    ("shop/cart", "shop/cart/x", True),
    ("shop/cart", "web/shop/cart", False),
    ("shop/", "shop/a", True),
    ("shop/", "web/shop/a/b", True),
    ("shop/", "shop", False),
    ("/shop/", "web/shop/a", False),
    ("/shop/", "shop/a/b", True),
    ("docs/*", "docs/a.md", True),
    ("docs/*", "docs/a/b.md", False),
    ("docs/*", "site/docs/a.md", False),
    ("*", "a", True),
    ("*", "a/b/c", True),
    ("/*", "a", True),
    ("/*", "a/b", False),
    ("**", "a/b", True),
    ("**/logs", "logs", True),
    ("**/logs", "x/y/logs/today", True),
    ("**/logs/*", "logs/x", True),
    ("**/logs/*", "a/logs/x/y", False),
    ("a/**/z", "a/z", True),
    ("a/**/z", "a/b/c/z", True),
    ("a/**/z", "b/a/z", False),
    ("a/**", "a/b/c", True),
    ("a/**", "a", False),
    ("a/**/", "a/b", True),
    ("a/**/**/z", "a/z", True),
    ("a?c", "x/abc", True),
    ("a?c", "a/c", False),
    ("a?c", "ac", False),
    ("/a*b*c", "aXbYc", True),
    ("/a*b*c", "abc", True),
    ("/a*a", "a", False),
    ("/a*b*b", "ab", False),
    ("/a*/x", "a/x", True),
    ("x**y", "xay", True),
    ("x**y", "xa/by", False),
    ("[abc].py", "a.py", False),
    ("[abc].py", "[abc].py", True),
    (r"star\*", "star*", True),
    (r"star\*", "stars", False),
    (r"my\ file", "my file", True),
    (r"a\/b", "a/b", True),
    ("*/", "a/b", True),
    ("*/", "a", False),
    ("/", "a", False),
    ("/", "", False),
    ("a.c", "abc", False),
    ("(x|y)", "(x|y)", True),
    ("line", "two\nline", False),
    ("*line", "two\nline", True),
]


@pytest.mark.parametrize(("pattern", "path", "expected"), MATCHES)
def test_github_patterns(pattern: str, path: str, expected: bool) -> None:
    assert compile_glob(pattern).matches(path) is expected


GITLAB = [
    ("README.md", "docs/README.md", True),
    ("README.md", "README.md/x", False),
    ("internal/README.md", "a/internal/README.md", True),
    ("/internal/README.md", "a/internal/README.md", False),
    ("docs/", "a/docs/b/c", True),
    ("/docs/", "docs/b/c", True),
    ("/docs/", "a/docs/b", False),
    ("/docs", "docs/b", False),
    ("/docs/*", "docs/b", True),
    ("/docs/*", "docs/b/c", False),
    ("/docs/**", "docs/b/c", False),
    ("/docs/**/*.md", "docs/b/c.md", True),
    ("/docs/**/*.md", "docs/c.md", True),
    ("*", "a/b", True),
    ("*.rb", "a/b.rb", True),
    ("/v[0-9].txt", "v7.txt", True),
    ("/v[!0-9].txt", "v7.txt", False),
    ("/v[^a-c].txt", "vz.txt", True),
    ("/v[x-].txt", "v-.txt", True),
    ("/v[]a].txt", "v].txt", True),
    (r"/v[\]].txt", "v].txt", True),
    (r"/v[\]].txt", "v\\.txt", False),
    (r"/v[a\-c].txt", "v-.txt", True),
    (r"/v[a\-c].txt", "vb.txt", False),
    ("/v[a-c].txt", "vb.txt", True),
    ("/v[a-c].txt", "vd.txt", False),
    ("/v[a-a].txt", "va.txt", True),
    ("/v[!a]b", "v/b", False),
    ("/v[.-0]b", "v/b", False),
    ("/v[a]*", "va", True),
    ("/v?[0-9]", "vx7", True),
    ("/docs/", "docs", False),
    ("docs/", "web/x", False),
    ("docs/", "a/web/x", False),
    ("a/docs/", "a/web/x", False),
    ("/", "a/b", True),
    ("/**/x", "x", True),
    ("/**/x", "a/b/x", True),
    ("a/**", "a/b", True),
    ("a/**", "z/a/b", True),
    ("a/**", "a/b/c", False),
    ("x**y", "a/xay", True),
    ("README.md", "README.mdx", False),
    ("README.md", "xREADME.md", False),
    (r"\#x", "#x", True),
    ("***", "a/b", True),
]


@pytest.mark.parametrize(("pattern", "path", "expected"), GITLAB)
def test_gitlab_patterns(pattern: str, path: str, expected: bool) -> None:
    assert compile_glob(pattern, "gitlab").matches(path) is expected


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("", "empty"),
        ("a***b", "three asterisks"),
        ("!a", "negated"),
        ("a\\", "escapes nothing"),
        ("a//b", "two slashes"),
        ("a///", "two slashes"),
        ("//a", "two slashes"),
        ("**/", "matches nothing"),
        ("**/**/a", "matches nothing"),
        ("a\0", "NUL"),
        ("a" * (MAX_PATTERN_CHARACTERS + 1), "longer than"),
    ],
)
def test_bad_github_patterns(pattern: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        compile_glob(pattern)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("/a[b", "never closed"),
        ("/a[", "never closed"),
        ("/a[]", "never closed"),
        ("/a[!", "never closed"),
        ("/a[a-", "never closed"),
        ("/[a\\/x", "never closed"),
        ("/[z-a]", "empty"),
        ("/[b-a]x", "empty"),
        ("a\\", "escapes"),
        ("a//b", "two slashes"),
    ],
)
def test_bad_gitlab_patterns(pattern: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        compile_glob(pattern, "gitlab")


@given(TEXT.map("".join), PATH)
@settings(max_examples=1500)
def test_agrees_with_trying_everything(pattern: str, path: str) -> None:
    expected = slow_match(pattern, path)
    if expected is None:
        with pytest.raises(ValueError, match=r"."):
            compile_glob(pattern)
        return
    glob = compile_glob(pattern)
    assert glob.matches(path) is expected
    assert bool(re.match(glob.regex_source, path, re.DOTALL)) is expected


@given(TEXT.map("".join), PATH, st.sampled_from(["github", "gitlab"]))
@settings(max_examples=800)
def test_what_an_index_may_rely_on(pattern: str, path: str, flavour: str) -> None:
    try:
        glob = compile_glob(pattern, "gitlab" if flavour == "gitlab" else "github")
    except ValueError:
        return
    parts = path.split("/")
    is_match = glob.matches(path)
    if glob.exact is not None:
        assert is_match == (path == glob.exact or path.startswith(glob.exact + "/"))
    if glob.directory is not None:
        assert is_match == path.startswith(glob.directory + "/")
    if is_match:
        assert path.startswith(glob.prefix)
        assert glob.segment is None or glob.segment in parts
        assert glob.basename is None or glob.basename == parts[-1]
        assert glob.extension is None or any("." in p and p[p.rindex(".") :] == glob.extension for p in parts)


@pytest.mark.parametrize(
    ("pattern", "prefix", "exact", "directory", "segment", "extension"),
    [
        ("/a/b", "a/b", "a/b", None, "a", None),
        ("/a/b/", "a/b/", None, "a/b", "a", None),
        ("/a/**", "a/", None, "a", "a", None),
        ("/ab*/x.py", "ab", None, None, "x.py", None),
        ("name", "", None, None, "name", None),
        ("/a/b*c/d.x", "a/b", None, None, "d.x", None),
        (r"/a\*b/c*", "a*b/c", None, None, "a*b", None),
        ("/a?b.py", "a", None, None, None, ".py"),
        ("/long/a/longer/*", "long/a/longer/", None, None, "longer", None),
        ("a/", "", None, None, "a", None),
        ("**", "", None, None, None, None),
        ("*.", "", None, None, None, "."),
        ("x*", "", None, None, None, None),
        ("*.test.ts", "", None, None, None, ".ts"),
        ("/src/**/*.py", "src/", None, None, "src", ".py"),
    ],
)
def test_what_is_literal(
    pattern: str, prefix: str, exact: str | None, directory: str | None, segment: str | None, extension: str | None
) -> None:
    glob = compile_glob(pattern)
    found = (glob.prefix, glob.exact, glob.directory, glob.segment, glob.extension)
    assert found == (prefix, exact, directory, segment, extension)


def test_what_is_literal_before_a_set() -> None:
    glob = compile_glob("/src/v[0-9].txt", "gitlab")
    assert (glob.prefix, glob.segment, glob.extension) == ("src/v", "src", ".txt")
    assert compile_glob("/v[!a]x", "gitlab").prefix == "v"


def test_the_last_part_of_a_gitlab_name() -> None:
    assert compile_glob("Makefile", "gitlab").basename == "Makefile"
    assert compile_glob("Makefile").basename is None


@pytest.mark.parametrize("path", ["a" * 10_000, "a/" * 5_000 + "a", "aab/" * 2_500 + "c"])
@pytest.mark.parametrize("pattern", ["*a*a*a*a*a*a*b", "**/a/**/a/**/a/**/b", "**/*a*a*b/**/*a*b/x", "/*?a*?a*?a*?z"])
def test_hostile_patterns_answer_at_once(pattern: str, path: str) -> None:
    # a matcher that backtracks would not come back in this lifetime
    assert compile_glob(pattern).matches(path) is False


def test_a_pattern_may_be_as_long_as_the_limit() -> None:
    assert compile_glob("/" + "a" * (MAX_PATTERN_CHARACTERS - 1)).matches("a" * (MAX_PATTERN_CHARACTERS - 1))


def test_a_compiled_pattern_is_kept() -> None:
    assert compile_glob("/kept/**") is compile_glob("/kept/**")


def test_a_path_set_takes_and_leaves_out() -> None:
    paths = compile_path_set(("/src/", "*.md", "!/src/gen/"))
    assert paths.matches("src/a.py")
    assert paths.matches("x/readme.md")
    assert not paths.matches("src/gen/a.py")
    assert not paths.matches("other.py")
    with pytest.raises(ValueError, match="empty"):
        compile_path_set(("!",))
