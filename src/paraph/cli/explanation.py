"""How does a whole decision read, with the cheapest way to green?"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.cli.decision_text import Names, context_lines, finding_lines, reason_lines, verdict_lines
from paraph.cli.terminal_text import Style
from paraph.cli.tree_text import TreeText
from paraph.cli.way_to_green_text import way_lines
from paraph.core.gate.algebra import is_met
from paraph.core.gate.unbound import if_enforced
from paraph.core.model.decision import Node, State
from paraph.ports.question import Evaluation


def explanation_lines(
    found: Evaluation, style: Style, columns: int, *, only: Sequence[Node] | None = None, shows_skipped: bool = False,
    shows_shadow: bool = False,
) -> list[str]:  # fmt: skip
    """The lines of `paraph explain`; `only` are the rules that were asked for, None for all of them."""
    decision = found.decision
    names = Names(found.facts)
    tree = TreeText(names, found.texts, style, columns, shows_skipped=shows_skipped)
    lines = verdict_lines(decision, style, columns)
    if only is not None:
        return lines + tree.lines(only)
    lines += ["", *context_lines(decision, style, columns, is_verbose=True)]
    lines += tree.lines(decision.tree.children)
    unbound = if_enforced(decision)
    shows_all = bool(shows_skipped or shows_shadow or unbound)
    for title, rules in (("advice: these rules do not bind yet", decision.would), ("shadow", decision.recorded)):
        applies = shows_skipped or any(each.state is not State.SKIPPED for each in rules)
        if rules and applies and (title != "shadow" or shows_all):
            lines += ["", style.bold(title), *tree.lines(rules)]
    lines += finding_lines(decision.findings, style, columns, is_verbose=True)
    return lines + way_lines(unbound.tree if unbound else decision.tree, names, style, columns)


def way_out_lines(found: Evaluation, style: Style, columns: int) -> list[str]:
    """The part of the same lines that somebody who was refused needs: why, the cheapest way out, and what is open."""
    decision, names = found.decision, Names(found.facts)
    unbound = if_enforced(decision)
    lines = [*verdict_lines(decision, style, columns), "", *reason_lines(decision, style, columns)]
    lines += way_lines(unbound.tree if unbound else decision.tree, names, style, columns)
    tree = TreeText(names, found.texts, style, columns, shows_skipped=False)
    return lines + tree.lines(
        [node for node in decision.tree.children if not is_met(node.state) and node.state is not State.SKIPPED]
    )
