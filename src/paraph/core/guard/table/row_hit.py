"""What did a judge of one kind of command see: which row, aimed at what, and how surely?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from paraph.core.guard.table.matching import Row


class RowHit(NamedTuple):
    """A row of the table that speaks of a command; `is_sure` False where only the run will tell, `what` in place of
    the row's own words, `row` the row itself where an id has several."""

    rule: str
    target: str = ""
    is_sure: bool = True
    what: str = ""
    row: Row | None = None
