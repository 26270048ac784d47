from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.policy import paths as module
from paraph.core.policy.globs import Glob, compile_glob, compile_path_set
from paraph.core.policy.paths import PathIndex

FILES = ["README.md", "docs/a.md", "docs/b/c.md", "src/auth/login.py", "src/auth.py", "src/pay/auth/x.ts",
         "src-old/a.py", "src", "lib/x.test.ts", "web.d/x", "a.py/b"]  # fmt: skip


def found(pattern: str, files: list[str] = FILES) -> list[str]:
    index = PathIndex(files)
    return list(index.named(index.mask(compile_glob(pattern)), len(files)))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("docs/**", ["docs/a.md", "docs/b/c.md"]),
        ("docs/*", ["docs/a.md"]),
        ("docs/", ["docs/a.md", "docs/b/c.md"]),
        ("/src", ["src", "src/auth.py", "src/auth/login.py", "src/pay/auth/x.ts"]),
        ("src/auth.py", ["src/auth.py"]),
        ("src/auth", ["src/auth/login.py"]),
        ("auth", ["src/auth/login.py", "src/pay/auth/x.ts"]),
        ("auth/", ["src/auth/login.py", "src/pay/auth/x.ts"]),
        ("**/auth/**", ["src/auth/login.py", "src/pay/auth/x.ts"]),
        ("src/", ["src/auth.py", "src/auth/login.py", "src/pay/auth/x.ts"]),
        ("**/src", ["src", "src/auth.py", "src/auth/login.py", "src/pay/auth/x.ts"]),
        ("**/x", ["web.d/x"]),
        ("*.py", ["a.py/b", "src-old/a.py", "src/auth.py", "src/auth/login.py"]),
        ("**/*.py", ["a.py/b", "src-old/a.py", "src/auth.py", "src/auth/login.py"]),
        ("/*.py", ["a.py/b"]),
        ("/a.py/**/*.py", []),
        ("src/*.py", ["src/auth.py"]),
        ("docs/*.md", ["docs/a.md"]),
        ("docs/**/*.md", ["docs/a.md", "docs/b/c.md"]),
        ("s*/*.py", ["src-old/a.py", "src/auth.py"]),
        ("s*/**/*.py", ["src-old/a.py", "src/auth.py", "src/auth/login.py"]),
        ("**/auth/*.py", ["src/auth/login.py"]),
        ("/**/*.py", ["a.py/b", "src-old/a.py", "src/auth.py", "src/auth/login.py"]),
        ("src/**/a*.py", ["src/auth.py"]),
        ("*a.py", ["a.py/b", "src-old/a.py"]),
        ("*.p?", ["a.py/b", "src-old/a.py", "src/auth.py", "src/auth/login.py"]),
        ("web.d", ["web.d/x"]),
        ("*.d", ["web.d/x"]),
        ("*.d/", ["web.d/x"]),
        ("b", ["a.py/b", "docs/b/c.md"]),
        ("b/", ["docs/b/c.md"]),
        ("b/**", []),
        ("**/b/**", ["docs/b/c.md"]),
        ("/auth/", []),
        ("src/**/*.ts", ["src/pay/auth/x.ts"]),
        ("*.test.ts", ["lib/x.test.ts"]),
        ("s*/**/a*", ["src-old/a.py", "src/auth.py", "src/auth/login.py", "src/pay/auth/x.ts"]),
        ("**/auth/*.ts", ["src/pay/auth/x.ts"]),
        ("**", sorted(FILES)),
        ("nowhere/**", []),
        ("*.go", []),
        ("missing", []),
    ],
)
@pytest.mark.parametrize("many", [0, 3, 500])
def test_a_pattern(pattern: str, expected: list[str], many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MANY", many)
    assert found(pattern) == expected


PARTS = st.sampled_from(["a", "b", "a.b", "x.py", ".py", "a-b", "a0", "docs"])
PATTERN_PARTS = st.one_of(PARTS, st.sampled_from(["*", "**", "*.py", "a*", "?", "*.*", "*.b", "**"]))
PATHS = st.lists(st.lists(PARTS, min_size=1, max_size=4).map("/".join), max_size=15)
PATTERNS = st.tuples(st.sampled_from(["", "", "/"]), st.lists(PATTERN_PARTS, min_size=1, max_size=4).map("/".join),
                     st.sampled_from(["", "", "/"])).map("".join)  # fmt: skip


def compiled(pattern: str) -> Glob | None:
    try:
        return compile_glob(pattern)
    except ValueError:
        return None


@settings(max_examples=400)
@given(PATHS, st.lists(PATTERNS.map(compiled), min_size=1, max_size=6), st.sampled_from([0, 3, 500]))
def test_it_finds_what_asking_every_path_finds(files: list[str], globs: list[Glob | None], many: int) -> None:
    before, module._MANY = module._MANY, many
    try:
        index = PathIndex(files)
        for glob in filter(None, globs):
            assert index.named(index.mask(glob), 99) == tuple(path for path in index.paths if glob.matches(path))
    finally:
        module._MANY = before


def test_exclusions() -> None:
    index = PathIndex(FILES)
    inside = compile_path_set(("src/**", "docs/**", "!**/auth/**", "!docs/b/**"))
    assert index.named(index.matching(inside), 9) == ("docs/a.md", "src/auth.py")
    assert index.matching(compile_path_set(("nowhere", "!docs/**"))) == 0
    assert index.matching(compile_path_set(("!docs/**",))) == 0


def test_more_shapes_than_are_kept_are_worked_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_SHAPES", 2)
    monkeypatch.setattr(module, "_shapes", {})
    for pattern in ("src/auth.py", "docs/*", "src/auth.py", "web.d", "src/auth.py"):
        assert found(pattern)
        assert len(module._shapes) <= 2


def test_a_text_that_runs_over_two_paths_is_in_neither() -> None:
    files = ["a/b", "b/c", "c/ab.py", "d.py"]
    for pattern in ("b/b", "**/b/b/**", "c/c", "*.pyd", "b/c/c"):
        assert found(pattern, files) == []


def test_sets_of_paths() -> None:
    index = PathIndex(["b", "a", "b", "c"])
    assert index.paths == ["a", "b", "c"]
    assert index.everything == 0b111
    assert (index.bit("b"), index.bit("z"), index.bit("")) == (0b010, 0, 0)
    assert index.bits(["c", "a", "z"]) == 0b101
    assert (index.named(0b110), index.named(0b111, 2), index.named(0)) == (("b", "c"), ("a", "b"), ())
    empty = PathIndex([])
    assert (empty.everything, empty.mask(compile_glob("**")), empty.mask(compile_glob("*.py"))) == (0, 0, 0)


def test_large_changes_answer_alike() -> None:
    files = [f"d{n % 7}/part{n % 40}/f{n}.{'py' if n % 3 else 'ts'}" for n in range(1_200)]
    index = PathIndex(files)
    for pattern in ("*.py", "**/part7/**", "part7", "d1/**/*.ts", "**/part99/**", "d3/part*/f1*.py", "*.go"):
        glob = compile_glob(pattern)
        assert index.named(index.mask(glob), 2_000) == tuple(path for path in index.paths if glob.matches(path))
        assert index.mask(glob) == index.mask(glob)
