"""Which statement does a form become, before anybody signs it?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, cast, get_args

from paraph.core.attest.envelope import PAYLOAD_TYPE, Envelope, merged, pae, read_envelope
from paraph.core.attest.namespaces import namespace
from paraph.core.attest.predicates import (
    DeclarationPredicate,
    Kind,
    OverridePredicate,
    OwnerTransferPredicate,
    Predicate,
    SignoffPredicate,
    Statement,
    ToolUsed,
    VetoPredicate,
    WithdrawalPredicate,
)
from paraph.core.attest.statement import read_statement, write_statement
from paraph.core.errors import InputError, Problem
from paraph.core.model.person import Person
from paraph.core.model.provenance import AI_VALUES
from paraph.flows.answer.form import AnswerForm, answers_given, unfit
from paraph.flows.answer.standing import Standing, person_of
from paraph.flows.attend.office import Office
from paraph.flows.signing.asked_of import asked_of_author, asked_of_signer
from paraph.flows.signing.asserted import asserted
from paraph.flows.signing.record_statement import paths_told, scope_of
from paraph.flows.signing.sign_off import Saying, refuse_in_vain, signoff_of
from paraph.flows.signing.who_signs import (
    known_person,
    refuse_lower,
    refuse_others,
    refuse_strangers,
    refuse_twice,
)

HOLDS_SECONDS = 14 * 86_400
REVIEW_DUE_SECONDS = 3 * 86_400
NONCE_BYTES = 16
_ASSISTANCE = ("none", "assisted", "generated", "autonomous", "unknown")


class Prepared(NamedTuple):
    """A statement that waits for its signature: its bytes, the sentence that its signer asserts, and what a signature
    is made over (`message`, under the namespace of its kind)."""

    kind: Kind
    payload: bytes
    sentence: str

    @property
    def namespace(self) -> str:
        """The name under which it is signed."""
        return namespace(self.kind)

    @property
    def message(self) -> bytes:
        """The bytes that are signed (DSSE's PAE)."""
        return pae(PAYLOAD_TYPE, self.payload)


def prepare(office: Office, at: Standing, who: str, form: AnswerForm) -> Prepared:
    """The statement of a person (by id) about a change. Raises InputError where it would count for nothing."""
    person = person_of(at.directory, who)
    now = office.clock()
    if form.kind == "second":
        return _second(office, at, person, form)
    kind, make = _MAKERS[form.kind]
    said, of = make(office, at, person, form)
    scope = of.scope if of is not None else scope_of(at.found.facts, at.found.policy)
    payload = write_statement(kind, scope, person.id, now, office.random(NONCE_BYTES).hex(), said)
    return Prepared(kind, payload, asserted(scope, said, of))


_Made = tuple[Predicate, Statement | None]


def _signoff(office: Office, at: Standing, person: Person, form: AnswerForm) -> _Made:
    decision: Literal["approve", "request-changes"] = "approve" if form.kind == "approve" else "request-changes"
    refuse_in_vain(at.found, person, decision)
    asked = asked_of_signer(at.found)
    required = asked.required if decision == "approve" else frozenset[str]()
    answers = answers_given(form, asked.own, required)
    said: SignoffPredicate = signoff_of(
        at.found,
        scope_of(at.found.facts, at.found.policy),
        asked,
        Saying(decision, answers, office.clock() + HOLDS_SECONDS, (), _seen(office, at)),
    )
    return said, None


def _seen(office: Office, at: Standing) -> tuple[str, ...]:
    """The author's statements that stand beside the questions on the page."""
    change = at.found.facts.change
    kept = office.ledger(at.repository.key).statements_about([change.target], diffs=[change.diff])
    return tuple(sorted(each.id for each in kept if each.kind == "declaration"))


def _declare(_: Office, at: Standing, person: Person, form: AnswerForm) -> _Made:
    if form.assistance not in _ASSISTANCE:
        raise unfit("it is not said how AI took part", f"one of: {', '.join(_ASSISTANCE)}")
    is_ai = form.assistance in AI_VALUES
    if form.tools and not is_ai:
        what = f"`{form.assistance}` and a tool contradict each other"
        raise unfit(what, "leave one of them out")
    rollbacks = get_args(Literal["none", "written", "rehearsed"])
    if form.rollback not in rollbacks:
        raise unfit("the way back is not known", f"one of: {', '.join(rollbacks)}")
    prompter = known_person(at.directory, form.prompter) if form.prompter else person.id if is_ai else ""
    refuse_strangers(person, at.found.facts, prompter)
    asked = asked_of_author(at.found)
    said = DeclarationPredicate(
        assistance=cast("Literal['none', 'assisted', 'generated', 'autonomous', 'unknown']", form.assistance),
        tools=tuple(_tool(each) for each in form.tools if each.strip()),
        prompter=prompter,
        owner=known_person(at.directory, form.owner) if form.owner else person.id if is_ai else "",
        rollback=cast("Literal['none', 'written', 'rehearsed']", form.rollback),
        answers=answers_given(form, asked.own, frozenset()),
    )
    return said, None


def _tool(text: str) -> ToolUsed:
    name, _, model = text.partition(":")
    return ToolUsed(name.strip(), "", model.strip())


def _veto(_: Office, at: Standing, __: Person, form: AnswerForm) -> _Made:
    return VetoPredicate(form.reason_given, paths_told(at.found.facts)), None


def _override(office: Office, at: Standing, _: Person, form: AnswerForm) -> _Made:
    now, tree = office.clock(), at.found.decision.tree
    known = {node.title for node in tree.children}
    strange = [each for each in form.rules if each not in known]
    if strange:
        raise unfit(f"no rule is called {strange[0][:60]!r}", "load the page again")
    ends, due = now + form.seconds, now + REVIEW_DUE_SECONDS
    tier = at.found.decision.tier.value
    return OverridePredicate(form.reason_given, tier, ends, due, form.ticket[:100], form.rules), None


def _takeover(_: Office, at: Standing, person: Person, form: AnswerForm) -> _Made:
    return OwnerTransferPredicate(person.id, at.found.facts.owner or "", (), form.reason.strip()), None


def _clear(office: Office, at: Standing, person: Person, form: AnswerForm) -> _Made:
    of = _earlier(office, at, form.statement, "veto")[0]
    refuse_lower(person, of, at.directory)
    return WithdrawalPredicate(of.id, form.reason_given), of


def _withdraw(office: Office, at: Standing, person: Person, form: AnswerForm) -> _Made:
    of = _earlier(office, at, form.statement, "signoff")[0]
    refuse_others(person, of)
    return WithdrawalPredicate(of.id, form.reason.strip()), of


def _second(office: Office, at: Standing, person: Person, form: AnswerForm) -> Prepared:
    """The same bytes that somebody has signed already, for the second person of an override."""
    of, envelope = _earlier(office, at, form.statement, "override")
    refuse_twice(person, of)
    first = f"As the second person beside {of.person}: "
    return Prepared("override", envelope.payload, first + asserted(of.scope, of.predicate))


def _earlier(office: Office, at: Standing, id_: str, kind: Kind) -> tuple[Statement, Envelope]:
    found = [each for each in office.ledger(at.repository.key).statements(ids=[id_]) if each.kind == kind]
    if not found or found[0].target != at.row.target:
        raise InputError(Problem("P1375", f"there is no {kind} of that id on this change", "load the page again"))
    envelope = merged([read_envelope(each.envelope) for each in found])
    return read_statement(envelope.payload), envelope


_Maker = Callable[[Office, Standing, Person, AnswerForm], _Made]
_MAKERS: dict[str, tuple[Kind, _Maker]] = {
    "approve": ("signoff", _signoff),
    "request-changes": ("signoff", _signoff),
    "declare": ("declaration", _declare),
    "veto": ("veto", _veto),
    "clear": ("withdrawal", _clear),
    "override": ("override", _override),
    "takeover": ("owner-transfer", _takeover),
    "withdraw": ("withdrawal", _withdraw),
}
