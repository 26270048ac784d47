"""Does a shape come out right, whoever asks for it first?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import msgspec
import pytest

from paraph.adapters.formats.converting import converted, decoded


def shape(depth: int) -> type:
    """A new shape that nobody has worked out yet."""
    inner: type = int
    for at in range(depth):
        inner = msgspec.defstruct(f"Level{at}", [("inner", inner), ("more", list[inner], [])])  # type: ignore[valid-type]
    return inner


def nested(depth: int) -> object:
    found: object = 1
    for _ in range(depth):
        found = {"inner": found}
    return found


@pytest.mark.parametrize("attempt", range(3))
def test_many_threads_ask_for_a_new_shape_at_once(attempt: int) -> None:
    kind, value, barrier = shape(30 + attempt), nested(30 + attempt), Barrier(8)

    def ask(_: int) -> object:
        barrier.wait()
        return converted(value, kind)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(ask, range(8)))
    assert all(each == found[0] for each in found)


def test_what_is_no_such_shape_is_refused_each_time() -> None:
    kind = shape(2)
    for _ in range(2):
        with pytest.raises(msgspec.ValidationError):
            converted({"inner": 3}, kind)
        with pytest.raises(msgspec.DecodeError):
            decoded(b'{"inner": [', kind)
    assert converted(nested(2), kind) == decoded(b'{"inner": {"inner": 1}}', kind)
