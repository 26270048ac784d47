"""Do paths come through one to one, and are names that mislead found?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.adapters.git.names import collisions, decode_path, encode_path, folded, guarded_alias, oddity, unquoted

AWKWARD = st.lists(
    st.sampled_from([b"\\x", b"\\", b"5c", b"ff", b"\xff", b"\xc3\xa9", b"a", b"/", b"\n", b"\xed\xa0\x80"])
).map(b"".join)


@given(AWKWARD | st.binary(max_size=30))
def test_a_path_comes_back_as_it_was(raw: bytes) -> None:
    assert encode_path(decode_path(raw)) == raw


@given(AWKWARD, AWKWARD)
def test_two_paths_never_become_one(one: bytes, two: bytes) -> None:
    assert (decode_path(one) == decode_path(two)) == (one == two)


@pytest.mark.parametrize(
    "path", ["src/a-b_c.py", "a b.txt", "caf\u00e9/\u65e5\u672c.py", "[id].tsx", "@scope/x", "\u0434\u043e\u043c.txt"]
)
def test_plain_names_are_plain(path: str) -> None:
    assert (oddity(path), guarded_alias(path)) == ("", "")


@pytest.mark.parametrize(
    "path",
    [
        "a\tb",
        "a\u200bb",
        "a ",
        "a. /b",
        " a",
        "a\\b",
        "a//b",
        "/a",
        "x/..",
        "\u00a0",
        "\u0430pi",
        "\uff41b",
        f"x/{'z' * 256}",
    ],
)
def test_odd_names_are_odd(path: str) -> None:
    assert oddity(path)


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("x/.git/config", ".git"),
        (".GIT/config", ".git"),
        (".git::$INDEX_ALLOCATION/config", ".git"),
        ("GIT~1", ".git"),
        (".git ./x", ".git"),
        ("docs/codeowners", "docs/CODEOWNERS"),
        (".PARAPH/policy.yaml", ".paraph/policy.yaml"),
        (".paraph/Policy.yaml", ".paraph/policy.yaml"),
        (".gitmodule\u017f", ".gitmodules"),
        ("src/codeowners/x.go", ""),
        (".github/workflows/x.yaml", ""),
        ("digit~1.txt", ""),
    ],
)
def test_names_that_could_be_taken_for_guarded_ones(path: str, meant: str) -> None:
    assert guarded_alias(path) == meant


def test_collisions_name_each_other() -> None:
    found = collisions(["README.md", "Readme.md", "other", "stra\u00dfe", "STRASSE"])
    assert found == {
        "README.md": "Readme.md",
        "Readme.md": "README.md",
        "stra\u00dfe": "STRASSE",
        "STRASSE": "stra\u00dfe",
    }


def test_a_name_of_a_megabyte_costs_linear_time() -> None:
    name = "\u0315\u0300" * 250_000
    assert oddity(f"docs/{name}.md")
    assert (guarded_alias(name), collisions([name, name.upper()])) == ("", {})


@given(st.text(max_size=12))
def test_folding_is_stable(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (b"plain name", b"plain name"),
        (b'"a\\tb"', b"a\tb"),
        (b'"a\\nb\\\\n"', b"a\nb\\n"),
        (b'"\\"q\\""', b'"q"'),
        (b'"caf\\303\\251\\001"', b"caf\xc3\xa9\x01"),
    ],
)
def test_quoted_paths(written: bytes, meant: bytes) -> None:
    assert unquoted(written) == meant
