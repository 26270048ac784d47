from __future__ import annotations

from typing import Any

import pytest

from office import NOW
from paraph.core.model.asking import Ask
from paraph.flows.view.inbox import FEW_ROWS, FEW_TURNS, MOST_ROWS, InboxQuestion, inbox, inbox_rows
from paraph.ports.board import AskRow, ChangeRow
from paraph.ports.ledger import Row
from paraph.testing.memory_board import MemoryBoard
from paraph.testing.memory_ledger import MemoryLedger

KEY = "github:acme/shop"


def row(number: str, **fields: Any) -> ChangeRow:
    said = {"title": f"Change {number}", "verdict": "wait", "tier": "medium", "decided_at": NOW - int(number) * 10}
    return ChangeRow(KEY, number, 1, **{**said, **fields})


def board(*rows: Any) -> MemoryBoard:
    log = MemoryLedger("paraph/test", lambda _: b"")
    log.record((), rows=[Row(each) for each in rows])
    return MemoryBoard(log)


def names(found: Any) -> dict[str, list[str]]:
    return {section.name: [each.number for each in section.rows] for section in found.sections}


ROWS = (
    row("1", owed_by=("ben",), waiting_since=NOW - 50),
    row("2", owed_by=("ada",), person="ben"),
    row("3", verdict="deny", person="ada"),
    row("4", verdict="allow", person="ada"),
    row("5", state="landed", landed_at=NOW - 60, landed="ab" * 20),
    row("6", state="alarm", landed_at=NOW - 9),
    row("7", state="landed", landed_at=NOW - 30 * 86_400),
    row("8", state="closed"),
    row("9", verdict="cannot_tell", owed_by=("ben", "ada"), tier="critical", waiting_since=NOW - 20),
)


def test_every_change_stands_where_it_belongs() -> None:
    found = inbox(board(*ROWS), InboxQuestion("ben", NOW))
    assert names(found) == {"turn": ["9", "1"], "waiting": ["2", "3"], "allowed": ["4"], "landed": ["6", "5"]}
    assert [section.count for section in found.sections] == [2, 2, 1, 2]
    assert found.turns == 2


def test_only_mine_leaves_out_what_others_wrote() -> None:
    found = inbox(board(*ROWS), InboxQuestion("ben", NOW, "mine"))
    assert names(found) == {"turn": ["9", "1"], "waiting": ["2"], "allowed": [], "landed": []}


def test_who_is_nobody_has_no_turn() -> None:
    found = inbox(board(*ROWS), InboxQuestion("", NOW))
    assert names(found)["turn"] == []
    assert sorted(names(found)["waiting"]) == ["1", "2", "3", "9"]


def test_what_is_due_first_comes_first_with_its_reason() -> None:
    asks = [
        Ask(f"a{at}", KEY, number, "h", "a sign-off", "ben", NOW - 99, due, 9, by=by, why=why)
        for at, (number, due, by, why) in enumerate([("1", NOW - 7200, "", ""), ("9", NOW + 60, "dan", "away")])
    ]
    found = inbox(board(*ROWS, *map(AskRow, asks)), InboxQuestion("ben", NOW))
    first, second = found.sections[0].rows
    assert (first.number, first.due, first.is_late, first.minutes) == ("1", "2 h late", True, 9)
    assert first.reason == "You are asked: a sign-off."
    assert second.reason == "dan handed it on to you: a sign-off: away."


def test_a_long_part_goes_on_at_another_address() -> None:
    many = [row(str(at), person="ada") for at in range(1, MOST_ROWS + 12)]
    short = inbox(board(*many), InboxQuestion("ben", NOW)).sections[1]
    assert (len(short.rows), short.count) == (FEW_ROWS, MOST_ROWS + 11)
    seen: list[str] = []
    before: int | None = None
    while True:
        section = inbox(board(*many), InboxQuestion("ben", NOW, only="waiting", before=before)).sections[0]
        seen += [each.number for each in section.rows]
        if not section.more:
            break
        assert section.more.startswith("/?part=waiting&of=all&before=")
        before = int(section.more.rpartition("=")[2])
    assert seen == [str(at) for at in range(1, MOST_ROWS + 12)]


@pytest.mark.parametrize("at_once", [3, 7, MOST_ROWS])
def test_what_was_decided_in_one_second_stands_on_some_page(at_once: int) -> None:
    many = [
        row(str(at), decided_at=NOW - at // at_once * 10, owed_by=("ben",) if at % 2 else ())
        for at in range(MOST_ROWS * 2)
    ]
    seen: set[str] = set()
    before: int | None = None
    for _ in range(9):
        section = inbox(board(*many), InboxQuestion("ben", NOW, only="waiting", before=before)).sections[0]
        seen |= {each.number for each in section.rows}
        if not section.more:
            break
        before = int(section.more.rpartition("=")[2])
    assert seen == {str(at) for at in range(0, MOST_ROWS * 2, 2)}


def test_many_turns_are_a_page_of_their_own() -> None:
    many = [row(str(at), owed_by=("ben",)) for at in range(FEW_TURNS + 5)]
    found = inbox(board(*many), InboxQuestion("ben", NOW)).sections[0]
    assert (len(found.rows), found.count, found.more) == (FEW_TURNS, FEW_TURNS + 5, "/?part=turn")
    whole = inbox(board(*many), InboxQuestion("ben", NOW, only="turn")).sections[0]
    assert (len(whole.rows), whole.more) == (FEW_TURNS + 5, "")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"summary": "Waiting."}, "Waiting."),
        ({"owed_by": ("ada", "ben")}, "2 people could answer."),
        ({"state": "landed", "landed": "c" * 40, "landed_at": NOW - 3600}, "Landed as cccccccccc 1 h ago."),
        ({"state": "alarm"}, "It landed otherwise than it was decided."),
        ({"summary": "a\u202eb"}, "a\\u202eb"),
    ],
)
def test_every_row_has_a_reason(fields: dict[str, Any], expected: str) -> None:
    assert inbox_rows([row("1", **fields)], "ben", NOW)[0].reason == expected


def test_a_row_says_what_is_known() -> None:
    found = inbox_rows(
        [row("1", ai_lines=3, ai_share=0.001, author="github:ada", kind="record", is_draft=True, title="")], "ben", NOW
    )[0]
    assert (found.ai, found.author, found.is_record, found.is_draft, found.title) == ("<1%", "ada", True, True, "1")
