"""Do the columns stand in the order of the rows' fields, so that a row is its values?"""

from __future__ import annotations

import pytest
from sqlalchemy import Table

from paraph.adapters.store import server_tables as t
from paraph.core.model.asking import Ask
from paraph.ports.accounts import LoginLink, Passkey, Session, Token
from paraph.ports.board import (
    ChangeRow,
    ConnectedRepository,
    Delivery,
    KeptReview,
    Posted,
    ReadMark,
    Setting,
)

PLACES: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (t.repositories, ConnectedRepository._fields),
    (t.changes, ChangeRow._fields),
    (t.read_marks, ReadMark._fields),
    (t.reviews, KeptReview._fields),
    (t.deliveries, Delivery._fields),
    (t.posted, Posted._fields),
    (t.settings, Setting._fields),
    (t.sessions, Session._fields),
    (t.tokens, Token._fields),
    (t.passkeys, Passkey._fields),
    (t.links, LoginLink._fields),
    (t.asks, tuple(Ask.__match_args__)),
)


@pytest.mark.parametrize(("table", "fields"), PLACES, ids=str)
def test_a_row_is_its_values(table: Table, fields: tuple[str, ...]) -> None:
    assert tuple(column.name for column in table.c) == fields
