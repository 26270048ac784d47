"""Which destructive actions does the guard know? One table, in parts that are read when a program of theirs is met."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import NamedTuple

from paraph.core.guard.matching import Row

PARTS = ("table_infrastructure", "table_cloud", "table_machine")


class Part(NamedTuple):
    """The rows of one part by program, in their order, and each program's options that take the next word."""

    rows: dict[str, tuple[Row, ...]]
    valued: dict[str, frozenset[str]]


@cache
def part(name: str) -> Part:
    """One part of the table, made ready once."""
    module = import_module(f"paraph.core.guard.{name}")
    rows: dict[str, list[Row]] = {}
    for row in module.ROWS:
        for tool in row.tools.split():
            rows.setdefault(tool, []).append(row)
    valued = {tool: frozenset(options.split()) for tool, options in module.VALUED.items()}
    for tool, other in module.SAME_OPTIONS.items():
        valued[tool] = valued[other]
    return Part({tool: tuple(found) for tool, found in rows.items()}, valued)


def rows_of(tool: str) -> tuple[tuple[Row, ...], frozenset[str]]:
    """The rows of a program in the order in which they count, and its options that take the next word."""
    for name in PARTS:
        found = part(name)
        if tool in found.rows:
            return found.rows[tool], found.valued.get(tool, frozenset())
    return (), frozenset()


@cache
def all_rows() -> tuple[Row, ...]:
    """Every row of the table, in its order."""
    rows: list[Row] = []
    for name in PARTS:
        rows.extend(import_module(f"paraph.core.guard.{name}").ROWS)
    return tuple(rows)


@cache
def row_of(rule: str) -> Row | None:
    """The first row of that id; None where there is none."""
    return next((row for row in all_rows() if row.id == rule), None)
