"""What may stand in the ledger: which kinds of entry are there, and how are they written as bytes?

An entry is one object of JSON in the form of RFC 8785, written once and kept verbatim. Beyond RFC 8785, its numbers
are whole and it nests eight deep at most.
"""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

from paraph.core.attest.canonical import canonical
from paraph.core.errors import InputError, Problem
from paraph.core.ledger.tiles import MAX_ENTRY_BYTES
from paraph.core.model.regex import regex

KINDS: Final = frozenset((
    "genesis", "statement", "decided", "landed", "alarm", "pushed", "exception", "expunged", "secret", "note",
    "attributed", "guarded", "prompts", "connected", "judged", "reviewed", "asked", "read", "enrolled", "administered",
    "protection", "filed",
))  # fmt: skip
MAX_WHOLE = (1 << 53) - 1
MAX_DEPTH = 8
_DIGEST = regex(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_KIND = regex(r'"kind":"([a-z]{1,20})"')
_SHOWN = (regex(r'"ref":"([^"]{1,60})'), regex(r'"statement":"([^"]{1,16})'))


class Entry(bytes):
    """Bytes that `entry` wrote: whoever records them need not check their form again."""

    __slots__ = ()


def entry(kind: str, at: int, **fields: Any) -> Entry:
    """The bytes of an entry; `at` is epoch seconds, `fields` plain data without fractions.

    Raises InputError for an unknown kind, for data that has no canonical form, or for more than 65,535 bytes.
    """
    try:
        content = Entry(canonical({**fields, "kind": kind, "at": at}))
    except InputError as error:
        _refuse(f"it has no canonical form: {error}")
    _known(_parsed(content))
    return content


def digests_in(content: bytes) -> tuple[str, ...]:
    """Every SHA-256 that an entry names, each once: those of blobs among them."""
    return tuple(each.decode() for each in dict.fromkeys(_DIGEST.findall(content)))


def read_entry(content: bytes) -> dict[str, Any]:
    """The data of an entry. Raises InputError (P0806) unless it is exactly what `entry` would write."""
    value = _parsed(content)
    if _rewritten(value) != content:
        _refuse("it is not written in the one form of RFC 8785")
    return _known(value)


def _parsed(content: bytes) -> Any:
    if len(content) > MAX_ENTRY_BYTES:
        _refuse(f"it has {len(content):,} bytes, more than {MAX_ENTRY_BYTES:,}")
    try:
        return json.loads(content.decode(), parse_float=_fraction, parse_constant=_fraction, parse_int=_whole)
    except (ValueError, RecursionError):
        _refuse("it is not JSON, or not of whole numbers below 2^53")


def _rewritten(value: Any) -> bytes:
    try:
        return canonical(value)
    except InputError:
        return b""


def described(content: bytes) -> str:
    """Bytes that are, or were, an entry, in a few words: `decided, refs/heads/main`. They are not to be relied on."""
    text = content[:MAX_ENTRY_BYTES].decode("utf-8", "replace")
    kind = _KIND.search(text)
    shown = [found[1] for name in _SHOWN if (found := name.search(text))]
    return ", ".join([kind[1] if kind else "of no kind that can be read", *shown[:1]])


def flaw_of(content: bytes) -> str:
    """Why these bytes are no entry; empty where they are one."""
    try:
        read_entry(content)
    except InputError as error:
        return str(error)
    return ""


def _is_shallow(value: Any, depth: int) -> bool:
    """Whether lists and objects nest at most `depth` deep."""
    members = value.values() if type(value) is dict else value if type(value) is list else None
    return members is None or (depth > 0 and all(_is_shallow(member, depth - 1) for member in members))


def _known(value: Any) -> dict[str, Any]:
    if not _is_shallow(value, MAX_DEPTH):
        _refuse(f"it nests more than {MAX_DEPTH} deep")
    kind = value.get("kind") if type(value) is dict else None
    if type(kind) is not str or kind not in KINDS:
        _refuse("it is of no known kind")
    at = value.get("at")
    if type(at) is not int or at < 0:
        _refuse("it does not say when, in whole seconds")
    found: dict[str, Any] = value
    return found


def _fraction(text: str) -> NoReturn:
    raise ValueError(text)


def _whole(text: str) -> int:
    if len(text) > 17 or abs(number := int(text)) > MAX_WHOLE:
        raise ValueError(text)
    return number


def _refuse(why: str) -> NoReturn:
    fix = "write entries with `paraph`, and leave them as they are"
    raise InputError(Problem("P0806", f"not an entry of the ledger: {why}", fix)) from None
