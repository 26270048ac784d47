"""What exactly does the reader assert who answers for a change, and by which act?"""

from __future__ import annotations

from collections.abc import Collection
from shlex import quote

from paraph.core.attest.predicates import Scope
from paraph.core.errors import InputError
from paraph.core.model.decision import State
from paraph.core.model.noun import changed, noun
from paraph.core.model.refs import short_name
from paraph.core.model.signoff import Answer, Proof
from paraph.core.policy.context_contributors import contributors_of
from paraph.core.policy.lookup import index_people
from paraph.flows.signing.asked_of import (
    Asked,
    asked_of_author,
    asked_of_signer,
    rules_that_take_own_work,
    strongest_proof,
)
from paraph.flows.signing.record_statement import scope_of
from paraph.flows.signing.sign_off import assertion_of
from paraph.flows.view.addresses import change_address
from paraph.flows.view.shown import shown
from paraph.ports.board import ChangeRow
from paraph.ports.question import Evaluation

BUTTONS: dict[Proof, str] = {
    "review": "I answer for it", "signed": "Sign with my passkey", "present": "Sign in person with my passkey",
}  # fmt: skip
DEMANDS: dict[Proof, str] = {
    "review": "A review is enough here: that you are logged in and say so.",
    "signed": "A signature is asked for here, which anybody can check for ever.",
    "present": "It is asked here that you are there: a passkey with a finger, a face or a PIN.",
}
MOST_SENTENCES = 40
ANSWERS_SIGNED = "Answers are asked for, which a review cannot carry: they are signed with a passkey."
_OPEN = (State.DENIED, State.PENDING, State.CANNOT_TELL)


@noun
class QuestionView:
    """A question of the change, with what was answered to it so far. `is_own` says that the reader answers it."""

    id: str
    text: str
    because: str
    asks: str
    is_own: bool
    is_required: bool
    answers: tuple[AnswerView, ...] = ()


@noun
class AnswerView:
    """What somebody answered."""

    person: str
    text: str


@noun
class Box:
    """The sign-off box. `kind` is `approve`, `declare` for whoever made the change, or empty with `why_not`.

    `sentences` are what is asserted where so many of the reader's questions (from none to all) are answered; the one
    with all of them is `assertion`. `revision` is the version of the change that is shown. `is_plain` says that no
    passkey is needed; `rules` are those that an override may name.
    """

    kind: str
    why_not: str
    action: str
    revision: int
    assertion: str = ""
    sentences: tuple[str, ...] = ()
    proof: str = "review"
    demand: str = ""
    button: str = ""
    questions: tuple[QuestionView, ...] = ()
    is_asked: bool = False
    note: str = ""
    is_plain: bool = False
    has_passkey: bool = False
    command: str = ""
    may_veto: bool = False
    may_override: bool = False
    rules: tuple[str, ...] = ()
    assistance: str = ""
    tools: str = ""
    rollback: str = "none"


def questions(found: Evaluation, asked: Asked) -> tuple[QuestionView, ...]:
    """All questions of a change with the answers so far, those of the reader marked."""
    own = {each.id for each in asked.own}
    given: dict[str, list[Answer]] = {}
    for answer in found.facts.answers:
        given.setdefault(answer.question, []).append(answer)
    return tuple(
        QuestionView(
            each.id, shown(each.text, 1_000), shown(each.because, 300), each.asks, each.id in own,
            each.id in asked.required,
            tuple(AnswerView(shown(one.person, 60), shown(one.text, 4_000)) for one in given.get(each.id, [])),
        )
        for each in asked.shown
    )  # fmt: skip


def box(
    row: ChangeRow, found: Evaluation | None, person: str, *, roles: Collection[str] = (), has_passkey: bool = False
) -> Box:
    """What this reader may do with the change, and the words of it."""
    action = change_address(row.repository, row.number, "answer")
    why = _why_not(row, found, person, roles)
    if why or found is None:
        return Box("", why, action, row.version)
    try:
        scope = scope_of(found.facts, found.policy)
    except InputError as error:
        return Box("", f"{error.problems[0].what}: {error.problems[0].fix}", action, row.version)
    empty = Box("", "", action, row.version, has_passkey=has_passkey)
    if _is_involved(found, person) and not rules_that_take_own_work(found):
        return _authors(found, scope, empty)
    return _signers(row, found, scope, person, empty)


def _why_not(row: ChangeRow, found: Evaluation | None, person: str, roles: Collection[str]) -> str:
    if not person:
        return "Log in to answer for it."
    if "auditor" in roles:
        return "An auditor reads everything and changes nothing."
    if row.state != "open":
        return f"It is {'landed' if row.state == 'alarm' else row.state}: there is nothing to answer any more."
    if found is None:
        return "Nothing is decided of it yet, so there is nothing to sign."
    if not found.facts.change.tree:
        return "There is no merge result to answer for: have it merged with its target, or rebased."
    if found.decision.verdict.value == "allow" and _has_answered(found, person):
        return "You answered for it, and it is allowed: nothing more is asked of you. What you said stands under Said."
    return "" if found.facts.change.files else "It changes nothing."


def _has_answered(found: Evaluation, person: str) -> bool:
    """Whether an answer of theirs holds for this content."""
    return any(
        each.person == person and each.is_approval and each.holds and not each.is_withdrawn and not each.is_spent
        for each in found.facts.signoffs
    )


def _is_involved(found: Evaluation, person: str) -> bool:
    facts = found.facts
    said = contributors_of(facts.change, index_people(facts.people), facts.provenance.signals)
    return any(each.person is not None and each.person.id == person for each in said.everyone)


def _authors(found: Evaluation, scope: Scope, empty: Box) -> Box:
    """What whoever had a hand in the change is asked to say of it: how AI took part, a way back, their answers."""
    asked, facts = asked_of_author(found), found.facts
    said = facts.provenance.declarations[-1].assistance.value if facts.provenance.declarations else ""
    return changed(
        empty,
        kind="declare",
        assertion=f"Of {scope.head[:12]} for {shown(short_name(scope.target), 200)} I declare what stands above.",
        proof="signed",
        button="Sign what I declare",
        demand="It is signed with your passkey, and stands in the ledger.",
        questions=questions(found, asked),
        is_asked=any(owed.kind == "author" for owed in found.decision.missing),
        note="You had a hand in this change, so somebody else must answer for it; what you say is read by them.",
        command=f"paraph declare {shown(scope.head[:12])} --target {shown(quote(scope.target), 200)}",
        assistance=said,
        tools=", ".join(shown(each, 60) for each in found.decision.assistance.tools[:5]),
        rollback=facts.rollback_plan,
    )


def _signers(row: ChangeRow, found: Evaluation, scope: Scope, person: str, empty: Box) -> Box:
    asked = asked_of_signer(found)
    proof = strongest_proof(found)
    number = min(len(asked.own), MOST_SENTENCES)
    sentences = tuple(shown(assertion_of(found, scope, "approve", len(asked.own), at)) for at in range(number + 1))
    is_asked = person in row.owed_by
    is_plain = proof == "review" and not asked.required
    return changed(
        empty,
        kind="approve",
        assertion=sentences[-1],
        sentences=sentences,
        proof=proof,
        demand=DEMANDS[proof] if is_plain or proof != "review" else ANSWERS_SIGNED,
        button=BUTTONS[proof if is_plain or proof != "review" else "signed"],
        questions=questions(found, asked),
        is_asked=is_asked,
        note="" if is_asked else "Nobody asks you: your answer is kept, and counts where the policy lets it.",
        is_plain=is_plain,
        command=f"paraph signoff {shown(scope.head[:12])} --target {shown(quote(scope.target), 200)}",
        may_veto=True,
        may_override=found.decision.verdict.value != "allow",
        rules=tuple(each.title for each in found.decision.tree.children if each.kind == "rule" and each.state in _OPEN),
    )
