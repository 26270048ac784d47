"""Which statements are these, however they were handed over?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from paraph.core.attest.envelope import Envelope, merged, read_envelope
from paraph.core.attest.predicates import Statement
from paraph.core.attest.statement import statement_in
from paraph.core.errors import InputError
from paraph.ports.ledger import KeptStatement
from paraph.ports.statements import Carried

Kept = KeptStatement | Carried | bytes


class Filed(NamedTuple):
    """A statement with all signatures that were found for it; `is_spent` where a ledger says that it has landed."""

    statement: Statement
    envelope: Envelope
    is_spent: bool


class Filing(NamedTuple):
    """The statements, each once, and what is wrong with other bytes. Those of a ledger come first, in its order; the
    others by the time that they claim: notes have no order of their own."""

    filed: tuple[Filed, ...]
    unreadable: tuple[str, ...]


def file_statements(statements: Iterable[Kept]) -> Filing:
    """Read envelopes of a ledger or of notes. Several over the same payload are one statement with all signatures."""
    found: dict[str, list[Envelope]] = {}
    read: dict[str, Statement] = {}
    spent: set[str] = set()
    places: dict[str, int] = {}
    unreadable: dict[str, None] = {}
    for each in statements:
        data = each if isinstance(each, bytes) else each.envelope
        try:
            envelope, statement = read_signed(data)
        except InputError as error:
            unreadable[error.problems[0].what] = None
            continue
        read.setdefault(statement.id, statement)
        found.setdefault(statement.id, []).append(envelope)
        places[statement.id] = -1 if isinstance(each, KeptStatement) else places.get(statement.id, statement.at)
        if isinstance(each, KeptStatement) and each.spent_by is not None:
            spent.add(statement.id)
    filed = tuple(
        Filed(read[id_], envelopes[0] if len(envelopes) == 1 else merged(envelopes), id_ in spent)
        for id_, envelopes in sorted(found.items(), key=lambda item: places[item[0]])
    )
    return Filing(filed, tuple(unreadable))


def read_signed(data: bytes) -> tuple[Envelope, Statement]:
    """An envelope and the statement in it. Raises InputError for anything else."""
    envelope = read_envelope(data)
    return envelope, statement_in(envelope)
