from __future__ import annotations

from hashlib import sha256
from hmac import digest

import pytest

from log_samples import KEY, memory_ledger
from paraph.core.errors import InputError
from paraph.core.ledger.entry import entry, read_entry
from paraph.core.ledger.proofs import read_proof, verify_proof
from paraph.flows.ledger.append_note import append_note
from paraph.wiring.ledger import check_note

SALT = bytes(range(32))


def test_a_note_is_committed_to_and_can_be_taken_back() -> None:
    ledger = memory_ledger(2)
    receipt = append_note(ledger, "Ada called.", 5, SALT)
    (written,) = ledger.entries(2)
    commitment = digest(SALT, b"Ada called.", sha256).hex()
    assert read_entry(written) == {"at": 5, "kind": "note", "text": commitment}
    assert verify_proof(read_proof(receipt.text().encode()), written, [KEY], check_note) is not None
    kept = ledger.blob(commitment)
    assert kept is not None
    assert (kept.content, kept.salt) == (b"Ada called.", SALT)
    ledger.expunge([commitment], entry("expunged", 6))
    assert ledger.blob(commitment) is None


@pytest.mark.parametrize("text", ["", " \n", "x" * ((1 << 20) + 1)])
def test_what_is_no_note(text: str) -> None:
    ledger = memory_ledger()
    with pytest.raises(InputError) as refused:
        append_note(ledger, text, 5, SALT)
    assert refused.value.problems[0].code == "P0862"
    assert ledger.head().size == 0
