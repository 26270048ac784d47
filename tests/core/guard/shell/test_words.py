"""Does one word say what a shell would make of it?"""

from __future__ import annotations

import pytest

from paraph.core.guard.shell.commands import read_shell
from paraph.core.guard.shell.words import HOLE, MAX_VALUE_CHARACTERS, ansi_text


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a'b c'd", ("ab cd",)),
        ('"a b"c', ("a bc",)),
        (r"a\ b \c", ("a b", "c")),
        (r'"a\"b\c"', ('a"b\\c',)),
        ("$'a\\x62\\n\\101'", ("ab\nA",)),
        ('$"a"', ("a",)),
        ("'' \"\"", ("", "")),
        ("a\\\nb", ("ab",)),
        ("$X", (HOLE,)),
        ("a${X}b", (f"a{HOLE}b",)),
        ("${X:-d}", ("d",)),
        ("${X%%y}", (HOLE,)),
        ("$((1 + 2))", (HOLE,)),
        ("$HOME/x", ("~/x",)),
        ("$", ("$",)),
        ("a{b,c}", ("ab", "ac")),
        ("{a,b}{c,d}", ("ac", "ad", "bc", "bd")),
        ("'{a,b}'", ("{a,b}",)),
        ("{} {a} {,}", ("{}", "{a}")),
        ("$(echo a b)", ("a", "b")),
        ('"$(echo a b)"', ("a b",)),
        ("`which x`", ("x",)),
        ("a#b", ("a#b",)),
    ],
)
def test_a_word(text: str, fields: tuple[str, ...]) -> None:
    assert read_shell(f"cmd {text}").commands[-1].words == ("cmd", *fields)


@pytest.mark.parametrize("text", ["'a", '"a', "`a", "$(a", "$'a", "${a"])
def test_what_is_not_closed_is_said(text: str) -> None:
    assert read_shell(text).is_broken


def test_an_expansion_is_cut_at_blanks_outside_of_quotes() -> None:
    assert read_shell('x="a b"; c $x "$x" p$x').commands[-1].words == ("c", "a", "b", "a b", "pa", "b")


def test_an_empty_expansion_leaves_no_word() -> None:
    assert read_shell("x=; $x terraform").commands[-1].words == ("terraform",)


def test_a_value_cannot_grow_without_end() -> None:
    value = read_shell("x=aaaaaaaa;" + "x=$x$x;" * 60 + "c $x").commands[-1].words[1]

    assert HOLE in value
    assert len(value) <= MAX_VALUE_CHARACTERS


def test_the_escapes_of_echo() -> None:
    assert ansi_text("a\\tb\\u00e9") == "a\tbé"
