"""Is a request that makes no sense refused before anything is written?"""

from __future__ import annotations

import pytest

from paraph.adapters.store.writing import Request, checked
from paraph.core.errors import InputError
from paraph.core.ledger.merkle import leaf_hash
from paraph.ports.ledger import Introduced, Movement, Row, Spent
from paraph.testing.ledger_contract import MAIN, notes

MOVED = Movement(MAIN, "1" * 40, "2" * 40, "landed", "allow", 0)


def test_leaves_are_hashed() -> None:
    assert checked(Request(tuple(notes(3)))).leaves == [leaf_hash(body) for body in notes(3)]


@pytest.mark.parametrize(
    "row", [Row(MOVED, 0), Row(MOVED, 1), Row(MOVED), Row(Spent("a"), 1), Row(Introduced("a", ""))]
)
def test_a_row_may_belong_to_an_entry_of_the_record(row: Row) -> None:
    assert checked(Request(tuple(notes(2)), rows=(row,))).rows == (row,)


@pytest.mark.parametrize("row", [Row(MOVED, 2), Row(MOVED, -1), Row(Spent("a"), 9), Row(Spent("a"))])
def test_a_row_of_no_entry_is_refused(row: Row) -> None:
    with pytest.raises(InputError, match="cannot be kept with 2 entries"):
        checked(Request(tuple(notes(2)), rows=(row,)))


def test_bytes_of_others_are_checked() -> None:
    with pytest.raises(InputError, match="not an entry"):
        checked(Request((b'{"kind":"note"}',)))
    assert checked(Request((bytes(notes(1)[0]),))).leaves == [leaf_hash(notes(1)[0])]
