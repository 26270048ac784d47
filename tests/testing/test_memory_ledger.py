from __future__ import annotations

import pytest

from log_samples import KEY, ORIGIN, SIGNER, memory_ledger, some_entries, tree_hash
from paraph.core.errors import ReadError
from paraph.core.ledger.entry import entry
from paraph.core.ledger.merkle import EMPTY_ROOT
from paraph.core.ledger.proofs import read_proof, verify_proof
from paraph.ports.ledger import Head, Introduced, Job, KeptBlob, KeptStatement, Ledger, Movement, Row, Spent
from paraph.testing.memory_ledger import MemoryLedger
from paraph.wiring.ledger import check_note

ENTRIES = some_entries(300)
STATEMENT = KeptStatement("s1", "signoff", "refs/heads/main", "h", "d", 9, b"{}", 0)


def empty() -> Ledger:
    """One that mypy takes for what the port describes."""
    return MemoryLedger(ORIGIN, SIGNER.sign)


def test_entries_come_back_in_order_with_their_receipts() -> None:
    ledger = empty()
    assert ledger.head() == Head(0, EMPTY_ROOT)
    receipts = [*ledger.record(ENTRIES[:200]), *ledger.record(ENTRIES[200:])]
    assert [receipt.index for receipt in receipts] == list(range(300))
    assert list(ledger.entries()) == ENTRIES
    assert list(ledger.entries(5, 7)) == ENTRIES[5:7]
    for index in (0, 199, 299):
        assert verify_proof(read_proof(receipts[index].text().encode()), ENTRIES[index], [KEY], check_note)


def test_tiles_and_root_are_those_of_the_entries() -> None:
    ledger = memory_ledger(66_000)
    assert ledger.head().root == tree_hash(ledger.leaves)
    assert ledger.tile(1, 0, 256) == b"".join(tree_hash(ledger.leaves[at : at + 256]) for at in range(0, 65_536, 256))
    assert ledger.tile(2, 0, 1) == tree_hash(ledger.leaves[:65_536])


def test_rows_belong_to_their_entries() -> None:
    ledger = memory_ledger(3)
    first, second = entry("statement", 1, statement="s1"), entry("landed", 2)
    moved = Movement("refs/heads/main", "a", "b", "decided", "allow", 0)
    rows = [Row(STATEMENT, 0), Row(moved, 1), Row(Introduced("c1", "login:ada")), Row(KeptBlob("x", b"y", b"z"))]
    ledger.record([first, second], rows=rows)
    ledger.record([second], rows=[Row(Spent("s1"), 0), Row(moved._replace(state="landed"), 0), Row(Spent("s9"), 0)])
    assert ledger.statements(target="refs/heads/main") == [STATEMENT._replace(entry=3, spent_by=5)]
    assert ledger.statements(head="other") == ledger.statements(ids=["s2"]) == []
    assert ledger.movement("refs/heads/main", "a", "b") == moved._replace(state="landed", entry=5)
    assert [each.entry for each in ledger.movements("refs/heads/main")] == [4, 5]
    assert ledger.movement("refs/heads/main", "a", "c") is None
    assert ledger.introducers(["c1", "c2"]) == {"c1": "login:ada"}


def test_jobs_wait_once() -> None:
    ledger = memory_ledger()
    ledger.record([ENTRIES[0]], jobs=[Job("post", b"{}", "k")])
    ledger.record([ENTRIES[1]], jobs=[Job("post", b"{}", "k"), Job("post", b"{}", "l")])
    assert [job.key for job in ledger.jobs] == ["k", "l"]


def test_only_what_is_personal_is_expunged() -> None:
    ledger = memory_ledger()
    ledger.record([ENTRIES[0]], rows=[Row(KeptBlob("p", b"ada", b"salt")), Row(KeptBlob("q", b"policy"))])
    assert ledger.expunge(["p", "q", "r"], entry("expunged", 1)).index == 1
    assert ledger.blob("p") is None
    assert ledger.blob("q") == KeptBlob("q", b"policy")


@pytest.mark.parametrize(("entries", "rows"), [([b"x" * 65_536], []), ([], [Row(Spent("s"), 0)])])
def test_what_cannot_be_kept_leaves_nothing(entries: list[bytes], rows: list[Row]) -> None:
    ledger = memory_ledger(2)
    with pytest.raises(ReadError):
        ledger.record(entries, rows=rows)
    assert ledger.head().size == 2
    ledger.close()
