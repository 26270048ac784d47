"""How is plain data brought into a shape while other threads do the same?

msgspec works a shape out when it is first asked for it, and lets other threads run meanwhile; two that work out the
same one at once never come to an end (msgspec 0.22). Here each is worked out by one thread alone.
"""

from __future__ import annotations

from threading import RLock
from typing import Any

import msgspec

_turn = RLock()
_known: set[object] = set()


def converted(value: Any, shape: Any, **how: Any) -> Any:
    """`msgspec.convert`, for any number of threads. Raises `msgspec.ValidationError`."""
    if shape in _known:
        return msgspec.convert(value, shape, **how)
    with _turn:
        try:
            return msgspec.convert(value, shape, **how)
        finally:
            _known.add(shape)


def decoded(content: Any, shape: Any) -> Any:
    """`msgspec.json.decode` into a shape, for any number of threads. Raises `msgspec.DecodeError`."""
    if shape in _known:
        return msgspec.json.decode(content, type=shape)
    with _turn:
        try:
            return msgspec.json.decode(content, type=shape)
        finally:
            _known.add(shape)
