from __future__ import annotations

from log_samples import memory_ledger, some_entries
from paraph.adapters.store.ledger_source import LedgerSource
from paraph.core.ledger.audit import Mismatch
from paraph.core.ledger.checkpoint import read_checkpoint
from paraph.core.ledger.note import read_note
from paraph.flows.ledger.log_doubts import entry_doubt, form_doubt, mismatch_doubt

LEDGER = memory_ledger(600)
SOURCE = LedgerSource(LEDGER)
HEAD = read_checkpoint(read_note(LEDGER.checkpoint().encode()).text)
ENTRIES = some_entries(600)


def test_missing_entries() -> None:
    assert entry_doubt(1, 0, 600).what == "the entries 256 to 511 are missing: tile/entries/001 does not have them"
    assert entry_doubt(2, 80, 600).what == "entry 592 is missing: tile/entries/002.p/88 does not have them"


def test_an_entry_of_another_form() -> None:
    said = form_doubt(7, b"{}").what
    assert said == "entry 7 is not in the form of an entry: not an entry of the ledger: it is of no known kind"


def test_who_is_to_blame() -> None:
    wrong = Mismatch("tile/0/001", 0, 3, (259, 260), b"\xaa" * 32, b"\xbb" * 32)
    assert mismatch_doubt(SOURCE, HEAD, wrong, ENTRIES[256:512]).code == "P0811"
    last = Mismatch("tile/0/002.p/88", 0, 3, (515, 516), b"\xaa" * 32, b"\xbb" * 32)
    assert mismatch_doubt(SOURCE, HEAD, last, ENTRIES[512:]).code == "P0811"
    other = HEAD._replace(root=bytes(32))
    assert mismatch_doubt(SOURCE, other, last, ENTRIES[512:]).code == "P0812"
    upper = Mismatch("tile/1/000.p/2", 1, 1, (256, 512), b"\xaa" * 32, b"\xbb" * 32)
    said = mismatch_doubt(SOURCE, HEAD, upper, ()).what
    assert said.startswith(
        "tile/1/000.p/2 says aaaaaaaaaaaaaaaa… of the entries 256 to 511, which give bbbbbbbbbbbbbbbb…"
    )
    gone = Mismatch("tile/0/001", 0, None, (256, 512))
    assert "missing or not of its length" in mismatch_doubt(SOURCE, HEAD, gone, ()).what
