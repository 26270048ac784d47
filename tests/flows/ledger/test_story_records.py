from __future__ import annotations

from core.gate.situations import change, commit, facts
from flows.ledger_samples import memory_ledger
from paraph.core.ledger.entry import entry
from paraph.flows.ledger.story_records import MOST_TOLD, put_down_lines
from paraph.ports.ledger import Attributed, Row


def put_down(commits: int, **lines: int) -> list[str]:
    ledger = memory_ledger()
    given = [commit(number) for number in range(1, commits + 1)]
    for each in given:
        said = entry("attributed", 7, commit=each.id, digest="d" * 64, lines=lines)
        ledger.record([said], (), [Row(Attributed(each.id, "d" * 64, 0), 0)])
    found = list(put_down_lines(ledger, facts(change(commits=(*given, commit(99))))))
    assert [each.entry for each in found][:MOST_TOLD] == list(range(min(commits, MOST_TOLD)))
    return [each.text for each in found]


def test_each_record_is_one_line_with_its_counts() -> None:
    assert put_down(0) == []
    assert put_down(1, ai=12, human_attested=1, unknown=0) == [
        "record of lines of 0000000000 put down: 12 AI, 1 attested by a person (dddddddddd)"
    ]
    assert put_down(1) == ["record of lines of 0000000000 put down: no line (dddddddddd)"]


def test_many_are_counted() -> None:
    assert put_down(7, ai=1)[-1] == "and 2 more records of lines were put down"
