"""Which person answers for this change, having read it?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from paraph.cli.options import Options, common
from paraph.cli.signing import Signing, signing, signing_options
from paraph.cli.terminal_text import listed, safe, width, wrap

if TYPE_CHECKING:
    from paraph.flows.signing.asked_of import Asked
    from paraph.flows.signing.record_statement import Hand
    from paraph.flows.signing.show_change import ShownFile
    from paraph.flows.signing.sign_off import SignoffDecision
    from paraph.ports.question import Evaluation

DECISIONS = ("approve", "request-changes")


@click.command("signoff")
@signing_options
@click.option("--decision", type=click.Choice(DECISIONS), default="approve", show_default=True, help="Your answer.")
@click.option("--answer", "answers", metavar="ID=TEXT", multiple=True, help="Answer a question; may be repeated.")
@click.option("--answers", "answers_file", metavar="FILE", help="Answers as a YAML mapping of question ids to texts.")
@click.option("--did", "steps", metavar="STEP", multiple=True, help="A step that you did by hand on this content.")
@click.option("--expires", metavar="SPAN", default="14d", show_default=True, help="How long it holds at most.")
@click.option("--no-diff", "is_brief", is_flag=True, help="The files, not their lines.")
@click.option("--withdraw", metavar="ID", help="Take back this sign-off of yours.")
@common("text", "json")
def command(options: Options, withdraw: str | None, **given: Any) -> int:
    """Read a change, answer its questions, and answer for it with your key.

    Shows who or what wrote what, the author's answers and the lines, asks the questions that the change raises, says
    in one sentence what you assert, and signs when you type yes. CHANGE is that of `paraph gate`. Exit codes: 0
    signed, 2 it would not count, 3 you did not say yes, 4 kept but not sent.
    """
    with signing(options, given) as at:
        return _withdrawn(at, withdraw) if withdraw else _signed(at, **given)


def _signed(
    at: Signing, decision: SignoffDecision, answers: tuple[str, ...], answers_file: str | None, steps: tuple[str, ...],
    expires: str, *, is_brief: bool,
) -> int:  # fmt: skip
    from paraph.cli.ask_answers import answers_to, given_answers
    from paraph.cli.duration import seconds_of
    from paraph.flows.signing.asked_of import asked_of_signer, strongest_proof
    from paraph.flows.signing.record_statement import answers_seen, scope_of
    from paraph.flows.signing.sign_off import Saying, signoff_of

    span, given = seconds_of(expires), given_answers(answers, answers_file)
    found = at.judged()
    scope = scope_of(found.facts, found.policy)
    hand = at.hand(found.facts)
    _refuse(at, found, hand, decision)
    at.wanted_proof = strongest_proof(found) if decision == "approve" else "review"
    asked, files = asked_of_signer(found), _files(at, found)
    _show(at, found, asked, files, is_brief=is_brief)
    required = asked.required if decision == "approve" else frozenset[str]()
    own = asked.own if decision == "approve" or given else ()
    said = answers_to(own, given, required, at.options, is_asking=at.is_asking)
    saying = Saying(decision, said, at.now + span, steps, answers_seen(at.notes, hand, scope))
    predicate = signoff_of(found, scope, asked, saying)
    return at.sign(found.facts, hand, "signoff", scope, predicate)


def _refuse(at: Signing, found: Evaluation, hand: Hand, decision: SignoffDecision) -> None:
    """Everything for which a sign-off would be in vain, before anything is asked; and for which it would be in part."""
    from paraph.flows.signing.asked_of import weakest_proof
    from paraph.flows.signing.sign_off import refuse_in_vain
    from paraph.flows.signing.who_signs import refuse_soft_key

    how, takers = refuse_in_vain(found, hand.person, decision)
    if decision != "approve":
        return
    if how:
        rules = listed([safe(each) for each in takers])
        at.options.talk(f"You had a hand in this change ({safe(how)}): this counts for {rules} alone.")
    if weakest_proof(found) == "present":
        refuse_soft_key(hand.signer.public, found.decision.tier.value)


def _show(at: Signing, found: Evaluation, asked: Asked, files: tuple[ShownFile, ...], *, is_brief: bool) -> None:
    """What there is to read: on a terminal page by page, else the head alone, since nobody reads it."""
    from paraph.adapters.process.pager import page
    from paraph.cli.change_text import file_lines, patch_lines
    from paraph.cli.decision_text import Names, context_lines, verdict_lines

    options, style, columns = at.options, at.options.style_of_talk, width()
    lines = verdict_lines(found.decision, style, columns)
    lines += ["", *context_lines(found.decision, style, columns)]
    lines += _author_lines(found, asked, Names(found.facts), options)
    lines += file_lines(files, style)
    if not at.is_asking or options.format == "json" or not sys.stdout.isatty() or is_brief:
        options.talk("\n".join(lines))
        return
    change = found.facts.change
    patch = at.reader.patch(change.base, change.tree or "")
    page((line for part in (lines, patch_lines(patch, files, style)) for line in part), with_pager=True)


def _author_lines(found: Evaluation, asked: Asked, names: Any, options: Options) -> list[str]:
    """What the author answered, and what they were asked and have not."""
    style = options.style_of_talk
    texts = {each.id: each.text for each in asked.shown}
    lines = ["", style.bold("the author's answers")]
    for each in found.facts.answers:
        lines += ["", *wrap(f"{safe(each.question)}: {safe(texts.get(each.question, ''))}".rstrip(": "), width(), "  ")]
        lines += wrap(f"{names.of(each.person)}: {safe(each.text)}", width(), "    ")
    said = {each.question for each in found.facts.answers}
    silent = [each.id for each in asked.shown if each.asks != "signer" and each.id not in said]
    if silent:
        lines += ["", *wrap(f"not answered: {safe(', '.join(silent))}", width(), "  ")]
    return lines if len(lines) > 2 else []


def _files(at: Signing, found: Evaluation) -> tuple[ShownFile, ...]:
    """The files with who wrote which line, as far as records and claims tell."""
    from paraph.core.detect.agent_rows import agent_rows
    from paraph.flows.signing.show_change import lines_of, shown_files
    from paraph.wiring.line_records import opened_records

    with opened_records(at.reader) as records:
        own = agent_rows(found.policy.agents)
        lines = lines_of(at.reader, records.get(), found.facts, own) if found.facts.provenance.lines else None
    return shown_files(at.reader, found.facts, lines)


def _withdrawn(at: Signing, id_: str) -> int:
    from paraph.core.attest.predicates import WithdrawalPredicate
    from paraph.flows.signing.who_signs import refuse_others

    kept = at.kept(id_, "signoff").statement
    facts = at.facts_of(kept.scope)
    hand = at.hand(facts)
    refuse_others(hand.person, kept)
    return at.sign(facts, hand, "withdrawal", kept.scope, WithdrawalPredicate(kept.id), kept)
