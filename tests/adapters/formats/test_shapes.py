from __future__ import annotations

import msgspec
import pytest

from paraph.adapters.formats.shapes import EXACT_INT, shape_of
from paraph.core.model.decision import Owed
from paraph.core.model.evidence import Metric
from paraph.core.model.person import Directory, Identity


def test_a_twin_has_the_same_fields_and_refuses_others() -> None:
    twin = shape_of(Identity)
    assert twin.__struct_fields__ == ("name", "email")
    assert twin.__doc__ == Identity.__doc__
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.convert({"name": "a", "email": "b", "phone": "c"}, twin)


def test_defaults_are_kept() -> None:
    assert msgspec.convert(msgspec.convert({}, shape_of(Directory)), Directory, from_attributes=True) == Directory()


def test_a_named_tuple_becomes_an_object() -> None:
    document = {"what": "x", "why": "y", "by": [], "kind": "person", "rule": "r"}
    twin = msgspec.convert(document, shape_of(Owed))
    assert Owed(**{name: getattr(twin, name) for name in Owed._fields}) == Owed("x", "y", (), "person", "r")


def test_fixed_text_must_be_present_and_the_same() -> None:
    twin = shape_of(Identity, (("name", "ada"),))
    for document in ({"email": "x"}, {"name": "ben", "email": "x"}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(document, twin)


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_only_finite_numbers(value: float) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"name": "m", "value": value}, shape_of(Metric))


def test_integers_are_bounded_to_what_every_reader_carries() -> None:
    from paraph.core.model.policy import Position

    for line, is_good in ((EXACT_INT, True), (EXACT_INT + 1, False)):
        document = {"file": "f", "line": line, "column": 1}
        if is_good:
            assert msgspec.convert(document, shape_of(Position))
        else:
            with pytest.raises(msgspec.ValidationError):
                msgspec.convert(document, shape_of(Position))
