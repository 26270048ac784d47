from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.attest.canonical import canonical
from paraph.core.errors import InputError

MOST = 2**53 - 1
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-MOST, MOST) | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=15,
)


class Colour(StrEnum):
    RED = "red"


class Pair(NamedTuple):
    left: int
    right: str


@given(PLAIN)
def test_it_is_what_rfc8785_writes(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


# RFC 8785, sections 3.2.2 and 3.2.3, and appendix B.
@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "\xf6": 7},
         '{"\\r":2,"1":4,"\x80":6,"\xf6":7,"\u20ac":1,"\U0001f600":5,"\ufb33":3}'),
        ([333333333.33333329, 1e30, 4.50, 2e-3, 1e-27], "[333333333.3333333,1e+30,4.5,0.002,1e-27]"),
        ("\u20ac$\x0f\nA'B\"\\\\\"/", '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),
        ([56.0, None, True, False, -0.0, 1e21, 9007199254740991], "[56,null,true,false,0,1e+21,9007199254740991]"),
        ({"b": (1, 2), "a": Pair(1, "x"), "c": Colour.RED}, '{"a":[1,"x"],"b":[1,2],"c":"red"}'),
        ("\x7f\u2028", '"\x7f\u2028"'),
        ({}, "{}"),
    ],
)  # fmt: skip
def test_the_cases_of_the_rfc(value: Any, written: str) -> None:
    assert canonical(value) == written.encode()


def endless() -> list[Any]:
    held: list[Any] = []
    held.append(held)
    return held


def nested(depth: int) -> list[Any]:
    held: list[Any] = []
    for _ in range(depth):
        held = [held]
    return held


@pytest.mark.parametrize(
    "value",
    [
        MOST + 1, -MOST - 1, float("nan"), float("inf"), "\ud800", {"\udfff": 1}, {1: 1}, {None: 1}, b"x", {1, 2},
        object(), [MOST + 1], {"a": [float("-inf")]}, endless(), nested(100_000),
    ],
    ids=lambda value: repr(type(value)),
)  # fmt: skip
def test_what_has_no_canonical_form(value: object) -> None:
    with pytest.raises(InputError) as refused:
        canonical(value)
    assert refused.value.problems[0].code == "P0710"
