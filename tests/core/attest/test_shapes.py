from __future__ import annotations

from typing import Any

import pytest

from paraph.core.attest.predicates import ToolUsed
from paraph.core.attest.shapes import Count, Each, Field, Hex, Id, Moment, Record, Ref, Shape, Share, Text, Word, wrong
from paraph.core.errors import InputError

TOOL = Record(
    ToolUsed, Field("name", Text(9), "n"), Field("version", Text(3), "v", ""), Field("model", Text(3), "m", "")
)


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (Text(5), "a b\xe9\U0001f600"),
        (Text(5), " a "),
        (Text(9, has_lines=True), "a\n\tb"),
        (Id(), "ada.l-2"),
        (Id(), "\xe9lise"),
        (Id(), "a" * 64),
        (Ref(), "refs/heads/main"),
        (Ref(), "refs/heads/f\xe9/x@y"),
        (Word("a", "b"), "b"),
        (Hex(2, 4), "0f"),
        (Hex(2, 4), "abcd"),
        (Count(5), 0),
        (Count(5), 5),
        (Each(Count(1), 2), (0, 1)),
        (Each(Count(1), 2), ()),
        (TOOL, ToolUsed("x", "1", "m")),
        (TOOL, ToolUsed("x")),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_written_is_read(shape: Shape, value: Any) -> None:
    assert shape.read(shape.write(value), "x") == value


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        *((Text(5), value) for value in ("", " ", "\t", "abcdef", None, 5, ["a"], "a\nb", "a\x1bb", "a\x7f", "\x85a")),
        *((Text(5), value) for value in ("a\u202eb", "a\u2066b", "a\u2028b", "a\0", "\ud800")),
        *((Text(9, has_lines=True), value) for value in ("a\rb", "\n", "a\x1b[2J", "a\u202db", "a\x0bb")),
        *((Id(), value) for value in ("", "a b", "a:b", "a,b", "a@b", "a" * 65, "a\n", "a\x1b", None, 5, "a\u202e")),
        *(
            (Ref(), value)
            for value in ("main", "refs/", "heads/main", "refs/heads/a b", "refs/heads/a\n", "refs/a\x7f")
        ),
        *((Ref(), value) for value in ("refs/" + "a" * 1001, "refs/a:b", "refs/a~1", "refs/a^", "refs/*", None, 1)),
        *((Word("a", "b"), value) for value in ("", "A", "ab", None, 0, ["a"])),
        *((Hex(2, 4), value) for value in ("", "abc", "0F", "0g", "ab\n", " 0f", None, 12, "\u0660\u0661")),
        *((Moment(), value) for value in (1_800_000_000, "2027-01-15", "2027-01-15T08:00:00.5Z", None, "", -1)),
        *((Count(5), value) for value in (-1, 6, 1.0, "1", True, None)),
        *((Share(), value) for value in (-0.1, 1.1, "0.5", True, None, 2)),
        *((Each(Count(1), 2), value) for value in ([0, 0, 0], [2], {"0": 0}, None, "01", [[0]])),
        *((TOOL, value) for value in ({}, {"name": ""}, {"name": "x", "version": None}, {"name": "x", "model": 1})),
        *((TOOL, value) for value in ([], None, "x", [["name", "x"]], {"version": "1"})),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_refused_names_its_place(shape: Shape, value: Any) -> None:
    with pytest.raises(InputError) as refused:
        shape.read(value, "a.b")
    (problem,) = refused.value.problems
    assert problem.code == "P0717"
    assert problem.what.startswith("statement: `a.b")
    assert " must be " in problem.what


@pytest.mark.parametrize(("value", "share"), [(0, 0.0), (1, 1.0), (0.25, 0.25), (1.0, 1.0)])
def test_a_share_is_a_number(value: float, share: float) -> None:
    read = Share().read(value, "x")
    assert (read, type(read)) == (share, float)


def test_a_moment_is_seconds_here_and_text_there() -> None:
    assert Moment().write(1_800_000_000) == "2027-01-15T08:00:00Z"
    assert Moment().read("2027-01-15T08:00:00Z", "x") == 1_800_000_000
    assert Moment().write(-1) == -1, "refused where it is read"


def test_an_object_leaves_out_what_is_usual_and_ignores_what_is_unknown() -> None:
    assert TOOL.write(ToolUsed("x", model="m")) == {"name": "x", "model": "m"}
    assert TOOL.read({"name": "x", "later": {"a": [1]}}, "x") == ToolUsed("x")


def test_a_place_within_lists_is_told() -> None:
    with pytest.raises(InputError, match=r"`p\.tools\[1\]\.name` must be there"):
        Each(TOOL, 5).read([{"name": "x"}, {}], "p.tools")


def test_names_in_json_are_in_camel_case() -> None:
    assert [Field(name, Id(), "").key for name in ("at", "expires_at", "review_due_at")] == [
        "at", "expiresAt", "reviewDueAt",
    ]  # fmt: skip


def test_a_refusal() -> None:
    with pytest.raises(InputError, match="statement: `x` must be y"):
        wrong("x", "y")
