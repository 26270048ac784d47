"""What may stand in the ledger: which kinds of entry are there, and how are they written as bytes?

An entry is one object of JSON in the form of RFC 8785, written once and kept verbatim. Beyond RFC 8785, its numbers
are whole, so that there is one way to write each.
"""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

import rfc8785

from paraph.core.errors import InputError, Problem
from paraph.core.ledger.tiles import MAX_ENTRY_BYTES

KINDS: Final = (
    "genesis", "statement", "decided", "landed", "alarm", "pushed", "exception", "expunged", "secret", "note",
)  # fmt: skip
_MOST = (1 << 53) - 1


def entry(kind: str, at: int, **fields: Any) -> bytes:
    """The bytes of an entry; `at` is epoch seconds, `fields` plain data without fractions.

    Raises InputError for an unknown kind, for data that has no canonical form, or for more than 65,535 bytes.
    """
    try:
        content = bytes(rfc8785.dumps({**fields, "kind": kind, "at": at}))
    except rfc8785.CanonicalizationError as error:
        _refuse(f"it has no canonical form: {error}")
    read_entry(content)
    return content


def read_entry(content: bytes) -> dict[str, Any]:
    """The data of an entry. Raises InputError (P0806) unless it is exactly what `entry` would write."""
    if len(content) > MAX_ENTRY_BYTES:
        _refuse(f"it has {len(content):,} bytes, more than {MAX_ENTRY_BYTES:,}")
    try:
        value = json.loads(content.decode(), parse_float=_fraction, parse_constant=_fraction, parse_int=_whole)
        is_canonical = bytes(rfc8785.dumps(value)) == content
    except (ValueError, RecursionError, rfc8785.CanonicalizationError):
        _refuse("it is not JSON, or not of whole numbers below 2^53")
    if not is_canonical:
        _refuse("it is not written in the one form of RFC 8785")
    return _known(value)


def _known(value: Any) -> dict[str, Any]:
    if type(value) is not dict or value.get("kind") not in KINDS:
        _refuse("it is of no known kind")
    at = value.get("at")
    if type(at) is not int or at < 0:
        _refuse("it does not say when, in whole seconds")
    return value


def _fraction(text: str) -> NoReturn:
    raise ValueError(text)


def _whole(text: str) -> int:
    if len(text) > 17 or abs(number := int(text)) > _MOST:
        raise ValueError(text)
    return number


def _refuse(why: str) -> NoReturn:
    fix = "write entries with `paraph`, and leave them as they are"
    raise InputError(Problem("P0806", f"not an entry of the ledger: {why}", fix)) from None
