from __future__ import annotations

from benchmarks.years import AT, landing, name
from paraph.core.ledger.entry import read_entry
from paraph.ports.ledger import KeptStatement, Movement, Spent


def test_a_landing_uses_up_what_was_signed_for_it() -> None:
    told = list(landing("a" * 40, "b" * 40, 10, 7))
    entries = [read_entry(content) for content, _ in told]
    values = [value for _, of in told for value in of]
    assert [each["kind"] for each in entries] == [*["statement"] * 4, "decided", "landed"]
    assert entries[-1]["decided"] == 7 + 4
    kept = {each.id for each in values if isinstance(each, KeptStatement)}
    assert {each.statement for each in values if isinstance(each, Spent)} < kept
    assert [each.state for each in values if isinstance(each, Movement)] == ["decided", "landed"]
    assert entries[0]["at"] == AT + 6_000
    assert len(name("x")) == 40
