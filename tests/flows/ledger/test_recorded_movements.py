from __future__ import annotations

import pytest

from flows.ledger_samples import AT, MAIN, alarm, decide_movement, land_movement, memory_ledger
from paraph.core.ledger.entry import entry
from paraph.flows.ledger.recorded_movements import GAP, entries_at, is_nothing, landings_of, recorded_movements
from paraph.ports.ledger import Movement, Row

A, B, C = "a" * 40, "b" * 40, "c" * 40


def test_all_that_is_said_of_one_movement_is_together() -> None:
    ledger = memory_ledger()
    refused = decide_movement(ledger, A, B, "t", verdict="deny")
    decided = decide_movement(ledger, A, B, "t2")
    landed = land_movement(ledger, A, B)
    decide_movement(ledger, B, C, "t3")
    first, second = recorded_movements(ledger, MAIN)
    assert first.decision is not None
    assert first.done is not None
    assert (first.decision.entry, first.done.entry, first.approved_tree) == (decided, landed, "t2")
    assert refused < decided
    assert (second.done, second.done_entry, second.approved_tree) == (None, {}, "t3")


def test_the_last_word_counts() -> None:
    ledger = memory_ledger()
    land_movement(ledger, A, B)
    last = alarm(ledger, A, B)
    (only,) = recorded_movements(ledger, MAIN)
    assert only.done is not None
    assert (only.done.state, only.done.entry) == ("alarm", last)


def test_where_the_record_begins() -> None:
    ledger = memory_ledger()
    land_movement(ledger, "", A, form="genesis")
    land_movement(ledger, A, B)
    assert [each.is_beginning for each in recorded_movements(ledger, MAIN)] == [True, False]


def test_other_refs_are_another_matter() -> None:
    ledger = memory_ledger()
    land_movement(ledger, A, B)
    assert recorded_movements(ledger, "refs/heads/other") == []


@pytest.mark.parametrize(("commit", "expected"), [("", True), ("0" * 40, True), ("0" * 64, True), (A, False)])
def test_what_is_no_commit(commit: str, expected: bool) -> None:
    assert is_nothing(commit) is expected


def test_entries_near_and_far() -> None:
    ledger = memory_ledger()
    ledger.record([entry("note", AT, text=str(at)) for at in range(GAP * 3)])
    wanted = [5, 3, 3, GAP, GAP * 3 - 1]
    assert [(at, said["text"]) for at, said in entries_at(ledger, wanted)] == [
        (at, str(at)) for at in sorted(set(wanted))
    ]  # fmt: skip
    assert list(entries_at(ledger, [])) == []


def test_a_movement_of_several_landings_is_that_of_the_last() -> None:
    ledger = memory_ledger()
    parts = [{"change": {"head": A, "tree": "t1"}}, {"change": {"head": B, "tree": "t2"}}]
    decide_movement(ledger, A, C, "", change=None, parts=parts)
    (only,) = recorded_movements(ledger, MAIN)
    assert (only.approved_tree, only.head) == ("t2", B)
    assert [each["change"]["tree"] for each in landings_of(only.decision_entry)] == ["t1", "t2"]


def test_what_nothing_enforced_was_decided_not_accepted() -> None:
    ledger = memory_ledger()
    content = entry(
        "decided", AT, ref=MAIN, old=A, new=B, form="forward", verdict="wait", excepted="no rule is enforced"
    )
    ledger.record([content], rows=[Row(Movement(MAIN, A, B, "excepted", "wait", 0), 0)])
    land_movement(ledger, A, B)
    (only,) = recorded_movements(ledger, MAIN)
    assert only.decision is not None
    assert only.done is not None
    assert (only.decision.state, only.done.state) == ("excepted", "landed")


def test_a_branch_made_where_another_stood_begins_its_record() -> None:
    ledger = memory_ledger()
    change = {"base": "", "head": B, "tree": "t" * 40, "diff": ""}
    content = entry("decided", AT, ref=MAIN, old="", new=B, form="create", verdict="allow", change=change)
    ledger.record([content], rows=[Row(Movement(MAIN, "", B, "decided", "allow", 0), 0)])
    (only,) = recorded_movements(ledger, MAIN)
    assert only.is_beginning
    assert (only.approved_tree, only.head) == ("t" * 40, B)


def test_of_several_landings_at_once_each_is_told_and_the_last_one_counts() -> None:
    parts = [{"tier": "low", "change": {"head": head, "tree": tree}} for head, tree in ((A, "1" * 40), (B, "2" * 40))]
    whole = {"tier": "low", "change": {"head": B, "tree": "2" * 40}}
    assert landings_of({"parts": parts, "change": whole["change"]}) == parts
    assert landings_of(whole) == [whole]
    assert landings_of({"change": whole["change"]}) == []
    ledger = memory_ledger()
    content = entry("decided", AT, ref=MAIN, old=A, new=B, form="forward", verdict="allow", parts=parts)
    ledger.record([content], rows=[Row(Movement(MAIN, A, B, "decided", "allow", 0), 0)])
    (only,) = recorded_movements(ledger, MAIN)
    assert (only.approved_tree, only.head) == ("2" * 40, B)
