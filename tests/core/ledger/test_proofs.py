from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from log_samples import KEY, memory_ledger, some_entries
from paraph.core.errors import InputError
from paraph.core.ledger.proofs import Proof, read_proof, verify_proof, write_proof
from paraph.core.model.noun import changed
from paraph.wiring.ledger import check_note

ENTRIES = some_entries(300)
RECEIPTS = [receipt.text() for receipt in memory_ledger().record(ENTRIES)]


def test_every_receipt_is_good_for_its_entry_alone() -> None:
    for index in (0, 1, 100, 255, 256, 299):
        proof = read_proof(RECEIPTS[index].encode())
        vouched = verify_proof(proof, ENTRIES[index], [KEY], check_note)
        assert vouched is not None
        assert vouched.checkpoint.size == 300
        assert verify_proof(proof, ENTRIES[index - 1], [KEY], check_note) is None
        assert verify_proof(changed(proof, index=(index + 1) % 300), ENTRIES[index], [KEY], check_note) is None
        assert write_proof(proof) == RECEIPTS[index]


def test_the_text_of_a_receipt() -> None:
    (receipt,) = memory_ledger().record(ENTRIES[:1])
    checkpoint = receipt.text().split("\n\n", 1)[1]
    assert receipt.text() == f"c2sp.org/tlog-proof@v1\nindex 0\n\n{checkpoint}"
    assert checkpoint.startswith("paraph/sample\n1\n")
    more = Proof(3, (bytes(32),), checkpoint, b"hello")
    head = "c2sp.org/tlog-proof@v1\nextra aGVsbG8=\nindex 3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n"
    assert write_proof(more) == head + checkpoint
    assert read_proof(write_proof(more).encode()) == more
    assert read_proof(write_proof(Proof(0, (), checkpoint, b"")).encode()).extra == b""


def test_a_receipt_of_another_log_is_refused() -> None:
    with pytest.raises(InputError, match="none of the keys"):
        verify_proof(read_proof(RECEIPTS[5].encode()), ENTRIES[5], [], check_note)


HASH = "A" * 43 + "=\n"


@pytest.mark.parametrize(
    "text",
    [
        "", "c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v1\n\nx", "c2sp.org/tlog-proof@v2\nindex 0\n\nx",
        "c2sp.org/tlog-proof@v1\nindex 0\nx", "c2sp.org/tlog-proof@v1\nindex 00\n\nx",
        "c2sp.org/tlog-proof@v1\nindex -1\n\nx", "c2sp.org/tlog-proof@v1\nindex\n\nx",
        "c2sp.org/tlog-proof@v1\nindex " + "9" * 5000 + "\n\nx", "c2sp.org/tlog-proof@v1\nindex ٣\n\nx",
        "c2sp.org/tlog-proof@v1\nindex 0\nextra AA==\n\nx", "c2sp.org/tlog-proof@v1\nextra A\nindex 0\n\nx",
        "c2sp.org/tlog-proof@v1\nextra AA==\n\nx", "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx",
        "c2sp.org/tlog-proof@v1\r\nindex 0\n\nx", "c2sp.org/tlog-proof@v1\nindex 0\n" + HASH * 64 + "\nx",
        "c2sp.org/tlog-proof@v1\nindex 0\n\n" + "x" * (1 << 20),
    ],
)  # fmt: skip
def test_what_is_no_receipt(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_proof(text.encode())
    assert refused.value.problems[0].code == "P0807"


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(InputError, match="not UTF-8"):
        read_proof(b"c2sp.org/tlog-proof@v1\nindex 0\n\n\xff")


@given(st.integers(0, len(RECEIPTS[77].encode()) - 1), st.integers(0, 255))
def test_no_altered_byte_goes_unseen(place: int, other: int) -> None:
    content = bytearray(RECEIPTS[77].encode())
    content[place] = other
    try:
        vouched = verify_proof(read_proof(bytes(content)), ENTRIES[77], [KEY], check_note)
    except InputError:
        assert bytes(content) != RECEIPTS[77].encode()
    else:
        assert vouched is None or bytes(content) == RECEIPTS[77].encode()


@given(st.binary(max_size=300))
def test_any_bytes_are_a_receipt_or_are_refused(content: bytes) -> None:
    for each in (content, b"c2sp.org/tlog-proof@v1\n" + content, b"c2sp.org/tlog-proof@v1\nindex 1\n" + content):
        try:
            proof = read_proof(each)
        except InputError:
            continue
        assert write_proof(proof).encode() == each
