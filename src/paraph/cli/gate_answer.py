"""How is one question to the gate answered, in each format?"""

from __future__ import annotations

from contextlib import closing
from typing import Any

from paraph.cli.gate_question import answer, command_for, question_of
from paraph.cli.options import Options
from paraph.core.errors import InputError, Problem
from paraph.core.model.decision import EXIT_CODES, Decision, Verdict
from paraph.core.model.places import BUILT_IN
from paraph.ports.question import Evaluation, Question


def gate(options: Options, given: dict[str, Any]) -> int:
    """Answer what the words of `paraph gate` ask; returns the exit code of the process."""
    target = given.pop("write_facts", None)
    question = question_of(options, given)
    if target and question.is_history:
        raise InputError(Problem("P0602", "--write-facts keeps one decision, --history makes many", "name one change"))
    if question.is_history:
        from paraph.cli.gate_history import show_history

        return show_history(question, options)
    found = answer(question)
    if target:
        from paraph.cli.keep_facts import keep_facts

        keep_facts(found.facts, target)
    show_answer(found, question, options)
    return exit_code(found.decision)


def exit_code(decision: Decision) -> int:
    """The verdict's exit code; a decision that no policy enforces never lets anything pass."""
    return EXIT_CODES[decision.verdict if decision.is_enforced else Verdict.CANNOT_TELL]


def show_answer(found: Evaluation, question: Question, options: Options) -> None:
    """Write one answer in the format that was asked for."""
    if options.format != "text":
        write_formatted(found, options, has_tree=False)
        return
    from paraph.cli.decision_text import Names, gate_lines
    from paraph.cli.terminal_text import width

    lines = gate_lines(
        found.decision,
        Names(found.facts),
        options.style,
        width(),
        is_quiet=options.is_quiet,
        is_verbose=options.is_verbose,
    )
    if lines:
        options.data("\n".join(lines))
    if BUILT_IN in found.decision.policy_sources:
        _tell_unpublished(question, options)
    if found.decision.verdict is not Verdict.ALLOW:
        options.talk(f"\nNext: {options.style_of_talk.link(command_for('explain', question))}")


def _tell_unpublished(question: Question, options: Options) -> None:
    """Where nothing governs: that there is a policy, which is not yet where it would."""
    from paraph import wiring
    from paraph.cli.terminal_text import safe
    from paraph.flows.gate.unpublished import unpublished

    with closing(wiring.open_repository(question.repository)) as reader:
        elsewhere = unpublished(reader)
    if elsewhere is not None:
        options.talk(f"\n{safe(elsewhere.found)}: {safe(elsewhere.fix)}")


def write_formatted(found: Evaluation, options: Options, *, has_tree: bool, shows_skipped: bool = False) -> None:
    """Write an answer as JSON, SARIF or Markdown, all from the same decision."""
    if options.format == "json":
        from paraph.adapters.formats.decisions import decision_document

        options.json(decision_document(found.decision, found.facts))
    elif options.format == "sarif":
        from paraph import __version__
        from paraph.adapters.formats.sarif import sarif

        options.json(sarif(found.decision, __version__))
    else:
        from paraph.adapters.formats.markdown import markdown
        from paraph.cli.decision_text import Names

        named = Names(found.facts).of
        options.data(markdown(found.decision, named, has_tree=has_tree, shows_skipped=shows_skipped))
