"""What must every board do, whatever its rows are kept in?

The suite of tests by which a new store shows that it is one. It needs pytest.
"""

from __future__ import annotations

import pytest

from paraph.core.model.asking import Ask, Load
from paraph.core.model.noun import changed
from paraph.ports.board import (
    AskRow,
    Board,
    BoardRow,
    ChangeQuery,
    ChangeRow,
    ConnectedRepository,
    Delivery,
    KeptReview,
    Posted,
    ReadMark,
    Setting,
    Turns,
)
from paraph.ports.ledger import Ledger, Row
from paraph.testing.ledger_contract import notes

WEB = "github:sample/web"
CHANGE = ChangeRow(
    WEB, "7", 1, "Make it fast", "github:ada", "ada", "https://x.test/7", "refs/heads/fast", "refs/heads/main",
    "1" * 40, "2" * 40, "3" * 40, verdict="wait", waits_for="a senior", tier="medium", ai_share=0.25, ai_lines=12,
    minutes=9, owed_by=("bob", "eve"), decided_at=100,
)  # fmt: skip
ASK = Ask("a1", WEB, "7", "1" * 40, "senior: sign", "bob", 100, 900, 9)
REVIEW = KeptReview(WEB, "r1", "7", "github:bob", "approved", "refs/heads/main", "2" * 40, "1" * 40, "3" * 40, "d" * 64,
                    "medium", 100)  # fmt: skip

ASKED: tuple[tuple[ChangeQuery, list[str]], ...] = (
    (ChangeQuery(), ["3", "2", "1", "7"]),
    (ChangeQuery(repository=WEB), ["3", "2", "7"]),
    (ChangeQuery(repository="git:tools", state="open"), ["1"]),
    (ChangeQuery(state="landed"), ["3"]),
    (ChangeQuery(landed_since=150), ["3"]),
    (ChangeQuery(landed_since=151), []),
    (ChangeQuery(verdict="allow"), ["3", "1"]),
    (ChangeQuery(verdict="allow", state="open"), ["1"]),
    (ChangeQuery(person="eve"), ["2"]),
    (ChangeQuery(head="9" * 40), ["1"]),
    (ChangeQuery(head="9" * 40, kind="change"), ["1"]),
    (ChangeQuery(kind="record"), []),
    (ChangeQuery(most=2), ["3", "2"]),
    (ChangeQuery(most=-1), []),
    (ChangeQuery(before=200), ["1", "7"]),
    (ChangeQuery(before=1 << 80, most=1 << 80), ["3", "2", "1", "7"]),
    (ChangeQuery(person="\ud800", head="\0"), []),
)


def put(log: Ledger, *values: BoardRow) -> None:
    log.record((), rows=[Row(value) for value in values])


class BoardContract:
    """Inherit from it, and give fixtures `log`, an empty ledger, and `board`, which reads its rows."""

    def test_an_empty_board_knows_nothing(self, board: Board) -> None:
        assert board.repositories() == []
        assert (board.repository(WEB), board.change(WEB, "7")) == (None, None)
        assert (board.delivery("github", "x"), board.posted("k")) == (None, None)
        assert (board.changes(ChangeQuery()), board.asks(), board.loads()) == ([], [], [])
        assert (board.read_marks(WEB, "7"), board.reviews(WEB, "7")) == ([], [])
        assert board.count_changes(ChangeQuery(owed_by="bob")) == 0
        assert board.setting("x") == b""

    def test_a_repository_is_put_in_the_place_of_itself(self, log: Ledger, board: Board) -> None:
        one = ConnectedRepository(WEB, "github", "sample/web", "42", protection=b"{}", seen_at=5, is_on=False)
        other = ConnectedRepository("git:tools", "git", "tools", place="/srv/tools.git")
        put(log, one, other)
        assert board.repositories() == [other, one]
        put(log, one._replace(trouble="away"), one._replace(trouble="gone"))
        assert board.repository(WEB) == one._replace(trouble="gone")

    def test_a_change_is_replaced_by_a_newer_version_only(self, log: Ledger, board: Board) -> None:
        put(log, CHANGE)
        assert board.change(WEB, "7") == CHANGE
        newer = CHANGE._replace(version=3, verdict="allow", owed_by=(), is_draft=True, ai_share=0.1)
        put(log, newer)
        put(log, CHANGE._replace(version=2), CHANGE._replace(version=3, title="other"))
        assert board.change(WEB, "7") == newer
        assert board.changes(ChangeQuery(owed_by="bob")) == []

    def test_a_change_names_the_entry_that_it_came_with(self, log: Ledger, board: Board) -> None:
        log.record(notes(1))
        log.record(notes(2, 1), rows=[Row(CHANGE, 1), Row(REVIEW, 0)])
        assert board.change(WEB, "7") == CHANGE._replace(entry=2)
        assert board.reviews(WEB, "7") == [REVIEW._replace(entry=1)]

    def test_turns_are_put_where_the_row_is_still_the_same(self, log: Ledger, board: Board) -> None:
        put(log, CHANGE)
        key = CHANGE.repository, CHANGE.number
        put(log, Turns(*key, CHANGE.version, ("dan", "ann")))
        found = board.change(*key)
        assert found == CHANGE._replace(owed_by=("dan", "ann"))
        assert [each.number for each in board.changes(ChangeQuery(owed_by="ann"))] == [CHANGE.number]
        assert board.count_changes(ChangeQuery(owed_by="bob")) == 0
        put(log, Turns(*key, CHANGE.version + 1, ("eve",)), Turns(CHANGE.repository, "nowhere", 1, ("eve",)))
        assert board.change(*key) == found
        assert board.count_changes(ChangeQuery(owed_by="eve")) == 0

    def test_an_inbox_has_what_is_owed(self, log: Ledger, board: Board) -> None:
        rows = [
            CHANGE,
            CHANGE._replace(number="8", decided_at=300, owed_by=("bob",)),
            CHANGE._replace(number="9", decided_at=200, owed_by=("eve",)),
            CHANGE._replace(number="10", decided_at=400, state="landed", owed_by=("bob",)),
        ]
        put(log, *rows)
        found = board.changes(ChangeQuery(owed_by="bob", state="open"))
        assert [row.number for row in found] == ["8", "7"]
        assert board.count_changes(ChangeQuery(owed_by="bob")) == 3
        assert board.count_changes(ChangeQuery(owed_by="eve", repository=WEB, verdict="wait", most=0, before=1)) == 2
        put(log, rows[1]._replace(version=2, owed_by=("eve", "eve")))
        assert [row.number for row in board.changes(ChangeQuery(owed_by="bob", state="open"))] == ["7"]
        assert [row.number for row in board.changes(ChangeQuery(owed_by="eve"))] == ["8", "9", "7"]

    def test_changes_are_asked_for(self, log: Ledger, board: Board) -> None:
        put(
            log,
            CHANGE,
            CHANGE._replace(repository="git:tools", number="1", verdict="allow", head="9" * 40, decided_at=150),
            CHANGE._replace(number="2", person="eve", decided_at=200),
            CHANGE._replace(number="3", verdict="allow", state="landed", landed_at=150, decided_at=250),
        )
        for query, numbers in ASKED:
            assert [row.number for row in board.changes(query)] == numbers, query

    @pytest.mark.parametrize("owed_by", [None, "bob"])
    def test_changes_of_one_second_are_paged(self, log: Ledger, board: Board, owed_by: str | None) -> None:
        put(log, *(CHANGE._replace(number=str(number), decided_at=100 + number // 4) for number in range(10, 21)))
        query, found = ChangeQuery(owed_by=owed_by, most=3), list[str]()
        while page := board.changes(query):
            found += [row.number for row in page]
            last = page[-1]
            query = query._replace(before=last.decided_at, beyond=(last.repository, last.number))
        assert found == ["20", "16", "17", "18", "19", "12", "13", "14", "15", "10", "11"]

    def test_a_mark_is_taken_back(self, log: Ledger, board: Board) -> None:
        mark = ReadMark(WEB, "7", "bob", "src/a b.py", "5" * 40, 100)
        other = mark._replace(blob="6" * 40)
        put(log, mark, other, mark._replace(number="8"), mark._replace(at=200))
        assert board.read_marks(WEB, "7") == [mark._replace(at=200), other]
        put(log, mark._replace(at=0))
        assert board.read_marks(WEB, "7") == [other]

    def test_reviews_are_in_the_order_of_their_entries(self, log: Ledger, board: Board) -> None:
        second = REVIEW._replace(id="r0")
        log.record(notes(2), rows=[Row(REVIEW, 0), Row(second, 1), Row(REVIEW._replace(number="8", id="x"), 1)])
        assert board.reviews(WEB, "7") == [REVIEW._replace(entry=0), second._replace(entry=1)]
        log.record(notes(1), rows=[Row(REVIEW._replace(state="dismissed"), 0)])
        assert [(each.id, each.state) for each in board.reviews(WEB, "7")] == [("r0", "approved"), ("r1", "dismissed")]

    def test_a_webhook_is_kept_once(self, log: Ledger, board: Board) -> None:
        came = Delivery("github", "d1", "push", 100, b"\0{}\xff")
        put(log, came, came._replace(body=b"other"))
        put(log, came._replace(body=b"other"), came._replace(forge="gitlab"))
        assert board.delivery("github", "d1") == came
        put(log, came._replace(done_at=200))
        put(log, came._replace(done_at=300), came)
        assert board.delivery("github", "d1") == came._replace(done_at=200)
        put(log, came._replace(id="d2", done_at=400))
        assert board.delivery("github", "d2") == came._replace(id="d2", done_at=400)

    def test_what_was_done_outside_is_remembered(self, log: Ledger, board: Board) -> None:
        put(log, Posted("check:1", "a" * 64, "77", 100))
        put(log, Posted("check:1", "b" * 64, "77", 200))
        assert board.posted("check:1") == Posted("check:1", "b" * 64, "77", 200)

    def test_asks_are_found(self, log: Ledger, board: Board) -> None:
        other = changed(ASK, id="a0", number="8", person="eve", asked_at=200, due_at=1_000, minutes=3)
        third = changed(ASK, id="a2", asked_at=300, due_at=1_100)
        put(log, AskRow(third), AskRow(ASK), AskRow(other))
        assert board.asks() == [ASK, other, third]
        assert board.asks(repository=WEB, number="8") == [other]
        assert board.asks(person="bob") == [ASK, third]
        assert board.asks(due_before=1_000) == [ASK]
        assert board.loads() == [Load("bob", 2, 18), Load("eve", 1, 3)]
        put(log, AskRow(changed(ASK, state="answered", changed_at=400)))
        assert board.asks(person="bob", is_open=True) == [third]
        assert board.asks(is_open=True, due_before=1_050) == [other]
        assert board.loads() == [Load("bob", 1, 9), Load("eve", 1, 3)]
        assert [ask.state for ask in board.asks(repository="git:tools")] == []

    def test_a_setting_is_forgotten(self, log: Ledger, board: Board) -> None:
        put(log, Setting("a", b"1"), Setting("a", b"2\0"), Setting("b", b"3"))
        assert (board.setting("a"), board.setting("b")) == (b"2\0", b"3")
        put(log, Setting("a", b""))
        assert (board.setting("a"), board.setting("b")) == (b"", b"3")

    def test_words_of_others_cannot_spoil_a_record(self, log: Ledger, board: Board) -> None:
        put(log, CHANGE._replace(title="a'; --\u202e\U0001f600"), CHANGE._replace(number="8", title="a\0b\ud800"))
        one, other = board.change(WEB, "7"), board.change(WEB, "8")
        assert one is not None
        assert other is not None
        assert one.title == "a'; --\u202e\U0001f600"
        assert (other.title[0], other.title[2]) == ("a", "b")
