from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from typing import get_type_hints

import msgspec
import pytest

from paraph.core.model.noun import changed, noun


@noun
class Point:
    """A place."""

    x: int
    y: int = 2

    @property
    def total(self) -> int:
        return self.x + self.y


@dataclasses.dataclass(frozen=True, slots=True)
class Twin:
    """A place."""

    x: int
    y: int = 2


@noun
class One:
    value: str


@noun
class Nothing:
    """Without fields."""


@noun
class Whole:
    points: tuple[Point, ...] = ()
    best: Point = Point(1)


def test_it_is_made_as_a_dataclass_is() -> None:
    assert (Point(1).x, Point(1).y, Point(x=3, y=4).y, Point(1, 5).total) == (1, 2, 4, 6)
    for wrong in ({}, {"x": 1, "z": 2}):
        with pytest.raises(TypeError):
            Point(**wrong)
    assert repr(Point(1)) == repr(Twin(1)).replace("Twin", "Point")
    assert Point.__doc__ == "A place."
    assert Point.__match_args__ == Twin.__match_args__
    assert get_type_hints(Point) == {"x": int, "y": int}


def test_equality_and_hash() -> None:
    assert Point(1) == Point(1, 2)
    assert Point(1) != Point(2)
    other: object = Twin(1)
    assert Point(1) != other
    assert len({Point(1), Point(1, 2), Point(2)}) == 2
    assert {One("a"): 1}[One("a")] == 1
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())


def test_it_is_frozen_and_slotted() -> None:
    point = Point(1)
    with pytest.raises(AttributeError):
        point.x = 3  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del point.x
    with pytest.raises(AttributeError):
        point.z = 3  # type: ignore[attr-defined]
    assert not hasattr(point, "__dict__")


def test_dataclasses_take_it_for_their_own() -> None:
    kind: type = Point
    assert dataclasses.is_dataclass(kind)
    assert [field.name for field in dataclasses.fields(Point)] == ["x", "y"]
    assert dataclasses.replace(Point(1), y=9) == Point(1, 9)
    assert dataclasses.asdict(Whole((Point(1),))) == {"points": ({"x": 1, "y": 2},), "best": {"x": 1, "y": 2}}


def test_msgspec_takes_it_for_a_dataclass() -> None:
    whole = Whole((Point(1), Point(2, 3)), Point(4))
    assert msgspec.json.decode(msgspec.json.encode(whole), type=Whole) == whole
    assert msgspec.convert({}, Whole) == Whole()


def test_copies() -> None:
    whole = Whole((Point(1),))
    assert pickle.loads(pickle.dumps(whole)) == copy.deepcopy(whole) == copy.copy(whole) == whole


def test_changed() -> None:
    assert changed(Point(1), y=3) == Point(1, 3)
    with pytest.raises(TypeError):
        changed(Point(1), z=3)


def test_it_matches() -> None:
    match Point(1):
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_defining_one_needs_neither_dataclasses_nor_inspect() -> None:
    code = "import sys, paraph.core.model.noun; print([m for m in ('dataclasses', 'inspect') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
