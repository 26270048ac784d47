"""Is each line what one contents after another say that it is, and nothing more?"""

from __future__ import annotations

import pytest

from paraph.core.detect.lines.retrace import (
    UNSEEN,
    Author,
    Lines,
    Mark,
    Removed,
    Step,
    Told,
    known,
    retrace,
    return_blocks,
)  # fmt: skip

ONE, TWO = Author("agent", "1"), Author("agent", "2")
SHELL = Author("agent", "1", is_shell=True)


def cut(text: str) -> Lines:
    return tuple(word.encode() for word in text.split("|")) if text else ()


def letters(first: str, *steps: Step) -> str:
    """A letter for each line: its session, `m` for mixed, `.` for untold."""
    marks = retrace(cut(first), steps).marks
    return "".join("." if not (one := known(mark)) else "m" if one.kind == "mixed" else one.session for mark in marks)


def step(text: str, author: Author | None = None) -> Step:
    return Step(cut(text), author)


@pytest.mark.parametrize(
    ("first", "steps", "expected"),
    [
        ("a|b", [step("a|x|b", ONE)], ".1."),
        ("a|b", [step("a|x|b")], "..."),
        ("", [step("x|y", ONE), step("x|h|y")], "1.1"),
        ("a", [step("a|x", ONE), step("a|x|y", TWO)], ".12"),
        ("a", [step("a|x", ONE), step("a"), step("a|x")], ".."),
        ("aa|bb", [step("bb|aa", ONE)], ".."),
        ("aa|bb", [step("bb|new|aa", ONE)], ".1."),
        ("", [step("x", ONE), step("x|x"), step("x")], "."),
        ("x", [step("x|x", ONE), step("x")], "."),
        ("", [step("call(1,2)", ONE), step("call(1, 2)")], "m"),
        ("call(1,2)", [step("call(1, 2)", ONE)], "m"),
        ("call(1,2)", [step("call(1, 2)", SHELL)], "."),
        ("", [step("call(1,2)", ONE), step("call(1, 2)", TWO)], "1"),
        ("call(1,2)", [step("call(1, 2)")], "."),
        ("", [step("f(1,", ONE), step("f(1,|22)"), step("f(1, 22)", TWO)], "m"),
    ],
)
def test_steps(first: str, steps: list[Step], expected: str) -> None:
    assert letters(first, *steps) == expected


def test_what_was_put_aside_earlier_is_that_again() -> None:
    steps = [step("a|x", ONE), step("a|y", TWO)]
    assert known(retrace(cut("a"), steps, cut("a|x")).marks[1]) == ONE.mark
    assert known(retrace(cut("a"), [*steps, step("a|x")]).marks[1]) is None


def test_what_a_record_tells_is_known_where_nothing_else_is() -> None:
    told = (Told(1, 2, Mark("ai", "agent", "9")), Told(3, 99, Mark("mixed", "agent", "8")))
    done = [step("a|x", ONE), Step(cut("a|x|c|d"), None, told)]
    assert letters("a", *done) == "91mm"


def test_a_persons_line_is_theirs_as_it_was_attested_only() -> None:
    ada = Told(1, 1, Mark("human_attested", "", "h", person="Ada <ada@example.test>"))
    told = Step(cut("call(1,2)"), None, (ada,))
    assert letters("", told, step("call(1,2)|x", ONE)) == "h1"
    assert letters("", told, step("call(1, 2)")) == "."
    assert letters("", told, step("call(1, 2)", ONE)) == "m"
    assert retrace((), [told, step("call(1, 2)", ONE)]).marks[0] == Mark("mixed", ONE.agent, ONE.session, ONE.model)


@pytest.mark.parametrize(
    ("lines", "marks", "removed", "expected"),
    [
        ("aaaa|bbbb|cccc", "???", [("aaaa|bbbb|cccc", "111")], "111"),
        ("aaaa|bbbb|cccc", "???", [("aaaa|bbbb", "11")], "..."),
        ("aaaa|bbbb|cccc", ".??", [("aaaa|bbbb|cccc", "111")], "..."),
        ("aaaa|bbbb|cccc", "111", [("aaaa|bbbb|cccc", "...")], "..."),
        ("aaaa|bbbb|cccc", "111", [("aaaa|bbbb|cccc", "222")], "111"),
        ("aaaa|bbbb|cccc", "???", [("aaaa|bbbb|cccc", "111"), ("aaaa|bbbb|cccc", "1.1")], "1.1"),
        ("aaaa|bbbb|cccc|aaaa|bbbb|cccc", "??????", [("aaaa|bbbb|cccc", "111")], "......"),
        ("}||)", "???", [("}||)", "111")], "..."),
        ("aaaa|bbbb|cccc|dddd", "????", [("aaaa|bbbb|cccc|dddd", "1.22")], "1.22"),
    ],
)
def test_blocks_that_were_moved(lines: str, marks: str, removed: list[tuple[str, str]], expected: str) -> None:
    def marked(word: str) -> tuple[Mark | None, ...]:
        return tuple(None if sign == "." else UNSEEN if sign == "?" else Mark("ai", "agent", sign) for sign in word)

    gone = [Removed(cut(text), marked(word)) for text, word in removed]
    found = return_blocks(cut(lines), marked(marks), gone)
    assert "".join("." if mark is None else mark.session for mark in found) == expected
