"""Which signatures has a statement that is recorded more than once? All of them."""

from __future__ import annotations

from paraph.core.errors import InputError


def joined(kept: bytes, new: bytes) -> bytes:
    """One envelope with the signatures of both; the kept one where the new one adds nothing that can be kept."""
    from paraph.core.attest.envelope import merged, read_envelope, write_envelope

    try:
        return write_envelope(merged([read_envelope(kept), read_envelope(new)]))
    except InputError:
        return kept
