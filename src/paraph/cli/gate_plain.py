"""Is this a call of `gate` so plain that it needs no click? Loading click costs as much as half a decision.

Only words that stand in the table, each at most once, written in full and apart from their value, are read here.
Whatever else is typed goes to click, so that there is one judge of what is wrong with a command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from paraph.cli.option_words import GATE_FORMATS, HISTORY, QUESTION, WRITE_FACTS, Word, common_words

_WORDS = {flag: word for word in (*QUESTION, HISTORY, WRITE_FACTS, *common_words(GATE_FORMATS)) for flag in word.flags}
_NOTHING: dict[str, Any] = {"change": None} | {word.name: False if word.is_flag else None for word in _WORDS.values()}


def read_plainly(arguments: Sequence[str]) -> dict[str, Any] | None:
    """What click would give the callback of `gate` for these arguments, None where click must be asked."""
    if not arguments or arguments[0] != "gate":
        return None
    given: dict[str, Any] = {}
    rest = iter(arguments[1:])
    for typed in rest:
        word = _WORDS.get(typed)
        name, value = (word.name, True if word.is_flag else _value(word, next(rest, ""))) if word else ("change", typed)
        if name in given or not value or (word is None and typed.startswith("-")):
            return None
        given[name] = value
    return None if "as_json" in given and "format_" in given else _NOTHING | given


def _value(word: Word, typed: str) -> str | None:
    is_good = typed in word.choices if word.choices else not typed.startswith("-")
    return typed if is_good else None
