"""How does the cheapest way to green read, as steps in the order in which to take them?"""

from __future__ import annotations

from paraph.cli.decision_text import Names
from paraph.cli.terminal_text import Style, count, listed, safe, wrap
from paraph.core.gate.cheapest import minutes, way_to_green
from paraph.core.model.decision import Node, Owed


def way_lines(tree: Node, names: Names, style: Style, columns: int) -> list[str]:
    """Numbered steps with who can take each and how long it may take; nothing where all is met."""
    steps = way_to_green(tree)
    if not steps:
        return []
    total = minutes(steps)
    time = f"  (about {count(total, 'minute')} of people's time)" if total else ""
    lines = ["", style.bold("cheapest way to green") + style.dim(time)]
    for number, step in enumerate(steps, 1):
        mark = f"  {number}. "
        first, *rest = wrap(_step(step, names), columns, " " * len(mark))
        lines += [style.link(mark) + first[len(mark) :], *rest]
    return lines


def _step(owed: Owed, names: Names) -> str:
    if owed.unblocks:
        return f"{safe(owed.unblocks)} ({safe(owed.what)})"
    who = f", by {listed([names.of(by) for by in owed.by], 3)}" if owed.by else ""
    time = f", about {count(owed.minutes, 'minute')}" if owed.minutes else ""
    later = "" if owed.is_turn else ", after the steps before it"
    return f"{safe(owed.what)}{who}{time}{later}"
