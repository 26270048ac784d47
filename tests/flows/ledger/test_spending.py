"""Sign-offs are used up by what lands, whether or not anybody needed them."""

from __future__ import annotations

import pytest

from flows.ledger_samples import memory_ledger
from paraph.core.ledger.entry import entry
from paraph.flows.ledger.spending import is_spent, spent_by_landing, still_asked, told_of_landing, used_up
from paraph.ports.ledger import KeptStatement, Row

MAIN = "refs/heads/main"


def kept(id_: str, kind: str, diff: str, spent_by: int | None = None) -> KeptStatement:
    return KeptStatement(id_, kind, MAIN, "h", diff, 0, b"", 0, spent_by)


ALL = [kept("a", "signoff", "1"), kept("b", "override", "1"), kept("c", "declaration", "1"), kept("d", "veto", "1"),
       kept("e", "signoff", "2"), kept("f", "signoff", "")]  # fmt: skip


@pytest.mark.parametrize(
    ("diffs", "used", "spent"),
    [((), (), ()), (("1",), (), ("a", "b")), (("1", "2"), (), ("a", "b", "e")), (("",), (), ()),
     (("9",), ("e", "c"), ("e",))],
)  # fmt: skip
def test_what_a_landing_uses_up(diffs: tuple[str, ...], used: tuple[str, ...], spent: tuple[str, ...]) -> None:
    assert spent_by_landing(ALL, diffs, used) == spent


@pytest.mark.parametrize(
    ("statement", "expected"),
    [(kept("a", "signoff", "1"), False), (kept("a", "signoff", "1", 7), True), (kept("a", "veto", "1", 7), False)],
)
def test_only_what_counts_once_is_spent(statement: KeptStatement, expected: bool) -> None:
    assert is_spent(statement) is expected


def test_what_authors_said_of_landed_content_is_asked_for_only_where_it_comes_back() -> None:
    landed = [kept("a", "declaration", "1", 7), kept("b", "signoff", "1", 7), kept("c", "veto", "1", 7),
              kept("d", "declaration", "2"), kept("e", "signoff", "2")]  # fmt: skip
    assert told_of_landing(landed, ["1", "2", ""]) == ("a", "d")
    assert [each.id for each in still_asked(landed, "9")] == ["c", "d", "e"]
    back = still_asked(landed, "1")
    assert [each.id for each in back] == ["a", "c", "d", "e"]
    assert back[0].spent_by is None


def test_a_decision_that_has_landed_uses_up_what_was_signed_for_it_whenever_it_came() -> None:
    ledger = memory_ledger()
    later = [kept("g", "signoff", "1"), kept("h", "declaration", "2"), kept("i", "signoff", "3"),
             kept("j", "veto", "1"), kept("k", "signoff", "1")._replace(target="refs/heads/other")]  # fmt: skip
    ledger.record([entry("note", 1, text="x")], rows=[Row(each, 0) for each in later])
    parts = [{"change": {"diff": diff}} for diff in ("1", "2")]
    assert used_up(ledger, MAIN, {"parts": parts, "spends": ["i", "k"]}) == (("g", "i"), ("h",))
    assert used_up(ledger, MAIN, {"change": {"diff": "1"}}) == ((), ())
