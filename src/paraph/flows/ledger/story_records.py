"""Which records of who wrote which line were put down for a change?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from paraph.core.ledger.entry import read_entry
from paraph.core.model.facts import Facts
from paraph.flows.ledger.story import Line
from paraph.ports.ledger import Attributed, Ledger

MOST_TOLD = 5
_KINDS = (("ai", "AI"), ("mixed", "mixed"), ("human_attested", "attested by a person"), ("unknown", "unknown"))


def put_down_lines(ledger: Ledger, facts: Facts) -> Iterator[Line]:
    """The first record of lines of each commit of a change, as far as the ledger has one; a few of them."""
    found = ledger.attributed([each.id for each in facts.change.commits])
    told = [found[each.id] for each in facts.change.commits if each.id in found]
    for each in told[:MOST_TOLD]:
        said = read_entry(next(iter(ledger.entries(each.entry, each.entry + 1))))
        yield Line("wrote", _text(each, said), at=said.get("at", 0), entry=each.entry)
    if len(told) > MOST_TOLD:
        yield Line("wrote", f"and {len(told) - MOST_TOLD:,} more records of lines were put down")


def _text(record: Attributed, said: dict[str, Any]) -> str:
    lines = said.get("lines") or {}
    counts = ", ".join(f"{lines[name]:,} {words}" for name, words in _KINDS if lines.get(name))
    return f"record of lines of {record.commit[:10]} put down: {counts or 'no line'} ({record.digest[:10]})"
