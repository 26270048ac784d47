from __future__ import annotations

import pytest

from paraph.core.model.policy import Position
from paraph.core.policy.source import Document, Mapping, Scalar, Sequence, from_plain, to_plain
from policy_text import document


def test_a_document_names_the_place_of_its_nodes() -> None:
    found = document("a: 1\nb:\n  - true\n  - null\n", "x.yaml")
    assert isinstance(found.root, Mapping)
    items = found.root.entries[1][1]
    assert isinstance(items, Sequence)
    assert found.at(items.items[1]) == Position("x.yaml", 4, 5)


def test_plain_data_has_no_places() -> None:
    assert to_plain(document("a: [1, x, {b: ~}]\n").root) == {"a": [1, "x", {"b": None}]}


def test_the_last_of_two_keys_stays() -> None:
    key = Scalar("a", 1, 1)
    assert to_plain(Mapping(((key, Scalar(1, 1, 4)), (key, Scalar(2, 2, 4))), 1, 1)) == {"a": 2}


def test_plain_data_becomes_a_tree() -> None:
    data = {"a": [1, 2.5, True, None, "x"], "b": {}}
    tree = from_plain(data, 3, 4)
    assert to_plain(tree) == data
    assert Document("f", tree).at(tree) == Position("f", 3, 4)


@pytest.mark.parametrize("data", [float("nan"), float("inf"), b"x", {1: 2}, [object()], {"a": {"b": {3}}}])
def test_other_data_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="is not document data"):
        from_plain(data)
