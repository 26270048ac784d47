"""Why is the decision what it is, rule by rule, and what is the cheapest way to green?"""

from __future__ import annotations

from typing import Any

import click

from paraph.cli.gate_answer import exit_code, write_formatted
from paraph.cli.gate_question import answer, question_of, question_options
from paraph.cli.options import Options, common
from paraph.core.errors import InputError, Problem
from paraph.core.model.decision import Node
from paraph.ports.question import Evaluation


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


def _lines(found: Evaluation, options: Options, rule: str | None, *, shows_skipped: bool) -> list[str]:
    from paraph.cli.explanation import explanation_lines
    from paraph.cli.terminal_text import width

    only = None if rule is None else rules_named(found, rule)
    return explanation_lines(
        found, options.style, width(), only=only, shows_skipped=shows_skipped, shows_shadow=options.is_verbose
    )


def rules_named(found: Evaluation, name: str) -> list[Node]:
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
