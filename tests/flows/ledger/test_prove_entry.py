from __future__ import annotations

import pytest

from log_samples import KEY, memory_ledger, some_entries
from paraph.core.errors import InputError, ReadError
from paraph.core.ledger.entry import entry
from paraph.core.ledger.proofs import verify_proof
from paraph.flows.ledger.prove_entry import prove_entry
from paraph.ports.ledger import KeptStatement, Row
from paraph.wiring.ledger import check_note


def test_an_entry_by_its_index() -> None:
    ledger = memory_ledger(300)
    for index in (0, 256, 299):
        found, proof = prove_entry(ledger, str(index))
        assert found == some_entries(300)[index]
        assert verify_proof(proof, found, [KEY], check_note) is not None


def test_an_entry_by_the_statement_it_records() -> None:
    ledger = memory_ledger(300)
    kept = KeptStatement("a" * 64, "signoff", "refs/heads/main", "b" * 40, "c" * 64, 9, b"{}", 0)
    ledger.record([entry("statement", 1, statement="a" * 64)], rows=[Row(kept, 0)])
    assert prove_entry(ledger, "a" * 64).proof.index == 300


@pytest.mark.parametrize("asked", ["300", "-1", "01", "x", "", "9" * 30, "b" * 64, "A" * 64, "1\n"])
def test_what_is_not_there(asked: str) -> None:
    with pytest.raises(InputError) as refused:
        prove_entry(memory_ledger(300), asked)
    assert refused.value.problems[0].code == "P0860"


def test_a_ledger_that_contradicts_itself_proves_nothing() -> None:
    ledger = memory_ledger(300)
    ledger.bodies[5] = entry("note", 1)
    with pytest.raises(ReadError, match="entry 5 is not what its checkpoint vouches for"):
        prove_entry(ledger, "5")
    ledger.leaves.pop()
    with pytest.raises(ReadError, match="contradicts itself"):
        prove_entry(ledger, "298")
