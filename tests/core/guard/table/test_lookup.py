"""Is the table whole: every program found, every id told once in words, no row that another hides?"""

from __future__ import annotations

from collections import defaultdict
from importlib import import_module

import pytest

from paraph.core.guard.table.lookup import PARTS, all_rows, row_of, rows_of
from paraph.core.guard.table.matching import Row


@pytest.mark.parametrize("name", PARTS)
def test_the_index_names_exactly_the_programs_of_a_part(name: str) -> None:
    rows: tuple[Row, ...] = import_module(f"paraph.core.guard.table.{name}").ROWS

    assert PARTS[name] == {tool for row in rows if row.shape for tool in row.tools.split()}


def test_no_row_stands_twice() -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for row in all_rows():
        for tool in row.tools.split() if row.shape else ():
            assert row.shape not in seen[tool], (tool, row.shape)
            seen[tool].add(row.shape)


@pytest.mark.parametrize("row", all_rows(), ids=lambda row: f"{row.id} {row.shape}"[:50])
def test_a_row_says_what_it_is(row: Row) -> None:
    kind, dot, name = row.id.partition(".")

    assert kind.isalpha()
    assert (dot, bool(name)) == (".", True)
    assert row.what[0].islower()
    assert row.answer in ("deny", "ask")


def test_a_row_is_found_by_its_id_and_its_program() -> None:
    row = row_of("terraform.destroy")

    assert row is not None
    assert row in rows_of("tofu")[0]
    assert rows_of("ls") == ((), frozenset())
    assert row_of("no.such") is None
