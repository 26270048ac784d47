"""How does an operator leave a word in the ledger that can be proven, and taken back should it name somebody?"""

from __future__ import annotations

from hashlib import sha256
from hmac import digest

from paraph.core.errors import InputError, Problem
from paraph.core.ledger.entry import Entry, entry
from paraph.ports.ledger import KeptBlob, Ledger, Receipt, Row

MAX_NOTE_BYTES = 1 << 20


def append_note(ledger: Ledger, text: str, now: int, salt: bytes) -> Receipt:
    """Record a note: the entry holds HMAC-SHA256(salt, text), and text and salt lie where they can be expunged.

    `now` is epoch seconds, `salt` 32 fresh random bytes. Raises InputError (P0862) for no text, or too much.
    """
    content, row = written_note(text, now, salt)
    return ledger.record([content], rows=[row])[0]


def written_note(text: str, now: int, salt: bytes) -> tuple[Entry, Row]:
    """The entry of a note and the row that belongs to it, not recorded yet. Raises what `append_note` raises."""
    content = text.encode("utf-8", "backslashreplace")
    if not text.strip() or len(content) > MAX_NOTE_BYTES:
        what = "the note is empty" if not text.strip() else f"the note is larger than {MAX_NOTE_BYTES:,} bytes"
        raise InputError(Problem("P0862", what, "write a few words; keep documents elsewhere, with their digest here"))
    commitment = digest(salt, content, sha256).hex()
    return entry("note", now, text=commitment), Row(KeptBlob(commitment, content, salt), 0)
