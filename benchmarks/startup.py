"""What does it cost to start? Each command is a process of its own; they take turns."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks import histories
from benchmarks.row import Row, Setting, times
from benchmarks.timing import in_turns

RATIO = 5.0
LEAST = "python -c pass"
GATE = "import of all that gate needs"
IMPORTS = "import paraph.cli.gate_answer, paraph.wiring, paraph.flows.gate.evaluate_change, paraph.adapters.git.reader"


def figures(setting: Setting) -> Iterator[Row]:
    """`--version` is held to a limit, the others are shown."""
    works = {
        LEAST: [sys.executable, "-c", "pass"],
        "--version": [histories.script(), "--version"],
        GATE: [sys.executable, "-c", IMPORTS],
        "--help": [histories.script(), "--help"],
    }
    costs = in_turns(works, 5 if setting.quick else 31)
    for what in list(works)[1:]:
        most = RATIO if what == "--version" else None
        yield times(f"start: {what}, wall", costs[what].wall, LEAST, costs[LEAST].wall, most)
