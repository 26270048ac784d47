from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.cli.terminal_text import Style, count, encode_json, listed, wants_color, width, wrap


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "on_terminal", "in_pipe"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ({"TERM": "dumb"}, False, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
    ],
)
def test_wants_color(
    environment: dict[str, str], on_terminal: bool, in_pipe: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert (wants_color(Terminal()), wants_color(io.StringIO())) == (on_terminal, in_pipe)


def test_styles_have_their_own_colour_and_none_without() -> None:
    names = ("bold", "dim", "good", "bad", "open", "doubt", "link")
    painted = {getattr(Style(is_colored=True), name)("x") for name in names}
    assert len(painted) == len(names)
    assert all(text.startswith("\x1b[") and text.endswith("x\x1b[0m") for text in painted)
    assert {getattr(Style(), name)("x") for name in names} == {"x"}
    assert Style(is_colored=True).bold("") == ""


@pytest.mark.parametrize(
    ("columns", "expected"), [("100", 100), ("10", 40), ("500", 120), ("x", 80), ("", 80), ("9999999", 80)]
)
def test_width(columns: str, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert width() == expected


@pytest.mark.parametrize(
    ("text", "columns", "first", "expected"),
    [
        ("a b c", 3, "", ["a b", "c"]),
        ("a b c", 4, "- ", ["- a", "  b", "  c"]),
        ("long-word-stays-whole x", 5, "", ["long-word-stays-whole", "x"]),
        ("", 10, "  ", ["  "]),
    ],
)
def test_wrap(text: str, columns: int, first: str, expected: list[str]) -> None:
    assert wrap(text, columns, first) == expected


@given(st.lists(st.text("abc", min_size=1, max_size=12), min_size=1), st.integers(12, 40))
def test_wrapping_loses_nothing_and_keeps_the_width(words: list[str], columns: int) -> None:
    lines = wrap(" ".join(words), columns)
    assert " ".join(lines).split() == words
    assert max(map(len, lines)) <= columns


def test_counts_and_lists() -> None:
    assert [count(n, "file") for n in (0, 1, 1204)] == ["0 files", "1 file", "1,204 files"]
    assert count(2, "entry", "entries") == "2 entries"
    assert listed(["a", "b"]) == "a, b"
    assert listed(list("abcdef")) == "a, b, c, d and 2 more"


def test_json_is_plain_ascii() -> None:
    assert encode_json({"a": "é\x1b\udcff"}) == '{"a":"\\u00e9\\u001b\\\\udcff"}'
