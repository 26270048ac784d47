"""What is one figure: what was measured, against what, and is it within reach?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.timing import Sample


class Setting(NamedTuple):
    """How to measure: `quick` takes smaller samples of smaller histories, `repository` is a real one or empty.

    `histories` is a folder of clones of public repositories, or empty.
    """

    quick: bool = False
    seed: int = 20_260_101
    repository: str = ""
    histories: str = ""


class Row(NamedTuple):
    """One line of the table. `is_met` is None where a figure is only shown."""

    what: str
    ours: str
    against: str
    ratio: float | None
    reach: str
    is_met: bool | None
    spread: str = ""


def within(what: str, ours: Sample, limit: float, unit: str) -> Row:
    """A figure that has a fixed limit, in the unit of both."""
    reach = f"≤ {limit:g} {unit}"
    return Row(
        what, f"{number(ours.median)} {unit}", "", ours.median / limit, reach, ours.median <= limit, spread(ours)
    )


def times(what: str, ours: Sample, peer: str, theirs: Sample, most: float | None, unit: str = "ms") -> Row:
    """A figure that is held against a peer of the same run; without `most` it is only shown."""
    ratio = ours.median / theirs.median if theirs.median else float("inf")
    against = f"{peer} {number(theirs.median)} {unit}"
    reach = f"≤ {most:g} ×" if most is not None else "shown"
    is_met = None if most is None else ratio <= most
    return Row(what, f"{number(ours.median)} {unit}", against, ratio, reach, is_met, spread(ours))


def spread(sample: Sample) -> str:
    """The least and the most of a sample, and how many there were."""
    return f"{number(min(sample))}–{number(max(sample))} of {len(sample)}"


def number(value: float) -> str:
    """Three digits that mean something, and whole numbers from 100 on."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(rows: Sequence[Row]) -> str:
    """The rows in columns as wide as they need."""
    head = ("what", "ours", "against", "ratio", "reach", "met", "least–most")
    words = {True: "yes", False: "NO", None: "–"}
    cells = [head] + [
        (row.what, row.ours, row.against, f"{row.ratio:.2f}" if row.ratio is not None else "", row.reach,
         words[row.is_met], row.spread)
        for row in rows
    ]  # fmt: skip
    widths = [max(len(line[column]) for line in cells) for column in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in cells)
