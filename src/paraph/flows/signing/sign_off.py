"""What does somebody sign who answers for a change, and when would that be in vain?"""

from __future__ import annotations

from typing import Literal

from paraph.core.attest.predicates import Answered, Scope, ShownQuestion, SignoffPredicate
from paraph.core.detect.lines.digest import attribution_digest
from paraph.core.errors import InputError, Problem
from paraph.core.model.noun import noun
from paraph.core.model.person import Person
from paraph.core.signoff.assertion import sentence
from paraph.flows.signing.asked_of import Asked, rules_that_take_own_work
from paraph.flows.signing.who_signs import refuse_own_work
from paraph.ports.question import Evaluation

MOST_REPORTS = 200
SignoffDecision = Literal["approve", "request-changes"]


@noun
class Saying:
    """What somebody says of a change: their decision, the answers to their questions, steps that they did by hand, the
    ids of the author's statements that they saw; times are epoch seconds."""

    decision: SignoffDecision
    answers: tuple[Answered, ...]
    expires_at: int
    steps: tuple[str, ...] = ()
    seen_answers: tuple[str, ...] = ()


def refuse_in_vain(found: Evaluation, person: Person, decision: SignoffDecision) -> tuple[str, tuple[str, ...]]:
    """In words, how the person had a hand in the change, and the rules that count their sign-off all the same; both
    empty where they had none. Raises InputError where a sign-off would count for nothing."""
    change = found.facts.change
    if change.merge == "conflict" or change.tree is None:
        why = next((each.why for each in found.facts.unreadable if each.fact == "merge"), "it does not merge cleanly")
        what = f"there is no merge result to answer for: {why}"
        raise InputError(Problem("P0768", what, "have it merged or rebased"))
    if not change.files:
        raise InputError(Problem("P0768", "nothing to answer for: the change changes nothing", "name another"))
    if decision != "approve":
        return "", ()
    takers = rules_that_take_own_work(found)
    how = refuse_own_work(person, found.facts, takers)
    return (how, takers) if how else ("", ())


def signoff_of(found: Evaluation, scope: Scope, asked: Asked, saying: Saying) -> SignoffPredicate:
    """A sign-off of the change as it was decided, with the sentence that is asserted."""
    lines, decision = found.facts.provenance.lines, found.decision
    return SignoffPredicate(
        decision=saying.decision,
        assertion=assertion_of(found, scope, saying.decision, len(asked.own), len(saying.answers)),
        tier=decision.tier.value,
        expires_at=saying.expires_at,
        policy=found.policy.digest,
        evidence=tuple(dict.fromkeys(each.digest for each in found.facts.evidence if each.digest))[-MOST_REPORTS:],
        attribution=lines.digest if lines and lines.digest else attribution_digest(()),
        ai_lines=found.facts.provenance.ai_lines,
        claimed_lines=found.facts.provenance.lines_by_claims,
        questions=tuple(ShownQuestion(each.id, each.text) for each in asked.shown),
        answers=saying.answers,
        seen_answers=saying.seen_answers,
        steps=saying.steps,
    )


def assertion_of(found: Evaluation, scope: Scope, decision: SignoffDecision, questions: int, answered: int) -> str:
    """The sentence that whoever signs this off asserts, word for word."""
    return sentence(
        decision=decision, target=scope.target, head=scope.head, tree=scope.tree, diff=scope.diff,
        tier=found.decision.tier.value, files=len(found.facts.change.files),
        ai_lines=found.facts.provenance.ai_lines, questions=questions, answered=answered,
    )  # fmt: skip
