"""Is text that was only written down anew told from text that says something else?"""

from __future__ import annotations

import pytest

from paraph.core.detect.lines.formatting import Said, reformatted, squeezed


def cut(text: str) -> list[bytes]:
    return [line.encode() for line in text.split("\n")] if text else []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("x=1", "x = 1", {0: (0,)}),
        ("x = 'a'", 'x = "a"', {0: (0,)}),
        ("\tx = 1", "    x = 1", {0: (0,)}),
        ("f(a,b)", "f(\n    a,\n    b,\n)", {0: (0,), 1: (0,), 2: (0,), 3: (0,)}),
        ("f(\n  a,\n  b\n)", "f(a, b)", {0: (0, 1, 2, 3)}),
        ("a = [\n 1,\n 2,\n]", "a = [1, 2]", {0: (0, 1, 2, 3)}),
        ("let a = 1", "let a = 1;", {0: (0,)}),
        ("let a = 1;\nlet b = 2;", "let a = 1\nlet b = 2", {0: (0,), 1: (1,)}),
        ("value=1\nother=2", "value = 1\nothers = 2", {0: (0,)}),
        ("first(1)\nsecond(2)", "first( 1 )\nnew()\nsecond( 2 )", {0: (0,), 2: (1,)}),
        ("return  x", "return y", {}),
        ("x = 1", "x = 12", {}),
        ("x = 'a b'", "x = 'a c'", {}),
        ("f(a, b)", "f(a b)", {}),
        ("}", "  }", {}),
        ("one()\n}", "two()\n  }", {}),
        ("", "x", {}),
        ("x", "", {}),
        ("\n\nvalue = 1", "value  =  1\n\n", {0: (2,)}),
    ],
)
def test_what_was_only_written_down_anew(old: str, new: str, said: Said) -> None:
    assert reformatted(cut(old), cut(new)) == said


def test_a_line_that_is_moved_and_indented() -> None:
    assert reformatted(cut("call(one)\ncall(two)"), cut("if x:\n    call(one)\n    call(two)")) == {1: (0,), 2: (1,)}


def test_what_is_squeezed_out() -> None:
    assert squeezed(b"  a = 'b' ,\t") == b'a="b"'


def test_a_very_long_hunk_is_not_looked_into() -> None:
    assert reformatted([b"x=1"] * 5001, [b"x = 1"] * 5001) == {}
