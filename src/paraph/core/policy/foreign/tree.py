"""Which flat rules ask the same as a tree of rules in which some are skipped?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Literal, NamedTuple

from paraph.core.policy.foreign.conditions import ALWAYS, Bounds, Condition, both, either, negated
from paraph.core.policy.foreign.requires import Need, joined

MAX_CONDITIONS = 5

# Where a condition stands: it surely holds, it may or may not, it surely does not.
Standing = Literal["in", "between", "out"]
Cell = tuple[frozenset[Standing], ...]


class Leaf(NamedTuple):
    """A named rule: when it is asked, and what it then owes."""

    name: str
    bounds: Bounds
    need: Need


class Branch(NamedTuple):
    """`and` or `or` of branches; what is skipped below it vanishes, and with nothing left it is skipped too."""

    word: Literal["and", "or"]
    children: tuple[Branch | Leaf, ...]


class FlatRule(NamedTuple):
    """What is owed when a condition holds."""

    when: Condition
    need: Need


def leaves_of(tree: Branch | Leaf) -> Iterator[Leaf]:
    """The named rules of a tree, from left to right."""
    if isinstance(tree, Leaf):
        yield tree
    else:
        for child in tree.children:
            yield from leaves_of(child)


def flatten(tree: Branch | Leaf) -> tuple[FlatRule, ...] | None:
    """Rules of which all that bind are owed: never less than the tree asks, and the same wherever every condition
    is certain. None where there are too many conditions to write out.

    Every standing of the conditions gets what is left of the tree then. Where a condition is uncertain, what is
    left with it and what is left without it are both owed. Standings that owe the same are joined.
    """
    conditions: list[Bounds] = []
    for leaf in leaves_of(tree):
        if leaf.bounds != ALWAYS and leaf.bounds not in conditions:
            conditions.append(leaf.bounds)
    if len(conditions) > MAX_CONDITIONS:
        return None
    possible = [_possible(bounds) for bounds in conditions]
    cells: dict[Cell, Need] = {}
    for cell in product(*possible):
        need = _owed(tree, conditions, cell)
        if need is not None:
            cells[tuple(frozenset({standing}) for standing in cell)] = need
    for axis in range(len(conditions)):
        cells = _joined_along(cells, axis)
    return tuple(FlatRule(_written(cell, conditions, possible), need) for cell, need in cells.items())


def _possible(bounds: Bounds) -> tuple[Standing, ...]:
    standings: list[Standing] = []
    if bounds.least is not None:
        standings.append("in")
    if not bounds.is_exact:
        standings.append("between")
    if bounds.most != {}:
        standings.append("out")
    return tuple(standings)


def _owed(tree: Branch | Leaf, conditions: Sequence[Bounds], cell: tuple[Standing, ...]) -> Need | None:
    """What is owed under every reading of the uncertain conditions; None where all of them skip the tree."""
    readings = [(True, False) if standing == "between" else (standing == "in",) for standing in cell]
    needs = []
    for reading in product(*readings):
        active = [bounds for bounds, holds in zip(conditions, reading, strict=True) if holds]
        need = _left(tree, active)
        if need is not None:
            needs.append(need)
    return joined("all", needs) if needs else None


def _left(tree: Branch | Leaf, active: list[Bounds]) -> Need | None:
    if isinstance(tree, Leaf):
        return tree.need if tree.bounds == ALWAYS or tree.bounds in active else None
    needs = [need for need in (_left(child, active) for child in tree.children) if need is not None]
    if not needs:
        return None
    return joined("all" if tree.word == "and" else "any", needs)


def _joined_along(cells: dict[Cell, Need], axis: int) -> dict[Cell, Need]:
    groups: dict[tuple[Cell, Cell, str], list[Cell]] = {}
    for cell, need in cells.items():
        groups.setdefault((cell[:axis], cell[axis + 1 :], str(need)), []).append(cell)
    found = {}
    for (before, after, _), members in groups.items():
        standings = frozenset(standing for cell in members for standing in cell[axis])
        found[(*before, standings, *after)] = cells[members[0]]
    return found


def _written(cell: Cell, conditions: Sequence[Bounds], possible: Sequence[tuple[Standing, ...]]) -> Condition:
    return both(
        _literal(standings, bounds)
        for standings, bounds, every in zip(cell, conditions, possible, strict=True)
        if standings != frozenset(every)
    )


def _literal(standings: frozenset[Standing], bounds: Bounds) -> Condition:
    single: dict[Standing, Condition] = {
        "in": bounds.least,
        "between": both([bounds.most, negated(bounds.least)]),
        "out": negated(bounds.most),
    }
    if standings == {"in", "between"}:
        return bounds.most
    if standings == {"between", "out"}:
        return negated(bounds.least)
    return either(single[standing] for standing in sorted(standings))
