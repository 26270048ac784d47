from __future__ import annotations

from typing import get_args

import pytest

from paraph.core.model.change import MarkKind
from paraph.core.policy.grammar import RULE, TABLES, TEST, Key, Table


def test_a_table_knows_what_it_cannot_do_without() -> None:
    assert Table({"a": Key("text", "x"), "b": Key("text", "y", is_required=True)}).required == ("b",)
    assert RULE.required == ("name",)


@pytest.mark.parametrize("name", TABLES)
def test_every_key_of_a_table_is_explained_and_leads_somewhere(name: str) -> None:
    for key in TABLES[name].values():
        assert key.meaning
        assert not key.table or key.table in TABLES
        assert bool(key.choices) == (key.shape in {"choice", "choices"})


def test_every_mark_can_be_tested() -> None:
    assert TEST["marks"].choices == get_args(MarkKind)
