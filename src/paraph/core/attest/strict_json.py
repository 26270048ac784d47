"""How is JSON read that somebody signed, so that all readers read the same?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NoReturn

from paraph.core.errors import InputError, Problem

MOST_DEEP = 64
_MOST = 2**53 - 1


def parse_json(data: bytes, *, what: str, max_bytes: int = 1 << 20) -> object:
    """Parse one I-JSON text (RFC 7493) into plain data.

    Refused beyond the grammar of RFC 8259: more than `max_bytes`, a byte order mark, duplicate keys, NaN and
    infinities, integers beyond 2^53, text that is not Unicode, more than 64 levels. `what` names the document in
    the message. Raises InputError; takes time in proportion to the size.
    """
    if len(data) > max_bytes:
        _refuse("P0711", what, f"{len(data):,} bytes are more than {max_bytes:,}", "leave details to where they belong")
    try:
        value: object = json.loads(
            data.decode(),
            object_pairs_hook=_object,
            parse_constant=no_constant,
            parse_float=_finite,
            parse_int=_whole,
        )
    except UnicodeDecodeError:
        _refuse("P0712", what, "not UTF-8", "write it in UTF-8")
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        _refuse("P0712", what, f"not JSON: {error.msg} ({place})", "write one valid JSON document")
    except RecursionError:
        _too_deep(what)
    except OddJsonError as odd:
        wrong = f"not read alike everywhere: {odd}"
        _refuse("P0713", what, wrong, "write each key once, and whole numbers below 2^53")
    _look_through(value, what)
    return value


class OddJsonError(Exception):
    """Well-formed JSON that different readers understand differently."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise OddJsonError(f"the key {key_twice(pairs)[:60]!r} stands twice")
    return members


def key_twice(pairs: Iterable[tuple[str, object]]) -> str:
    """The first key that stands twice; there must be one."""
    seen: set[str] = set()
    return next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]


def _whole(text: str) -> int:
    number = int(text) if len(text) <= 17 else _MOST + 1
    if not -_MOST <= number <= _MOST:
        raise OddJsonError(f"the integer {text[:20]} is beyond 2^53")
    return number


def _finite(text: str) -> float:
    number = float(text)
    if number in {float("inf"), -float("inf")}:
        raise OddJsonError(f"{text[:20]} is no number that a computer holds")
    return number


def no_constant(name: str) -> NoReturn:
    """Refuse what JSON has no word for: NaN and the infinities."""
    raise OddJsonError(f"{name} is not a number")


def _look_through(value: object, what: str) -> None:
    """Level by level, so that the depth of hostile data costs no stack."""
    level, depth = [value], 0
    while level:
        below: list[object] = []
        for each in level:
            if isinstance(each, (dict, list)):
                if depth == MOST_DEEP:
                    _too_deep(what)
                below += each
                below += each.values() if isinstance(each, dict) else ()
            elif isinstance(each, str) and not each.isascii() and not is_text(each):
                _refuse("P0713", what, "not read alike everywhere: text with a lone surrogate", "write Unicode text")
        level, depth = below, depth + 1


def is_text(value: str) -> bool:
    """Whether a string is Unicode text: it has no lone surrogate."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _too_deep(what: str) -> NoReturn:
    _refuse("P0714", what, f"nested deeper than {MOST_DEEP} levels", "nest less")


def _refuse(code: str, what: str, wrong: str, fix: str) -> NoReturn:
    raise InputError(Problem(code, f"{what}: {wrong}", fix)) from None
