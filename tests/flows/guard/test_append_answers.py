"""Does the ledger get each answer once, and is it told when the journal has lost one?"""

from __future__ import annotations

from typing import Any

import pytest

from log_samples import memory_ledger
from paraph.core.errors import ReadError
from paraph.core.ledger.entry import read_entry
from paraph.flows.guard.append_answers import Appended, append_answers


def records(count: int) -> list[dict[str, Any]]:
    return [
        {
            "at": number, "agent": "codex", "answer": "deny", "rules": ["a.b"], "environments": [], "command": "secret",
            "command_sha256": f"{number:064x}", "hash": f"{number + 100:064x}",
        }
        for number in range(count)
    ]  # fmt: skip


def test_each_answer_comes_in_once() -> None:
    ledger = memory_ledger(2)

    assert append_answers(ledger, records(2), 9) == Appended(2, 3)
    assert append_answers(ledger, records(2), 9) == Appended(0)
    assert append_answers(ledger, records(3), 9) == Appended(1, 4)
    said = [read_entry(content) for content in ledger.entries(2)]
    assert [(one["kind"], one["answered"], one["record"]) for one in said] == [
        ("guarded", number, f"{number + 100:064x}") for number in range(3)
    ]
    assert "secret" not in str(said)


def test_a_journal_that_lost_what_the_ledger_has() -> None:
    ledger = memory_ledger()
    append_answers(ledger, records(2), 9)

    with pytest.raises(ReadError) as refused:
        append_answers(ledger, records(1), 9)
    assert refused.value.problems[0].code == "P1106"


def test_the_last_one_is_found_behind_many_others() -> None:
    ledger = memory_ledger()
    append_answers(ledger, records(1), 9)
    for number in range(300):
        ledger.record([b'{"at":%d,"kind":"note","text":"x"}' % number])

    assert append_answers(ledger, records(1), 9) == Appended(0)
