from __future__ import annotations

import pytest

from paraph.adapters.formats.decision_shape import NodeDocument, decision_shape, read_decision
from paraph.adapters.formats.decisions import decision_document
from paraph.adapters.formats.plain_json import write_json
from paraph.core.errors import InputError
from paraph.core.model.decision import Node
from surface_samples import ALL, WAIT


@pytest.mark.parametrize("name", ALL)
def test_what_is_written_is_read_back(name: str) -> None:
    assert read_decision(write_json(decision_document(ALL[name])).encode()) == ALL[name]


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"verdict": "maybe"}, r"\$\.verdict"),
        ({"schema": "paraph/decision/v2"}, r"\$\.schema"),
        ({"tree": []}, r"\$\.tree"),
        ({"colour": 1}, "unknown field `colour`"),
    ],
)
def test_anything_else_is_refused_with_its_place(members: dict[str, object], says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_decision(write_json(decision_document(WAIT) | members).encode())


def test_the_shape_follows_the_nouns() -> None:
    assert NodeDocument.__struct_fields__ == Node._fields
    assert set(decision_shape().__struct_fields__) == set(decision_document(WAIT))
