"""Is an edit that an agent told of done and undone only where its place is plain?"""

from __future__ import annotations

import pytest

from paraph.core.detect.lines.told_edits import ToldEdit, apart, done, undone

ONCE, ALL, WHOLE = ToldEdit(b"a", b"b"), ToldEdit(b"a", b"b", is_everywhere=True), ToldEdit(None, b"new\n")


@pytest.mark.parametrize(
    ("content", "edits", "made"),
    [
        (b"xay", (ONCE,), b"xby"),
        (b"xaya", (ONCE,), None),
        (b"xaya", (ALL,), b"xbyb"),
        (b"xy", (ALL,), None),
        (b"x", (WHOLE,), b"new\n"),
        (b"", (ToldEdit(b"", b"new"),), b"new"),
        (b"x", (ToldEdit(b"", b"new"),), None),
        (b"x\r\na\r\nb\r\n", (ToldEdit(b"x\na\n", b"x\nc\n"),), b"x\r\nc\r\nb\r\n"),
        (b"a", (ONCE, ToldEdit(b"b", b"c")), b"c"),
        (b"a", (), b"a"),
    ],
)
def test_done(content: bytes, edits: tuple[ToldEdit, ...], made: bytes | None) -> None:
    assert done(content, edits) == made


@pytest.mark.parametrize(
    ("content", "edits", "was"),
    [
        (b"xby", (ONCE,), b"xay"),
        (b"xbyb", (ONCE,), None),
        (b"xbyb", (ALL,), b"xaya"),
        (b"xy", (ONCE,), None),
        (b"new\n", (WHOLE,), None),
        (b"x", (ToldEdit(b"gone", b""),), None),
        (b"c", (ONCE, ToldEdit(b"b", b"c")), b"a"),
    ],
)
def test_undone(content: bytes, edits: tuple[ToldEdit, ...], was: bytes | None) -> None:
    assert undone(content, edits) == was


@pytest.mark.parametrize(
    ("content", "edit", "around"),
    [
        (b"1\n2\nxay\n4\n", ONCE, (2, 1)),
        (b"1\n2\na\n4", ONCE, (2, 1)),
        (b"1\na\n", ToldEdit(b"a\n", b""), (1, 0)),
        (b"1\na\n3\n", ToldEdit(b"a\n", b""), (1, 1)),
        (b"1\r\na\r\n3\r\n", ToldEdit(b"a\n", b""), (1, 1)),
        (b"a\na\n", ONCE, (0, 0)),
        (b"a\n", WHOLE, (0, 0)),
        (b"1\na\n", ALL, (0, 0)),
    ],
)
def test_the_lines_around(content: bytes, edit: ToldEdit, around: tuple[int, int]) -> None:
    assert apart(content, edit) == around
