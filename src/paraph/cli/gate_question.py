"""What exactly does the user ask the gate, and where does the answer come from?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from paraph.cli.option_words import QUESTION
from paraph.cli.options import Options, accepting
from paraph.core.errors import InputError, Problem
from paraph.ports.question import Evaluation, Question

_NOT_WITH_FACTS = ("change", "target", "is_staged", "is_history", "directory", "environment", "start", "end")


def question_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which `gate` and `explain` name a change."""
    import click

    return click.argument("change", required=False)(accepting(*QUESTION)(function))


def question_of(options: Options, given: dict[str, Any]) -> Question:
    """The question in the user's words; contradictory options raise InputError."""
    question = Question(
        repository=options.repository,
        is_staged=given.pop("staged"),
        is_history=given.pop("history", False),
        stage=given.pop("stage") or "merge",
        **given,
    )
    contradiction = _contradiction(question)
    if contradiction:
        raise InputError(Problem("P0602", *contradiction))
    return question


def _contradiction(question: Question) -> tuple[str, str] | None:
    if question.facts is not None:
        clash = [name for name in _NOT_WITH_FACTS if getattr(question, name)]
        if clash:
            name = {"start": "from", "end": "to"}.get(clash[0], clash[0].removeprefix("is_"))
            return f"a facts document says all of the change, so `{name}` cannot be asked for too", "leave one out"
        if question.policy is None and question.org_policy is None:
            return "a facts document says nothing of a policy", "add --policy FILE"
        return None
    if question.is_staged and question.change:
        return "--staged is a change of its own, beside a named one", "leave one out"
    if question.stage == "deploy":
        missing = [name for name in ("environment", "start", "end") if not getattr(question, name)]
        words = ", ".join(f"--{ {'start': 'from', 'end': 'to'}.get(name, name) }" for name in missing)
        return (f"--at deploy lacks {words}", f"add {words}") if missing else None
    if question.environment or question.start or question.end:
        return "--environment, --from and --to belong to a deployment", "add --at deploy"
    return None


def answer(question: Question) -> Evaluation:
    """The decision on one change. Raises ParaphError where there can be none."""
    if question.facts is not None:
        from paraph.cli.gate_facts_only import answer_facts

        return answer_facts(question)
    from paraph import wiring

    return wiring.answer(question)


def command_for(verb: str, question: Question) -> str:
    """What to type to ask the same with another verb."""
    from shlex import quote

    words = [f"paraph {verb}"]
    words += [quote(question.change)] if question.change else []
    words += ["--staged"] if question.is_staged else []
    flags = {"facts": question.facts, "policy": question.policy, "org-policy": question.org_policy}
    flags |= {"target": question.target, "directory": question.directory}
    if question.stage == "deploy":
        flags |= {"at": "deploy", "environment": question.environment, "from": question.start, "to": question.end}
    words += [f"--{name} {quote(value)}" for name, value in flags.items() if value]
    return " ".join(words)
