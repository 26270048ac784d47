"""How is a statement signed so that it counts, and put where others find it?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from paraph.core.attest.envelope import (
    PAYLOAD_TYPE,
    Envelope,
    EnvelopeSignature,
    merged,
    pae,
    write_envelope,
)
from paraph.core.attest.namespaces import namespace
from paraph.core.attest.predicate_fields import PATH
from paraph.core.attest.predicates import DeclarationPredicate, Kind, Predicate, Scope, Statement
from paraph.core.attest.statement import read_statement, write_statement
from paraph.core.attest.trust import SignedBy, signed_by
from paraph.core.errors import InputError, Problem
from paraph.core.model import places
from paraph.core.model.facts import Facts
from paraph.core.model.person import Directory, Person
from paraph.core.model.policy import Policy
from paraph.flows.statements.filed_statements import file_statements, read_signed
from paraph.ports.signing import SignatureChecker, Signer
from paraph.ports.statements import Carried, StatementCarrier

MOST_SEEN = 100
MOST_PATHS, MOST_PATH_BYTES = 200, 12_000


class Hand(NamedTuple):
    """Who signs, with what, and by which directory their signature is judged on which day (ISO 8601)."""

    person: Person
    signer: Signer
    checker: SignatureChecker
    directory: Directory
    day: str


class Made(NamedTuple):
    """What was signed and kept: the statement, the envelope as its one line, and the signature as others see it."""

    statement: Statement
    envelope: bytes
    signed: SignedBy


class Found(NamedTuple):
    """A statement found among those carried, with all signatures over it."""

    statement: Statement
    envelope: Envelope


def scope_of(facts: Facts, policy: Policy) -> Scope:
    """What a statement on this change speaks of. Raises InputError where it could be bound to nothing."""
    change = facts.change
    if not policy.identity:
        fix = f'`paraph init` drafts one; or add a line to {places.POLICY}: identity: "<32 random hex digits>"'
        raise InputError(Problem("P0759", "the policy in force gives this repository no identity", fix))
    if not change.target:
        what = "a statement is for one target, and this change names none"
        raise InputError(Problem("P0760", what, "name it: --target main, or `main..BRANCH`"))
    if not change.base:
        raise InputError(Problem("P0760", "the change has no base to be merged into", "name a change: `main..BRANCH`"))
    return Scope(policy.identity, change.target, change.base, change.head, change.tree or "", change.diff)


def paths_told(facts: Facts) -> tuple[str, ...]:
    """The changed paths, as many as a statement may list: those that are long, or no plain text, are left out."""
    found: list[str] = []
    room = MOST_PATH_BYTES
    for each in facts.change.files:
        try:
            PATH.read(each.path, "path")
        except InputError:
            continue
        room -= len(each.path.encode()) + 3
        if room < 0 or len(found) == MOST_PATHS:
            break
        found.append(each.path)
    return tuple(found)


def record_statement(
    carrier: StatementCarrier, hand: Hand, kind: Kind, scope: Scope, predicate: Predicate, *, at: int, nonce: str
) -> Made:
    """Write, sign, check and keep one statement; `at` is epoch seconds, `nonce` 32 hex digits.

    Raises InputError where the statement or the signature would not count, ReadError when the key cannot be used.
    """
    payload = write_statement(kind, scope, hand.person.id, at, nonce, predicate)
    return _record(carrier, hand, Envelope(payload, PAYLOAD_TYPE, ()))


def sign_again(carrier: StatementCarrier, hand: Hand, kept: Found) -> Made:
    """Sign the same bytes as somebody before, for what two people answer for."""
    return _record(carrier, hand, kept.envelope)


def find_statement(carrier: StatementCarrier, id_: str) -> Found:
    """The one carried statement whose id begins so. Raises InputError where there is none, or several."""
    wanted = id_.strip().lower()
    if len(wanted) < 6:
        raise InputError(Problem("P0761", f"{id_!r} is too short for a statement's id", "give six digits or more"))
    found: dict[str, list[Envelope]] = {}
    for envelope, statement in readable(carrier.carried()):
        if statement.id.startswith(wanted):
            found.setdefault(statement.id, []).append(envelope)
    if len(found) != 1:
        what = f"{len(found)} statements begin with {id_!r}" if found else f"there is no statement {id_!r} here"
        fix = "give more of its digits" if found else "take in what others signed: --fetch"
        raise InputError(Problem("P0761", what, fix))
    (same,) = found.values()
    envelope = merged(same)
    return Found(read_statement(envelope.payload), envelope)


def answers_seen(carrier: StatementCarrier, hand: Hand, scope: Scope) -> tuple[str, ...]:
    """The newest statements, as far as they count by their signatures, in which an author answered for a content."""
    found = [
        statement.id
        for statement, envelope, _ in file_statements(carrier.carried()).filed
        if isinstance(statement.predicate, DeclarationPredicate)
        and statement.predicate.answers
        and (statement.scope.repository, statement.scope.target) == (scope.repository, scope.target)
        and scope.diff in (statement.scope.diff, "")
        and signed_by(statement, envelope, hand.directory, hand.checker.check, hand.day).signers
    ]
    return tuple(sorted(found[-MOST_SEEN:]))


def readable(carried: Iterable[Carried]) -> Iterable[tuple[Envelope, Statement]]:
    """The envelopes that hold a statement, one after the other; what is none says nothing."""
    for one in carried:
        try:
            yield read_signed(one.envelope)
        except InputError:
            continue


def _record(carrier: StatementCarrier, hand: Hand, unsigned: Envelope) -> Made:
    statement = read_statement(unsigned.payload)
    message = pae(unsigned.payload_type, unsigned.payload)
    signature = hand.signer.sign(namespace(statement.kind), message)
    keyid = hand.checker.fingerprint(hand.signer.public)
    own = EnvelopeSignature(keyid, signature)
    envelope = Envelope(unsigned.payload, unsigned.payload_type, (*unsigned.signatures, own))
    found = signed_by(statement, envelope, hand.directory, hand.checker.check, hand.day)
    mine = next((each for each in found.signers if each.holder == hand.person.id), None)
    if mine is None:
        why = "; ".join(found.flaws) or "nobody of the directory made it"
        raise InputError(Problem("P0762", f"the signature would not count: {why}", "nothing was kept; mend it first"))
    # only what counts: what strangers put beside it must not fill the envelope
    line = write_envelope(found.envelope or envelope)
    carrier.add([Carried(statement.scope.head, line)])
    return Made(statement, line, mine)
