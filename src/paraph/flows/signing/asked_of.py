"""What does the policy in force ask of whoever signs now: which answers, and how strong a proof?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.gate.standing import DEFAULT_PROOF
from paraph.core.model.decision import State
from paraph.core.model.noun import noun
from paraph.core.model.policy import AuthorAnswersNeed, InvariantsNeed, Requirement, Rule, SignoffNeed
from paraph.core.model.question import Asks, Question
from paraph.core.model.signoff import PROOF_ORDER, Proof
from paraph.core.policy.walk import requirements_of
from paraph.core.signoff.questions import question_of, raised
from paraph.ports.question import Evaluation

FIRST = ("intent", "rollback")


@noun
class Asked:
    """`shown` are all questions of the change, `own` those that this person answers, `required` the ids without
    which the policy is not met."""

    shown: tuple[Question, ...]
    own: tuple[Question, ...]
    required: frozenset[str]


def asked_of_author(found: Evaluation) -> Asked:
    """The questions that the author answers, intent and rollback first."""
    required = [id_ for need in _needs(found) if isinstance(need, AuthorAnswersNeed) for id_ in need.questions]
    if any(isinstance(need, InvariantsNeed) for need in _needs(found)):
        required += [each.id for each in found.facts.blast.invariants]
    return _asked(found, ("author", "both"), required)


def asked_of_signer(found: Evaluation) -> Asked:
    """The questions that whoever signs off answers."""
    required: list[str] = []
    own = [each.id for each in raised(found.facts) if each.asks != "author"]
    for need in _needs(found):
        if isinstance(need, SignoffNeed):
            required += need.questions
            required += own if need.answers == "required" else []
    return _asked(found, ("signer", "both"), required)


def weakest_proof(found: Evaluation) -> Proof:
    """The weakest proof with which a sign-off could serve any rule that binds; a review where none asks for one."""
    return min(_proofs(found), key=PROOF_ORDER.index, default="review")


def strongest_proof(found: Evaluation) -> Proof:
    """The strongest proof that any rule that binds asks of a sign-off."""
    return max(_proofs(found), key=PROOF_ORDER.index, default="review")


def rules_that_take_own_work(found: Evaluation) -> tuple[str, ...]:
    """The rules that bind and count the sign-off of somebody who had a hand in the change."""
    needs = ((rule.name, need) for rule in _bound(found) for need in requirements_of(rule.require))
    names = (name for name, need in needs if isinstance(need, SignoffNeed) and not need.is_independent)
    return tuple(dict.fromkeys(names))


def _proofs(found: Evaluation) -> list[Proof]:
    default = DEFAULT_PROOF[found.decision.tier.value]
    return [need.proof or default for need in _needs(found) if isinstance(need, SignoffNeed)]


def _asked(found: Evaluation, who: tuple[Asks, ...], required: list[str]) -> Asked:
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


def _needs(found: Evaluation) -> Iterator[Requirement]:
    """The requirements of all rules that bind the change."""
    return (need for rule in _bound(found) for need in requirements_of(rule.require))


def _bound(found: Evaluation) -> Iterator[Rule]:
    """The rules that bind the change, in whatever mode they are."""
    decision = found.decision
    nodes = (*decision.tree.children, *decision.would, *decision.recorded)
    bound = {node.title for node in nodes if node.state is not State.SKIPPED}
    return (rule for rule in found.policy.rules if rule.name in bound)
