"""Are all commands of a text found, with what feeds them?"""

from __future__ import annotations

import pytest

from paraph.core.guard.shell.commands import Redirect, read_shell


def words(text: str) -> list[str]:
    return [" ".join(command.words) for command in read_shell(text).commands if command.words]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a; b && c || d & e", ["a", "b", "c", "d", "e"]),
        ("a | b |& c", ["a", "b", "c"]),
        ("(a; b) ; { c; }", ["a", "b", "c"]),
        ("((a) ; (b))", ["a", "b"]),
        ("if a; then b; elif c; then d; else e; fi", ["a", "b", "c", "d", "e"]),
        ("while a; do b; done", ["a", "b"]),
        ("for x in 1 2; do b $x; done; c", ["for x in 1 2", "b 1", "b 2", "c"]),
        ("case a in b|c) d;; *) e;; esac; f", ["case a in b", "c", "d", "*", "e", "f"]),
        ("f() { a; }; function g { b; }", ["f", "a", "function g", "b"]),
        ("a # b", ["a"]),
        ("a $(b $(c)) `d`", ["c", "b \0", "d", "a \0 \0"]),
        ("a <(b) >(c)", ["b", "c", "a \0 \0"]),
        ("((x = 1 + 2)); a", ["a"]),
        ("! time a", ["time a"]),
        ("'if' a", ["if a"]),
        ("x=1 y=2 a", ["a"]),
        ('set -- a b; $1 "$@"', ["set -- a b", "a a b"]),
        ("x+=a; x+=b; $x", ["ab"]),
        ("export x=a; $x", ["export x=a", "a"]),
        ("x=(a b); ${x[@]}", ["a b"]),
    ],
)
def test_the_commands(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_a_heredoc_is_the_input_of_its_command_and_of_no_other() -> None:
    script = read_shell("a <<X | b <<-'Y'\none $z\nX\n\ttwo $(c)\n\tY\nd")

    assert [(command.words, command.stdin) for command in script.commands] == [
        (("a",), "one \0"),
        (("b",), "two $(c)"),
        (("d",), None),
    ]


def test_what_a_heredoc_substitutes_runs() -> None:
    assert words("cat <<X\n$(a) `b`\nX") == ["a", "b", "cat"]


def test_a_heredoc_without_an_end_is_said() -> None:
    assert read_shell("cat <<X\na").is_broken


def test_a_pipe_feeds() -> None:
    first, second = read_shell("a | b").commands

    assert (first.fed, second.fed) == (None, first)


def test_redirections_and_here_strings() -> None:
    (command,) = read_shell("a 2>&1 >>x <y <<<'b c' &>z").commands

    assert command.words == ("a",)
    assert command.stdin == "b c"
    assert Redirect(">>", "x") in command.redirects
    assert Redirect("&>", "z") in command.redirects


def test_what_runs_inside_a_word_is_known_of_it() -> None:
    assert [inner.words for inner in read_shell("a $(b)").commands[-1].inner] == [("b",)]


def test_a_bracket_too_many_is_said() -> None:
    assert read_shell("a)").is_broken
