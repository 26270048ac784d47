"""How does the report of a CI run come into the log?

Reports are of a commit, not of a change: one may come before anybody has looked at the change.
"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.attest.envelope import Envelope, merged, read_envelope, write_envelope
from paraph.core.attest.predicates import Scope, Statement
from paraph.core.attest.statement import read_statement
from paraph.core.attest.timestamps import day_of
from paraph.core.attest.trust import signed_by
from paraph.core.errors import InputError, Problem
from paraph.flows.answer.standing import directory_of
from paraph.flows.attend.errands import attend_job
from paraph.flows.attend.office import Office
from paraph.flows.server.movement_entries import statement_entry
from paraph.flows.server.take_statements import kept_statement
from paraph.ports.board import ChangeQuery, ConnectedRepository
from paraph.ports.ledger import Receipt, Row

_MOST_CHANGES = 20


class TakenReport(NamedTuple):
    """A report that is in the log: its statement, who counts for it, its entry, and the changes it is about now."""

    statement: Statement
    signer: str
    entry: int
    receipt: Receipt | None
    numbers: tuple[str, ...]


def take_report(office: Office, repository: ConnectedRepository, envelope: Envelope) -> TakenReport:
    """Keep a signed report and have the changes it is about decided anew; the same one again does nothing.

    Raises InputError (P1337) where no signature on it counts, ReadError.
    """
    ledger, now = office.ledger(repository.key), office.clock()
    statement = read_statement(envelope.payload)
    before = ledger.statements(ids=[statement.id])
    whole = merged([*(read_envelope(each.envelope) for each in before), envelope]) if before else envelope
    found = signed_by(statement, whole, directory_of(office, repository), office.check, day_of(now))
    if statement.kind != "evidence" or not found.signers or found.envelope is None:
        why = "; ".join(found.flaws) or "nobody of the people file signed it"
        fix = "name the key that signed it under `robots:` in the people file"
        raise InputError(Problem("P1337", f"this report would not count: {why}", fix))
    signed = kept_statement(statement, write_envelope(found.envelope))
    numbers = _numbers(office, repository.key, statement.scope)
    if before and signed.envelope == before[0].envelope:
        return TakenReport(statement, found.signers[0].holder, before[0].entry, None, numbers)
    entries = [statement_entry(now, statement, signed)]
    (receipt,) = ledger.record(entries, [attend_job(repository.key, each) for each in numbers], [Row(signed, 0)])
    return TakenReport(statement, found.signers[0].holder, receipt.index, receipt, numbers)


def _numbers(office: Office, key: str, scope: Scope) -> tuple[str, ...]:
    """The open changes whose head, or whose tree that would land, a report names."""
    query = ChangeQuery(repository=key, state="open")
    of_head = office.board.changes(query._replace(head=scope.head, most=_MOST_CHANGES)) if scope.head else []
    of_tree = [row for row in office.board.changes(query) if scope.tree and row.tree == scope.tree]
    return tuple(dict.fromkeys(row.number for row in (*of_head, *of_tree)))[:_MOST_CHANGES]
