"""Which conditions are true of every row?"""

from __future__ import annotations

import pytest

from paraph.core.guard.sql.constant_conditions import is_always_true, split
from paraph.core.guard.sql.tokens import statements

CASES: list[tuple[str, bool | None]] = [
    ("true", True),
    ("1", True),
    ("0", False),
    ("1 = 1", True),
    ("1.0 = 1", True),
    ("1 = 2", False),
    ("2 > 1", True),
    ("'a' <> 'b'", True),
    ("not false", True),
    ("(((1 = 1)))", True),
    ("id = id", True),
    ("t.id = t.id", True),
    ("id <> id", None),
    ("id = 1", None),
    ("id = 1 or 1 = 1", True),
    ("id = 1 and 1 = 1", None),
    ("id = 1 and false", False),
    ("a between 1 and 2", None),
    ("a between 1 and 2 or true", True),
    ("name like '%'", True),
    ("name like 'a%'", None),
    ("exists (select 1)", True),
    ("exists (select 1 from t)", None),
    ("now() = now()", None),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_a_condition_is_folded(text: str, expected: bool | None) -> None:
    (tokens,) = statements(text)
    assert is_always_true(tokens) is expected


def test_brackets_without_end_are_given_up() -> None:
    (tokens,) = statements("(" * 1000 + "1" + ")" * 1000)
    assert is_always_true(tokens) is None
    assert is_always_true(()) is None


def test_what_stands_in_brackets_is_not_split() -> None:
    (tokens,) = statements("a, f(b, c), 'x, y'")
    assert ["".join(token.text for token in part) for part in split(tokens, (",",))] == ["A", "F(B,C)", "'x, y'"]
