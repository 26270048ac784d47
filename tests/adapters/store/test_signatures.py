"""Are the signatures of two envelopes over the same bytes one set, and nothing else taken for one?"""

from __future__ import annotations

from paraph.adapters.store.signatures import joined
from paraph.core.attest.envelope import MOST_SIGNATURES, Envelope, EnvelopeSignature, read_envelope, write_envelope


def signed(payload: bytes, *signatures: bytes) -> bytes:
    return write_envelope(Envelope(payload, "text/plain", tuple(EnvelopeSignature("", each) for each in signatures)))


def test_both_are_kept_once() -> None:
    both = joined(signed(b"x", b"1", b"2"), signed(b"x", b"2", b"3"))
    assert [each.sig for each in read_envelope(both).signatures] == [b"1", b"2", b"3"]
    assert joined(both, signed(b"x", b"2")) == both


def test_what_cannot_be_joined_leaves_what_was_kept() -> None:
    kept = signed(b"x", *(bytes([number]) for number in range(MOST_SIGNATURES)))
    for other in (signed(b"y", b"1"), b"nonsense", b"", signed(b"x", b"one more")):
        assert joined(kept, other) == kept
