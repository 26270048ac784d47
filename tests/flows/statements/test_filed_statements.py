from __future__ import annotations

from paraph.core.attest.envelope import write_envelope
from paraph.flows.statements.filed_statements import file_statements
from paraph.ports.ledger import KeptStatement
from paraph.ports.statements import Carried
from statement_samples import signed, statement

SIGNOFF, VETO = statement("signoff"), statement("veto")
BYTES = write_envelope(signed(SIGNOFF, "ada"))


def kept(envelope: bytes, spent_by: int | None = None) -> KeptStatement:
    return KeptStatement(SIGNOFF.id, "signoff", "refs/heads/main", "2" * 40, "4" * 64, 0, envelope, 3, spent_by)


def test_a_statement_is_the_same_from_ledger_notes_and_bytes() -> None:
    for each in (BYTES, Carried("1" * 40, BYTES), kept(BYTES)):
        (filed,) = file_statements([each]).filed
        assert (filed.statement, filed.is_spent) == (SIGNOFF, False)


def test_signatures_over_the_same_bytes_are_one_statement() -> None:
    other = write_envelope(signed(SIGNOFF, "bob"))
    (filed,) = file_statements([BYTES, other, BYTES]).filed
    assert len(filed.envelope.signatures) == 2


def test_a_ledger_says_what_has_landed_whatever_notes_say() -> None:
    (filed,) = file_statements([BYTES, kept(BYTES, 7), Carried("1" * 40, BYTES)]).filed
    assert filed.is_spent


def test_they_keep_their_order_and_other_bytes_are_told() -> None:
    veto = write_envelope(signed(VETO, "ada"))
    filing = file_statements([veto, b"{}", BYTES, b"\xff", b"{}"])
    assert [each.statement.kind for each in filing.filed] == ["veto", "signoff"]
    assert 1 <= len(filing.unreadable) <= 2
    assert file_statements([]) == ((), ())
