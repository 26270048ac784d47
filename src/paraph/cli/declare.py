"""What does the author say of their own change: how AI took part, what it is for, how it is undone?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

import click

from paraph.cli.options import Options, common
from paraph.cli.signing import Signing, signing, signing_options

if TYPE_CHECKING:
    from paraph.core.attest.predicates import Answered, DeclarationPredicate, ToolUsed
    from paraph.core.model.person import Person
    from paraph.ports.question import Evaluation

Assistance = Literal["none", "assisted", "generated", "autonomous", "unknown"]
Rollback = Literal["none", "written", "rehearsed"]
VALUES: tuple[Assistance, ...] = ("none", "assisted", "generated", "autonomous")
ROLLBACKS: tuple[Rollback, ...] = ("none", "written", "rehearsed")
_AGAIN = "AI tools in it ({}):"


class Said(NamedTuple):
    """What the author gave on the command line."""

    assistance: str | None
    tools: tuple[str, ...]
    share: str | None
    prompter: str | None
    owner: str | None
    rollback: str | None
    answers: tuple[str, ...]
    answers_file: str | None
    steps: tuple[str, ...]
    note: str


@click.command("declare")
@signing_options
@click.option("--assistance", type=click.Choice(VALUES), help="How AI took part.")
@click.option("--tool", "tools", metavar="NAME[:MODEL]", multiple=True, help="A tool that took part; may be repeated.")
@click.option("--share", metavar="PERCENT", help="How much of it AI wrote: 40%.")
@click.option("--prompter", metavar="ID", help="Who set the tool to work, if not you.")
@click.option("--owner", metavar="ID", help="Who can explain, maintain and debug it, if not you.")
@click.option("--rollback", type=click.Choice(ROLLBACKS), help="What there is to undo it.")
@click.option("--answer", "answers", metavar="ID=TEXT", multiple=True, help="Answer a question; may be repeated.")
@click.option("--answers", "answers_file", metavar="FILE", help="Answers as a YAML mapping of question ids to texts.")
@click.option("--did", "steps", metavar="STEP", multiple=True, help="A step that you did by hand on this content.")
@click.option("--note", metavar="TEXT", default="", help="Anything else that a reader should know.")
@common("text", "json")
def command(options: Options, **given: Any) -> int:
    """Declare how AI took part in your change, answer the author's questions, and sign that.

    What is not given is asked on a terminal, intent and rollback first. Whoever signs the change off sees the
    answers. CHANGE is that of `paraph gate`. Exit codes: 0 signed, 2 it would not count, 3 you did not say yes, 4 kept
    but not sent.
    """
    with signing(options, given) as at:
        return _declared(at, Said(**given))


def _declared(at: Signing, said: Said) -> int:
    from paraph.cli.ask_answers import answers_to, given_answers
    from paraph.flows.signing.asked_of import asked_of_author
    from paraph.flows.signing.record_statement import scope_of
    from paraph.flows.signing.who_signs import refuse_strangers

    given, share = given_answers(said.answers, said.answers_file), _share(said.share)
    found = at.judged()
    scope, hand = scope_of(found.facts, found.policy), at.hand(found.facts)
    # without --assistance an agent may still be declared, whose prompter they are
    refuse_strangers(hand.person, found.facts, "" if said.assistance == "none" else said.prompter or hand.person.id)
    asked = asked_of_author(found)
    if at.is_asking:
        at.options.talk(_head(found, len(asked.own)))
    answers = answers_to(asked.own, given, frozenset(), at.options, is_asking=at.is_asking)
    predicate = _predicate(at, said, found, hand.person, answers, share)
    refuse_strangers(hand.person, found.facts, predicate.prompter)
    return at.sign(found.facts, hand, "declaration", scope, predicate)


def _head(found: Evaluation, questions: int) -> str:
    from paraph.cli.terminal_text import count, safe

    files = count(len(found.facts.change.files), "file")
    ask = f"; {count(questions, 'question')} for its author (Enter leaves one open)" if questions else ""
    return f"{files}, tier {safe(found.decision.tier.value)}{ask}"


def _predicate(
    at: Signing, said: Said, found: Evaluation, person: Person, answers: tuple[Answered, ...], share: float | None
) -> DeclarationPredicate:
    from paraph.core.attest.predicates import DeclarationPredicate
    from paraph.flows.signing.who_signs import known_person

    assistance = _assistance(at, said, found)
    is_ai = assistance not in ("none", "unknown")
    tools = said.tools or (_tools(at, found) if is_ai else ())
    if not is_ai and (tools or share):
        raise click.UsageError(f"--assistance {assistance} and a tool or share contradict each other")
    directory, mine = found.facts.people, person.id if is_ai else ""
    return DeclarationPredicate(
        assistance=assistance,
        tools=tuple(_tool(each) for each in tools),
        share=share,
        prompter=known_person(directory, said.prompter) if said.prompter else mine,
        owner=known_person(directory, said.owner) if said.owner else mine,
        rollback=_rollback(at, said),
        answers=answers,
        steps=said.steps,
        note=said.note,
    )


def _assistance(at: Signing, said: Said, found: Evaluation) -> Assistance:
    """As given; else what the change itself declares, to be confirmed on a terminal; else it has to be said."""
    declared = found.decision.assistance.value if found.facts.provenance.declarations else ""
    chosen = said.assistance or declared
    if at.is_asking and not said.assistance:
        from paraph.cli.ask_answers import asked_line

        proposed = f" [{declared}]" if declared in VALUES else ""
        typed = asked_line(f"\nHow did AI take part: {', '.join(VALUES)}?{proposed}").lower()
        chosen = next((value for value in VALUES if typed and value.startswith(typed)), "" if typed else declared)
    if chosen not in VALUES:
        raise click.UsageError(f"it is not said how AI took part: add --assistance {'|'.join(VALUES)}")
    return chosen


def _tools(at: Signing, found: Evaluation) -> tuple[str, ...]:
    """The tools that the change shows or names by itself, and on a terminal any others."""
    seen = found.decision.assistance.tools
    if not at.is_asking:
        return seen
    from paraph.cli.ask_answers import asked_line

    typed = asked_line(_AGAIN.format(", ".join(seen) or "such as claude-code"))
    return tuple(word for word in typed.replace(",", " ").split()) or seen


def _rollback(at: Signing, said: Said) -> Rollback:
    chosen = said.rollback
    if chosen is None and at.is_asking:
        from paraph.cli.ask_answers import asked_line

        typed = asked_line(f"A way back is: {', '.join(ROLLBACKS)}? [none]").lower()
        chosen = next((value for value in ROLLBACKS if typed and value.startswith(typed)), None)
    return cast("Rollback", chosen or "none")


def _tool(text: str) -> ToolUsed:
    from paraph.core.attest.predicates import ToolUsed

    name, _, model = text.partition(":")
    return ToolUsed(name.strip(), "", model.strip())


def _share(text: str | None) -> float | None:
    """`40%`, `40` or `0.4` as a share between 0 and 1."""
    if text is None:
        return None
    number = text.strip().removesuffix("%")
    try:
        value = float(number)
    except ValueError:
        value = -1.0
    value = value if "." in number and value <= 1 and "%" not in text else value / 100
    if not 0 <= value <= 1:
        raise click.UsageError(f"{text!r} is no share: write a percentage, --share 40%")
    return value
