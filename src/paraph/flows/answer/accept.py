"""How does a signed statement come into the log, and when does it not?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from paraph.core.attest.canonical import canonical
from paraph.core.attest.envelope import (
    PAYLOAD_TYPE,
    Envelope,
    EnvelopeSignature,
    merged,
    read_envelope,
    write_envelope,
)
from paraph.core.attest.predicates import Statement
from paraph.core.attest.statement import read_statement, statement_in
from paraph.core.attest.timestamps import day_of
from paraph.core.attest.trust import SignedBy, signed_by
from paraph.core.errors import InputError, Problem
from paraph.core.ledger.entry import entry
from paraph.core.model.change import ABSENT
from paraph.core.model.digest import sha256_hex
from paraph.flows.answer.standing import Standing, moved_on
from paraph.flows.attend.errands import attend_job
from paraph.flows.attend.office import Office
from paraph.flows.server.movement_entries import statement_entry
from paraph.flows.server.take_statements import kept_statement
from paraph.flows.signing.who_signs import short
from paraph.ports.ledger import Job, Receipt, Row

_AGAIN = "nothing was kept; mend it first"


class Accepted(NamedTuple):
    """A statement that is in the log now: who signed it, and the receipt of its entry."""

    statement: Statement
    by: SignedBy
    receipt: Receipt


def accept_signature(office: Office, at: Standing, payload: bytes, public: str, signature: bytes) -> Accepted:
    """Keep a statement that was just signed with the key of an OpenSSH line. Raises InputError where it would not
    count."""
    return accept_envelope(office, at, Envelope(payload, PAYLOAD_TYPE, (EnvelopeSignature(short(public), signature),)))


def accept_bytes(office: Office, at: Standing, envelope: bytes) -> Accepted:
    """Keep a DSSE envelope that somebody signed elsewhere. Raises InputError where it would not count."""
    return accept_envelope(office, at, read_envelope(envelope))


def accept_envelope(office: Office, at: Standing, envelope: Envelope) -> Accepted:
    """Judge the signatures by the people of now; what counts goes into the log, and the change is decided anew."""
    ledger = office.ledger(at.repository.key)
    given = statement_in(envelope)
    before = ledger.statements(ids=[given.id])
    whole = merged([*(read_envelope(each.envelope) for each in before), envelope]) if before else envelope
    statement = read_statement(whole.payload)
    now = office.clock()
    _refuse_other_change(statement, at)
    found = signed_by(statement, whole, at.directory, office.check, day_of(now))
    if not found.signers or found.envelope is None:
        why = "; ".join(found.flaws) or "nobody of the directory made it"
        raise InputError(Problem("P1376", f"the signature would not count: {why}", _AGAIN))
    signed = kept_statement(statement, write_envelope(found.envelope))
    if before and signed.envelope == before[0].envelope:
        raise InputError(Problem("P1366", "this statement is in the log already", "nothing more is needed"))
    entries = [statement_entry(now, statement, signed), *_reading(office, at, statement, now)]
    receipts = ledger.record(entries, jobs=attend_again(at), rows=[Row(signed, 0)])
    # the named person comes first: whoever signs the same again, as the second person of an override, behind them
    return Accepted(statement, found.signers[-1 if before else 0], receipts[0])


def attend_again(at: Standing) -> Sequence[Job]:
    """The job that decides a change anew."""
    return [attend_job(at.repository.key, at.row.number)]


def _refuse_other_change(statement: Statement, at: Standing) -> None:
    """Raise InputError for a statement that is not about this change in this repository."""
    scope, policy, row = statement.scope, at.found.policy, at.row
    is_report = statement.kind == "evidence"
    if not is_report and (not policy.identity or scope.repository != policy.identity):
        what = "the statement is for another repository"
        raise InputError(Problem("P1367", what, "sign it in a clone of this one"))
    if not is_report and scope.target != row.target:
        raise InputError(Problem("P1367", f"the statement is for {scope.target[:100]}, not {row.target}", _AGAIN))
    if statement.kind in ("signoff", "override", "veto", "declaration") and scope.head != row.head:
        what = f"the statement is of {scope.head[:12]}, and the change is at {row.head[:12]}"
        raise moved_on(what)


def _reading(office: Office, at: Standing, statement: Statement, now: int) -> Sequence[bytes]:
    """How much of the change its signer had marked as read: a fact about the change, beside the sign-off."""
    if statement.kind != "signoff":
        return ()
    marks = {(each.path, each.blob) for each in office.board.read_marks(at.repository.key, at.row.number)
             if each.person == statement.person}  # fmt: skip
    files = [(each.path, each.old_blob if each.new_mode == ABSENT else each.new_blob)
             for each in at.found.facts.change.files]  # fmt: skip
    read = sorted(each for each in files if each in marks)
    digest = sha256_hex(canonical([list(each) for each in read]))
    return [entry("read", now, statement=statement.id, files=len(files), marked=len(read), digest=digest)]
