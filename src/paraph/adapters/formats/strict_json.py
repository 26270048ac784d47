"""How is JSON read when nothing about it may be taken on trust?"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from paraph.core.attest.strict_json import OddJsonError, is_text, key_twice, no_constant
from paraph.core.errors import InputError, Problem
from paraph.core.model.policy import Position

MAX_BYTES = 128 * 1024 * 1024
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


def read_json(content: bytes, file: str, *, max_bytes: int = MAX_BYTES) -> Any:
    """Parse one JSON text (RFC 8259) into plain data.

    Beyond the grammar, refused are: duplicate keys, NaN and infinities, strings that are no Unicode
    text (lone surrogates), nesting beyond the interpreter's limit, integers of thousands of digits,
    a byte order mark, and more than `max_bytes`. Raises `InputError`.
    """
    if len(content) > max_bytes:
        _refuse("P0302", file, f"document of {len(content):,} bytes is larger than {max_bytes:,}", "split the change")
    text = _text(content, file)
    try:
        data = json.loads(text, object_pairs_hook=_object, parse_constant=no_constant, parse_float=_finite)
    except json.JSONDecodeError as error:
        at = Position(file, error.lineno, error.colno)
        problem = Problem("P0301", f"not JSON: {error.msg}", "write one valid JSON document", at)
        raise InputError(problem) from None
    except OddJsonError as odd:
        _refuse("P0303", file, str(odd), "write each key once and only finite numbers")
    except RecursionError:
        _refuse("P0304", file, "nested too deeply", "no document of this kind nests more than a few levels")
    except ValueError:
        _refuse("P0303", file, "an integer is too long to be read", "keep integers below 2^53")
    if _SURROGATE_ESCAPE.search(text) and (where := _lone_surrogate(data)) is not None:
        _refuse("P0305", file, f"{where} is not Unicode text (a lone surrogate)", "write paths as `\\\\xNN` escapes")
    return data


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise OddJsonError(f"duplicate key {key_twice(pairs)!r}")
    return members


def _finite(text: str) -> float:
    number = float(text)
    if number in {float("inf"), -float("inf")}:
        raise OddJsonError(f"{text[:40]} is no number that a computer holds")
    return number


def _text(content: bytes, file: str) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        at = Position(file, line, column)
        raise InputError(Problem("P0305", "not UTF-8", "save the document as UTF-8", at)) from None
    if text.startswith("\ufeff"):
        _refuse("P0301", file, "starts with a byte order mark", "save the document as UTF-8 without a mark")
    return text


def _lone_surrogate(data: Any) -> str | None:
    """The place of the first string that cannot be encoded, as a JSON path."""
    waiting: list[tuple[str, Any]] = [("$", data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            if not is_text(value):
                return path
        elif isinstance(value, list):
            waiting += [(f"{path}[{i}]", member) for i, member in enumerate(value)]
        elif isinstance(value, dict):
            if not all(map(is_text, value)):
                return f"a key in {path}"
            waiting += [(f"{path}.{key}", member) for key, member in value.items()]
    return None


def _refuse(code: str, file: str, what: str, fix: str) -> NoReturn:
    raise InputError(Problem(code, f"{file}: {what}", fix)) from None
