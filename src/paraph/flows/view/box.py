"""What exactly does the reader assert who answers for a change, and by which act?"""

from __future__ import annotations

from collections.abc import Collection

from paraph.core.attest.predicates import Scope
from paraph.core.errors import InputError
from paraph.core.model.noun import noun
from paraph.core.model.signoff import Answer, Proof
from paraph.core.policy.context_contributors import contributors_of
from paraph.core.policy.lookup import index_people
from paraph.core.signoff.assertion import sentence
from paraph.flows.signing.asked_of import (
    Asked,
    asked_of_author,
    asked_of_signer,
    rules_that_take_own_work,
    strongest_proof,
)
from paraph.flows.signing.record_statement import scope_of
from paraph.flows.view.addresses import change_address
from paraph.flows.view.shown import counted, shown
from paraph.ports.board import ChangeRow
from paraph.ports.question import Evaluation

BUTTONS: dict[Proof, str] = {
    "review": "Answer for this change", "signed": "Sign with a passkey", "present": "Sign in person with a passkey",
}  # fmt: skip
DEMANDS: dict[Proof, str] = {
    "review": "This tier asks for a review: being logged in is enough.",
    "signed": "This tier asks for a signature, which anybody can check for ever.",
    "present": "This tier asks that you are there: a passkey with a finger, a face or a PIN.",
}
MOST_SENTENCES = 40


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
    """The sign-off box. `kind` is `signoff`, `answers` for whoever made the change, or empty with `why_not`.

    `sentences` are what is asserted where so many of the reader's questions (from none to all) are answered; the one
    with all of them is `assertion`. `revision` names what was shown: head, tree and the entry of the decision.
    """

    kind: str
    why_not: str
    action: str
    revision: str
    assertion: str = ""
    sentences: tuple[str, ...] = ()
    proof: str = "review"
    demand: str = ""
    button: str = ""
    questions: tuple[QuestionView, ...] = ()
    is_asked: bool = False
    note: str = ""
    has_passkey: bool = False
    command: str = ""
    may_veto: bool = False
    may_override: bool = False


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
    revision = f"{row.head}:{row.tree}:{'' if row.entry is None else row.entry}"
    why = _why_not(row, found, person, roles)
    if why or found is None:
        return Box("", why, action, revision)
    takers = rules_that_take_own_work(found)
    if _how_involved(found, person) and not takers:
        return _authors(row, found, action, revision)
    try:
        scope = scope_of(found.facts, found.policy)
    except InputError as error:
        return Box("", f"{error.problems[0].what}: {error.problems[0].fix}", action, revision)
    return _signers(found, scope, person, Box("signoff", "", action, revision, has_passkey=has_passkey))


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
    return "" if found.facts.change.files else "It changes nothing."


def _how_involved(found: Evaluation, person: str) -> bool:
    facts = found.facts
    said = contributors_of(facts.change, index_people(facts.people), facts.provenance.signals)
    return any(each.person is not None and each.person.id == person for each in said.everyone)


def _authors(row: ChangeRow, found: Evaluation, action: str, revision: str) -> Box:
    asked = asked_of_author(found)
    views = questions(found, asked)
    own = [view for view in views if view.is_own]
    if not own:
        why = "You had a hand in this change, so somebody else must answer for it. It asks nothing of you."
        return Box("", why, action, revision, questions=views)
    change = f"{row.head[:12]} for {row.target.removeprefix('refs/heads/')}"
    answered = counted(len(own), "question")
    return Box(
        "answers", "", action, revision,
        assertion=f"Of {change} I declare: I answered {answered}.",
        sentences=tuple(f"Of {change} I declare: I answered {counted(at, 'question')}." for at in range(len(own) + 1)),
        proof="review", button="Record my answers", questions=views,
        note="You had a hand in this change: what you answer is read by whoever signs.",
    )  # fmt: skip


def _signers(found: Evaluation, scope: Scope, person: str, empty: Box) -> Box:
    asked = asked_of_signer(found)
    proof = strongest_proof(found)
    number = min(len(asked.own), MOST_SENTENCES)
    sentences = tuple(_sentence(found, scope, len(asked.own), at) for at in range(number + 1))
    is_asked = any(person in owed.by for owed in found.decision.missing if owed.kind == "person")
    note = "" if is_asked else "Nobody asks you: your answer is kept, and counts where the policy lets it."
    return Box(
        "signoff", "", empty.action, empty.revision,
        assertion=sentences[-1], sentences=sentences, proof=proof, demand=DEMANDS[proof], button=BUTTONS[proof],
        questions=questions(found, asked), is_asked=is_asked, note=note, has_passkey=empty.has_passkey,
        command=f"paraph signoff {shown(scope.head[:12])} --target {shown(scope.target, 200)}",
        may_veto=True, may_override=bool(found.decision.verdict.value != "allow"),
    )  # fmt: skip


def _sentence(found: Evaluation, scope: Scope, questions_: int, answered: int) -> str:
    facts = found.facts
    return shown(sentence(
        decision="approve", target=scope.target, head=scope.head, tree=scope.tree, diff=scope.diff,
        tier=found.decision.tier.value, files=len(facts.change.files), ai_lines=facts.provenance.ai_lines,
        questions=questions_, answered=answered,
    ))  # fmt: skip
