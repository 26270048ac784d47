"""Does a report speak of this change, and would its signature count?"""

from __future__ import annotations

from typing import NamedTuple, NoReturn

from paraph.core.attest.envelope import (
    PAYLOAD_TYPE,
    Envelope,
    EnvelopeSignature,
    read_envelope,
    signed_bytes,
    write_envelope,
)
from paraph.core.attest.namespaces import namespace
from paraph.core.attest.predicates import EvidencePredicate, Scope, Statement
from paraph.core.attest.statement import statement_in, write_statement
from paraph.core.attest.strict_json import parse_json
from paraph.core.attest.trust import signed_by
from paraph.core.errors import InputError, Problem
from paraph.core.model.change import Change
from paraph.core.model.facts import Facts
from paraph.core.policy.context_contributors import contributors_of
from paraph.core.policy.lookup import index_people
from paraph.flows.signing.record_statement import Made
from paraph.ports.repository import RepositoryReader
from paraph.ports.signing import SignatureChecker, Signer
from paraph.ports.statements import Carried, StatementCarrier

MOST_BYTES = 64 * 1024
_ENVELOPE_KEYS = frozenset(("payload", "payloadType", "signatures"))
_SHORT = 12


class Bench(NamedTuple):
    """With what, and on which day (ISO 8601), the signature of a report is judged."""

    checker: SignatureChecker
    day: str


def read_report(data: bytes) -> Envelope:
    """A report as somebody's tools left it: an in-toto Statement, in an envelope without signatures, or a DSSE
    envelope with its own. Raises InputError for anything else, and for statements that are no reports."""
    members = parse_json(data, what="report", max_bytes=MOST_BYTES)
    is_signed = isinstance(members, dict) and bool(_ENVELOPE_KEYS & members.keys())
    envelope = read_envelope(data) if is_signed else Envelope(data, PAYLOAD_TYPE, ())
    kind = statement_in(envelope).kind
    if kind != "evidence":
        fix = "give a test-result or an SVR; the others are signed with verbs of their own"
        raise InputError(Problem("P0725", f"this is a {kind}, and no evidence", fix))
    return envelope


def written_report(reader: RepositoryReader, change: Change, said: EvidencePredicate) -> Envelope:
    """A test-result of our own about the head of a change, not signed yet. It names the tree that would land, too,
    where that is what was tested: the head's own."""
    tree = change.tree if change.tree and reader.tree_id(change.head) == change.tree else ""
    scope = Scope("", "", "", change.head, tree)
    return Envelope(write_statement("evidence", scope, "", said.at, "", said), PAYLOAD_TYPE, ())


def sign_report(unsigned: Envelope, signer: Signer, checker: SignatureChecker) -> Envelope:
    """The envelope with a signature over it. Raises ReadError when the key cannot be used."""
    signature = signer.sign(namespace("evidence"), signed_bytes(unsigned))
    own = EnvelopeSignature(checker.fingerprint(signer.public), signature)
    return Envelope(unsigned.payload, unsigned.payload_type, (own,))


def refuse_other_content(statement: Statement, change: Change) -> None:
    """Raise InputError for a report that is neither of the head of the change nor of the tree that would land."""
    scope = statement.scope
    if scope.head != change.head and not (scope.tree and scope.tree == change.tree):
        said = (("commit", scope.head), ("tree", scope.tree))
        named = " and ".join(f"{what} {id_[:_SHORT]}" for what, id_ in said if id_)
        merged = f", which lands as tree {change.tree[:_SHORT]}" if change.tree else ""
        what = f"the report is of {named}, and not of commit {change.head[:_SHORT]}{merged}"
        raise InputError(Problem("P0726", what, "name the change that it is of, or make it again for this one"))


def add_report(carrier: StatementCarrier, envelope: Envelope, facts: Facts, bench: Bench) -> Made:
    """Keep a signed report where others find it: at the commit that it speaks of, with the signatures that count.

    Raises InputError, and keeps nothing, where it would not count for the change.
    """
    statement = statement_in(envelope)
    refuse_other_content(statement, facts.change)
    found = signed_by(statement, envelope, facts.people, bench.checker.check, bench.day)
    hands = contributors_of(facts.change, index_people(facts.people), facts.provenance.signals).ids
    free = [each for each in found.signers if each.is_robot or each.holder not in hands]
    if not free:
        _refuse([each.holder for each in found.signers], found.flaws)
    line = write_envelope(found.envelope or envelope)
    carrier.add([Carried(statement.scope.head or facts.change.head, line)])
    return Made(statement, line, free[0])


def _refuse(holders: list[str], flaws: tuple[str, ...]) -> NoReturn:
    if holders:
        what = f"{', '.join(holders)} had a hand in this change, so that the report would not count"
        raise InputError(Problem("P0727", what, "sign it with the key of a robot, or have somebody else make it"))
    why = "; ".join(flaws) or "nobody signed it"
    raise InputError(Problem("P0728", f"the report would not count: {why}", "nothing was kept; mend it first"))
