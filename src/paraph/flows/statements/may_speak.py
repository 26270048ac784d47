"""Can these bytes say anything of this change? Told without reading them as a statement.

The notes of a repository hold what was signed for every change that ever landed. Reading one statement takes a tenth of
a millisecond, seeing that it names nothing of this change a hundredth.
"""

from __future__ import annotations

import re
from binascii import Error as NotBase64
from binascii import a2b_base64
from collections.abc import Iterable, Iterator

from paraph.core.attest.namespaces import predicate_type
from paraph.core.attest.predicates import Kind
from paraph.core.attest.timestamps import timestamp
from paraph.core.model.change import Change
from paraph.flows.statements.filed_statements import Kept

FEW_NAMES = 24
MOST_EARLIER = 64
_KEY = b'"payload"'
_START = _KEY + b':"'
_NAMES = re.compile(rb"[0-9a-f]{40,64}")
_EXPIRES = re.compile(rb'"expiresAt":"([0-9TZ:-]{20})"')
_WHATEVER_THE_CONTENT: tuple[Kind, ...] = ("veto", "withdrawal")


def speaking(statements: Iterable[Kept], change: Change, *, has_owners: bool, now: int | None = None) -> Iterator[Kept]:
    """Those that may speak of a change: they name its difference, its tree or one of its commits, or are of a kind
    that counts for other content too (sign-offs do where paths have owners). Whatever is written in an unusual way
    is let through, to be read whole.

    So are some sign-offs that hold at `now` (epoch seconds), of what this change may have been before it was amended.
    """
    commits = (change.head, *(each.id for each in change.commits))
    names = frozenset(each.encode() for each in (change.diff, change.tree or "", *commits) if each)
    kinds: tuple[Kind, ...] = (*_WHATEVER_THE_CONTENT, "signoff") if has_owners else _WHATEVER_THE_CONTENT
    always = tuple(predicate_type(kind).encode() for kind in kinds)
    earlier = 0
    for each in statements:
        payload = _payload(each if isinstance(each, bytes) else each.envelope)
        if payload is None or any(kind in payload for kind in always) or _is_named(payload, names):
            yield each
        elif now is not None and earlier < MOST_EARLIER and _is_valid_signoff(payload, now):
            earlier += 1
            yield each


def of_kinds(statements: Iterable[Kept], kinds: Iterable[Kind]) -> Iterator[Kept]:
    """Those that may be of some kinds. Whatever is written in an unusual way is let through, to be read whole."""
    types = tuple(predicate_type(kind).encode() for kind in kinds)
    for each in statements:
        payload = _payload(each if isinstance(each, bytes) else each.envelope)
        if payload is None or any(type_ in payload for type_ in types):
            yield each


def _is_valid_signoff(payload: bytes, now: int) -> bool:
    until = _EXPIRES.search(payload) if predicate_type("signoff").encode() in payload else None
    return until is not None and until[1] > timestamp(now).encode()  # of one length, in the order of time


def _is_named(payload: bytes, names: frozenset[bytes]) -> bool:
    if len(names) <= FEW_NAMES:
        return any(name in payload for name in names)
    return not names.isdisjoint(_NAMES.findall(payload))


def _payload(envelope: bytes) -> bytes | None:
    """The signed bytes, None where they are not there in the one way that needs no reader of JSON."""
    start = envelope.find(_START) + len(_START)
    if start < len(_START) or b"\\" in envelope or envelope.count(_KEY) != 1:
        return None
    try:
        payload = a2b_base64(envelope[start : envelope.find(b'"', start)], strict_mode=True)
    except NotBase64:
        return None
    return None if not payload or b"\\" in payload else payload
