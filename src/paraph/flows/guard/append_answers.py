"""How do the answers of the guard come into the ledger, each once, so that none can be taken back unseen?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.ledger.entry import entry, read_entry
from paraph.ports.ledger import Ledger

AT_ONCE = 256
MAX_NEW = 10_000


class Appended(NamedTuple):
    """How many records were new to the ledger, and the index of the last entry; -1 where there was none."""

    added: int
    last: int = -1


def append_answers(ledger: Ledger, records: Sequence[dict[str, Any]], now: int) -> Appended:
    """Record each answer of the guard behind the last one that the ledger has, without any text of a command.

    `now` is epoch seconds; at most 10,000 at once. Raises ReadError (P1106) where the journal lacks what the ledger
    has: somebody took lines away.
    """
    known = _last_known(ledger)
    new = list(records)
    if known:
        hashes = [str(record.get("hash", "")) for record in records]
        if known not in hashes:
            what = f"the journal lacks the record {known[:12]} that the ledger has"
            raise ReadError(Problem("P1106", what, "find out who changed it; `paraph guard log` shows what is left"))
        new = new[len(hashes) - hashes[::-1].index(known) :]
    new = new[:MAX_NEW]
    if not new:
        return Appended(0)
    receipts = ledger.record([_entry(record, now) for record in new])
    return Appended(len(new), receipts[-1].index)


def _entry(record: dict[str, Any], now: int) -> bytes:
    kept = ("agent", "answer", "rules", "environments", "command_sha256")
    return entry("guarded", now, answered=record["at"], record=record["hash"], **{name: record[name] for name in kept})


def _last_known(ledger: Ledger) -> str:
    """The hash of the last record that the ledger has, empty for none."""
    end = ledger.head().size
    while end > 0:
        start = max(end - AT_ONCE, 0)
        for content in reversed([one for one in ledger.entries(start, end) if b'"kind":"guarded"' in one]):
            try:
                said = read_entry(content)
            except InputError:
                continue
            if said.get("kind") == "guarded":
                return str(said.get("record", ""))
        end = start
    return ""
