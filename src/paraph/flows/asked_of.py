"""What does the policy in force ask of whoever signs now: which answers, and how strong a proof?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.gate.standing import DEFAULT_PROOF
from paraph.core.model.decision import State
from paraph.core.model.noun import noun
from paraph.core.model.policy import (
    AllNeeds,
    AnyNeed,
    AuthorAnswersNeed,
    InvariantsNeed,
    Requirement,
    SampleNeed,
    SignoffNeed,
)
from paraph.core.model.question import Asks, Question
from paraph.core.model.signoff import PROOF_ORDER, Proof
from paraph.core.signoff.questions import question_of, raised
from paraph.ports.question import Answer

FIRST = ("intent", "rollback")


@noun
class Asked:
    """`shown` are all questions of the change, `own` those that this person answers, `required` the ids without
    which the policy is not met."""

    shown: tuple[Question, ...]
    own: tuple[Question, ...]
    required: frozenset[str]


def asked_of_author(found: Answer) -> Asked:
    """The questions that the author answers, intent and rollback first."""
    required = [id_ for need in _needs(found) if isinstance(need, AuthorAnswersNeed) for id_ in need.questions]
    if any(isinstance(need, InvariantsNeed) for need in _needs(found)):
        required += [each.id for each in found.facts.blast.invariants]
    return _asked(found, ("author", "both"), required)


def asked_of_signer(found: Answer) -> Asked:
    """The questions that whoever signs off answers."""
    required: list[str] = []
    own = [each.id for each in raised(found.facts) if each.asks != "author"]
    for need in _needs(found):
        if isinstance(need, SignoffNeed):
            required += need.questions
            required += own if need.answers == "required" else []
    return _asked(found, ("signer", "both"), required)


def weakest_proof(found: Answer) -> Proof:
    """The weakest proof with which a sign-off could serve any rule that binds; a review where none asks for one."""
    default = DEFAULT_PROOF[found.decision.tier.value]
    proofs = [need.proof or default for need in _needs(found) if isinstance(need, SignoffNeed)]
    return min(proofs, key=PROOF_ORDER.index, default="review")


def strongest_proof(found: Answer) -> Proof:
    """The strongest proof that any rule that binds asks of a sign-off."""
    default = DEFAULT_PROOF[found.decision.tier.value]
    proofs = [need.proof or default for need in _needs(found) if isinstance(need, SignoffNeed)]
    return max(proofs, key=PROOF_ORDER.index, default="review")


def _asked(found: Answer, who: tuple[Asks, ...], required: list[str]) -> Asked:
    shown = raised(found.facts)
    known = {each.id for each in shown}
    more = tuple(
        Question(id_, question_of(id_), "policy", who[0], "the policy asks it")
        for id_ in dict.fromkeys(required)
        if id_ not in known
    )
    own = [each for each in (*shown, *more) if each.asks in who or each.id in required]
    own.sort(key=lambda each: FIRST.index(each.id) if each.id in FIRST else len(FIRST))
    return Asked((*shown, *more), tuple(own), frozenset(required))


def _needs(found: Answer) -> Iterator[Requirement]:
    """The requirements of all rules that bind the change, in whatever mode they are."""
    decision = found.decision
    nodes = (*decision.tree.children, *decision.would, *decision.recorded)
    bound = {node.title for node in nodes if node.state is not State.SKIPPED}
    for rule in found.policy.rules:
        if rule.name in bound:
            for need in rule.require:
                yield from _leaves(need)


def _leaves(need: Requirement) -> Iterator[Requirement]:
    if isinstance(need, AllNeeds | AnyNeed):
        for child in need.children:
            yield from _leaves(child)
    elif isinstance(need, SampleNeed):
        yield from _leaves(need.child)
    else:
        yield need
