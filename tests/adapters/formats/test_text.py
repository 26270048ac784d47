from __future__ import annotations

import pytest

from paraph.adapters.formats.text import (
    MAX_BYTES,
    MAX_LINE_CHARACTERS,
    decode_text,
    position_of,
    refuse_odd_characters,
)
from paraph.core.errors import InputError
from paraph.core.model.policy import Position


def refused(content: bytes) -> tuple[str, Position | None]:
    with pytest.raises(InputError) as caught:
        decode_text(content, "f")
    (problem,) = caught.value.problems
    assert problem.fix
    return problem.code, problem.position


def test_text_is_text() -> None:
    assert decode_text("a: é\r\n\tb\n".encode(), "f") == "a: é\r\n\tb\n"
    assert decode_text(b"\xef\xbb\xbfa", "f") == "a"
    assert decode_text("naïve 👩‍💻 می‌خواهم".encode(), "f")


def test_limits() -> None:
    assert decode_text((b"a" * 1023 + b"\n") * 1024, "f")
    assert refused(b"a" * (MAX_BYTES + 1)) == ("P0100", Position("f", 1, 1))
    assert decode_text(b"a" * MAX_LINE_CHARACTERS, "f")
    assert refused(b"\n" + b"a" * (MAX_LINE_CHARACTERS + 1)) == ("P0100", Position("f", 2, MAX_LINE_CHARACTERS))


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [(b"\xff\xfea", 1, 1), (b"ab\n c\xe9", 2, 3), (b"\xc3\xa9\xed\xa0\x80", 1, 2), (b"\xc0\x80", 1, 1)],
)
def test_other_encodings_are_refused_where_they_begin(content: bytes, line: int, column: int) -> None:
    assert refused(content) == ("P0101", Position("f", line, column))


@pytest.mark.parametrize("odd", [*"\0\x07\x1b\x7f\x85\u2028\u202e\u2066\u200b\ufeff\r"])
def test_what_cannot_be_seen_is_refused_where_it_stands(odd: str) -> None:
    assert refused(f"a\nb{odd}c".encode()) == ("P0102", Position("f", 2, 2))


def test_a_value_is_refused_at_its_own_place() -> None:
    refuse_odd_characters("fine", Position("f", 3, 4))
    with pytest.raises(InputError) as caught:
        refuse_odd_characters("a\n\ud800", Position("f", 3, 4))
    assert caught.value.problems[0].position == Position("f", 3, 4)


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [(1, 1, (1, 1)), (9, 9, (2, 4)), (0, 0, (1, 1)), (1, 99, (1, 3)), (2, 4, (2, 4))],
)
def test_positions_stay_in_the_file(line: int, column: int, expected: tuple[int, int]) -> None:
    assert position_of("f", "ab\ncde", line, column) == Position("f", *expected)
