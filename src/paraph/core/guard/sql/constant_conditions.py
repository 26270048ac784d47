"""Is a condition true of every row, whatever the row holds?"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

from paraph.core.guard.sql.tokens import Token

_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "<=>": operator.eq, "<>": operator.ne, "!=": operator.ne,
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "IS": operator.eq, "LIKE": operator.eq,
}  # fmt: skip
_WORDS = {"TRUE": True, "FALSE": False}
_DEEPEST = 50


def is_always_true(condition: Sequence[Token], depth: int = 0) -> bool | None:
    """True where it holds for every row, False where for none, None where it depends on the row or on the data.

    Folds AND, OR, NOT, brackets, comparisons of constants and of a column with itself, and `LIKE '%'`.
    """
    if depth > _DEEPEST or not condition:
        return None
    for word, dominant in (("OR", True), ("AND", False)):
        parts = split(condition, (word, "||" if word == "OR" else "&&"))
        if len(parts) > 1:
            return _joined([is_always_true(part, depth + 1) for part in parts], is_dominant=dominant)
    if condition[0].text in {"NOT", "!"}:
        found = is_always_true(condition[1:], depth + 1)
        return None if found is None else not found
    if condition[0].text == "(" and _closing(condition) == len(condition) - 1:
        return is_always_true(condition[1:-1], depth + 1)
    return _single(condition)


def _joined(found: Sequence[bool | None], *, is_dominant: bool) -> bool | None:
    if is_dominant in found:
        return is_dominant
    return None if None in found else not is_dominant


def _single(condition: Sequence[Token]) -> bool | None:
    if len(condition) == 1:
        value = _value(condition)
        return bool(value) if value is not None and condition[0].kind != "text" else None
    if condition[0].text == "EXISTS" and [token.text for token in condition[1:3]] == ["(", "SELECT"]:
        return True if len(condition) == 5 and condition[3].kind in {"number", "text"} else None
    for sign, compare in _COMPARED.items():
        sides = split(condition, (sign,))
        if len(sides) == 2 and all(sides):
            return _compared(sign, compare, *sides)
    return None


def _compared(
    sign: str, compare: Callable[[Any, Any], bool], left: Sequence[Token], right: Sequence[Token]
) -> bool | None:
    if sign == "LIKE":
        return True if _value(right) == "%" else None
    one, other = _value(left), _value(right)
    if one is not None and type(one) is type(other):
        return compare(one, other)
    is_column = all(token.kind in {"word", "name"} or token.text == "." for token in left)
    if sign in {"=", "<=", ">=", "<=>"} and is_column and [t.text for t in left] == [t.text for t in right]:
        return True
    return None


def _value(tokens: Sequence[Token]) -> float | str | bool | None:
    if len(tokens) != 1:
        return None
    kind, text, *_ = tokens[0]
    if kind == "word":
        return _WORDS.get(text)
    if kind == "text":
        return text[text.index("'") + 1 : -1] if "'" in text else text[1:-1]
    if kind != "number" or not text.replace(".", "", 1).isdigit():
        return None
    return float(text)


def split(tokens: Sequence[Token], words: tuple[str, ...]) -> list[Sequence[Token]]:
    """The parts between some words or signs that stand outside of brackets; `AND` of a BETWEEN parts nothing."""
    parts: list[Sequence[Token]] = []
    start = depth = between = 0
    for at, (kind, text, *_) in enumerate(tokens):
        if kind == "sign":
            depth += (text == "(") - (text == ")")
        if depth or kind in {"text", "name", "body"}:
            continue
        between += text == "BETWEEN"
        if text in words:
            if text == "AND" and between:
                between -= 1
                continue
            parts.append(tokens[start:at])
            start = at + 1
    return [*parts, tokens[start:]]


def _closing(tokens: Sequence[Token]) -> int:
    depth = 0
    for at, token in enumerate(tokens):
        if token.kind == "sign":
            depth += (token.text == "(") - (token.text == ")")
        if depth == 0:
            return at
    return -1
