"""Why is the decision what it is, rule by rule, and what is the cheapest way to green?"""

from __future__ import annotations

from typing import Any

import click

from paraph.cli.asking import answer, question_of, question_options
from paraph.cli.gate_answer import exit_code, write_formatted
from paraph.cli.options import Options, common
from paraph.core.errors import InputError, Problem
from paraph.core.model.decision import Node
from paraph.ports.question import Answer


@click.command("explain")
@question_options
@click.option("--rule", metavar="NAME", help="Only this rule.")
@click.option("--all", "shows_skipped", is_flag=True, help="Also what does not apply.")
@common("text", "json", "markdown", "sarif")
def command(options: Options, rule: str | None, *, shows_skipped: bool, **given: Any) -> int:
    """Show the whole decision, rule by rule, and the cheapest way to green.

    What is open comes first; each rule stands with its line in the policy. CHANGE and the exit codes are
    those of `paraph gate`.
    """
    found = answer(question_of(options, given))
    if rule is not None:
        rules_named(found, rule)
    if options.format != "text":
        write_formatted(found, options, has_tree=True, shows_skipped=shows_skipped)
    else:
        options.data("\n".join(_lines(found, options, rule, shows_skipped=shows_skipped or rule is not None)))
    return exit_code(found.decision)


def _lines(found: Answer, options: Options, rule: str | None, *, shows_skipped: bool) -> list[str]:
    from paraph.cli.decision_text import Names, context_lines, finding_lines, verdict_lines
    from paraph.cli.show import width
    from paraph.cli.tree_text import TreeText
    from paraph.cli.way_text import way_lines
    from paraph.core.gate.unbound import if_enforced

    decision, style, columns = found.decision, options.style, width()
    names = Names(found.facts)
    tree = TreeText(names, found.sources, style, columns, shows_skipped=shows_skipped)
    lines = verdict_lines(decision, style, columns)
    if rule is not None:
        return lines + tree.lines(rules_named(found, rule))
    lines += ["", *context_lines(decision, style, columns, is_verbose=True)]
    lines += tree.lines(decision.tree.children)
    unbound = if_enforced(decision)
    shows_all = bool(shows_skipped or options.is_verbose or unbound)
    for title, rules in (("advice: these rules do not bind yet", decision.would), ("shadow", decision.recorded)):
        if rules and (title != "shadow" or shows_all):
            lines += ["", style.bold(title), *tree.lines(rules)]
    lines += finding_lines(decision.findings, style, columns, is_verbose=True)
    return lines + way_lines(unbound.tree if unbound else decision.tree, names, style, columns)


def rules_named(found: Answer, name: str) -> list[Node]:
    """The rules of a decision that bear a name, with or without its layer. Raises InputError where there is none."""
    decision = found.decision
    rules = [*decision.tree.children, *decision.would, *decision.recorded]
    named = [node for node in rules if name in (node.title, node.title.partition("/")[2])]
    if not named:
        from difflib import get_close_matches

        near = get_close_matches(name, [node.title for node in rules], n=1)
        fix = f"did you mean {near[0]!r}?" if near else "`paraph explain --all` lists the rules"
        raise InputError(Problem("P0603", f"the policy has no rule {name!r}", fix))
    return named
