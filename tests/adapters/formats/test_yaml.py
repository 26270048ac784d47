from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.adapters.formats.yaml import MAX_DEPTH, MAX_NODES, read_yaml
from paraph.core.errors import InputError, Problem
from paraph.core.model.policy import Position
from paraph.core.policy.digest import tree_digest
from paraph.core.policy.source import Mapping, Scalar, Sequence, to_plain


def plain(text: str) -> object:
    return to_plain(read_yaml(text.encode(), "f").root)


def refused(content: bytes) -> Problem:
    with pytest.raises(InputError) as caught:
        read_yaml(content, "f")
    (problem,) = caught.value.problems
    assert problem.fix
    assert problem.position
    return problem


def test_every_node_knows_its_place() -> None:
    assert read_yaml(b"a: 1\nb:\n  - x\n  - {c: ~}\n", "f").root == Mapping(
        (
            (Scalar("a", 1, 1), Scalar(1, 1, 4)),
            (
                Scalar("b", 2, 1),
                Sequence((Scalar("x", 3, 5), Mapping(((Scalar("c", 4, 6), Scalar(None, 4, 6)),), 4, 5)), 3, 3),
            ),
        ),
        1,
        1,
    )


def test_an_empty_value_stands_where_its_key_does() -> None:
    assert read_yaml(b"\na:\n\n", "f").root == Mapping(((Scalar("a", 2, 1), Scalar(None, 2, 1)),), 2, 1)


def test_the_document_knows_its_digest() -> None:
    document = read_yaml(b"a: 1", "f")
    assert document.digest == tree_digest(document.root)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True), ("True", True), ("FALSE", False), ("yes", "yes"), ("on", "on"), ("n", "n"),
        ("~", None), ("null", None), ("NULL", None), ("''", ""), ("'~'", "~"), ('"true"', "true"),
        ("12", 12), ("-3", -3), ("+3", 3), ("010", 10), ("0o17", 15), ("0x1F", 31), ("1_000", "1_000"),
        ("1.5", 1.5), ("-.5", -0.5), ("1e3", 1000.0), ("1.", 1.0), (".inf", ".inf"), (".nan", ".nan"),
        ("5%", "5%"), ("1:30", "1:30"), ("2026-01-01", "2026-01-01"), (">-\n  a\n  b", "a b"), ("|\n  a\n", "a\n"),
    ],
)  # fmt: skip
def test_words_are_those_of_yaml_1_2(written: str, value: object) -> None:
    found = plain(f"a: {written}")
    assert found == {"a": value}
    assert isinstance(found, dict)
    assert type(found["a"]) is type(value)


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"", "P0103", 1, 1),
        (b"# nothing\n", "P0103", 2, 1),
        (b"a: [1\n", "P0103", 2, 1),
        (b"a:\n\tb: 1\n", "P0103", 2, 1),
        (b"a: >= 25\n", "P0103", 1, 5),
        (b"a: @b\n", "P0103", 1, 4),
        (b'a: "\\q"\n', "P0103", 1, 6),
        (b'a: "\\UFFFFFFFF"\n', "P0103", 1, 2),
        (b"a: &x 1\n", "P0107", 1, 4),
        (b"a: *x\n", "P0107", 1, 4),
        (b"a: **/x\n", "P0107", 1, 4),
        (b"a: !!str 1\n", "P0107", 1, 4),
        (b"a: ! 1\n", "P0107", 1, 4),
        (b"a: !x {}\n", "P0107", 1, 4),
        (b"&x a: 1\n", "P0107", 1, 1),
        (b"%YAML 1.1\n---\na: 1\n", "P0107", 1, 1),
        (b"%TAG ! x:\n---\na: 1\n", "P0107", 1, 1),
        (b"a: 1\n---\nb: 1\n", "P0108", 2, 1),
        (b"a: 1\nb: 2\na: 3\n", "P0109", 3, 1),
        (b"{a: 1, 'a': 2}", "P0109", 1, 8),
        (b"1: a\n", "P0110", 1, 1),
        (b"true: a\n", "P0110", 1, 1),
        (b"? [a]\n: b\n", "P0110", 1, 3),
        (b"a: 1234567890123456\n", "P0110", 1, 4),
        (b"a: 1e999\n", "P0110", 1, 4),
        (b'a: "\\0"\n', "P0102", 1, 4),
        (b'a: "\\u202e"\n', "P0102", 1, 4),
        (b'"\\ud800": 1\n', "P0102", 1, 1),
        (b"a: \0\n", "P0102", 1, 4),
        (b"a: \xff\n", "P0101", 1, 4),
    ],
)
def test_what_has_no_business_here_is_refused_with_its_place(content: bytes, code: str, line: int, column: int) -> None:
    problem = refused(content)
    assert (problem.code, problem.position) == (code, Position("f", line, column))


def test_a_key_that_stands_twice_names_both_places() -> None:
    assert refused(b"x:\n  a: 1\n  a: 2\n").related == Position("f", 2, 3)


@pytest.mark.parametrize(
    ("content", "fix"),
    [
        (b"a:\n\tb: 1\n", "indent with spaces, not tabs"),
        (b"level: >= senior\n", 'quote the value, for instance ">= 25" or "**/auth/**"'),
        (b"a: [\n", "check the indentation, colons and quotes of this line and the one before it"),
    ],
)
def test_the_likely_cause_is_named(content: bytes, fix: str) -> None:
    assert refused(content).fix == fix


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def test_limits_hold_exactly() -> None:
    assert read_yaml(nested(MAX_DEPTH), "f")
    assert refused(nested(MAX_DEPTH + 1)).code == "P0105"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[" * 60_000, "P0105"),
        (b"{a: " * 10_000, "P0105"),
        (b"- " * 10_000, "P0105"),
        (b"- a\n" * (MAX_NODES + 1), "P0106"),
        (b"a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "P0107"),
        (b"a" * 50_000_000, "P0100"),
        (b"a: !" + b"!" * 60_000, "P0107"),
        (b"!" * 1_000_000, "P0100"),
    ],
)
def test_hostile_documents_end_soon(content: bytes, code: str) -> None:
    assert refused(content).code == code


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Cn", "Co")), max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdef", min_size=1), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60)
@given(VALUES)
def test_json_is_yaml(value: object) -> None:
    import json

    assert to_plain(read_yaml(json.dumps(value, ensure_ascii=False).encode(), "f").root) == value
