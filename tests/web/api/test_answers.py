"""Does a row keep its fields in the shape of the API?"""

from __future__ import annotations

from paraph.core.errors import InputError
from paraph.ports.board import ChangeRow
from paraph.web.api import shapes
from paraph.web.api.answers import refused, shaped


def test_every_field_comes_along() -> None:
    row = ChangeRow("git:a", "1", 3, owed_by=("ada",), ai_share=0.5, entry=None)
    found = shaped(row, shapes.Change)
    assert {name: getattr(found, name) for name in shapes.Change.__struct_fields__} == row._asdict() | {
        "owed_by": ["ada"]
    }


def test_a_refusal() -> None:
    error = refused("no", "do")
    assert isinstance(error, InputError)
    assert error.problems[0].code == "P1338"
