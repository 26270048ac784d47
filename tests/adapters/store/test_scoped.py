"""Does a repository see its own part of a shared log, and nothing of another one's?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from adapters.store.logs import opened
from paraph.adapters.store.scoped import RepositoryLedger
from paraph.core.errors import InputError
from paraph.core.ledger.entry import entry, read_entry
from paraph.ports.ledger import Attributed, Introduced, KeptStatement, Ledger, Movement, Row, Spent
from paraph.testing.ledger_contract import MAIN, is_in, statement

NOTE = entry("note", 1_800_000_000, text="ours")
A, B = "1" * 40, "2" * 40


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Ledger]:
    with closing(opened(tmp_path)) as log:
        yield log


@pytest.fixture
def own(log: Ledger) -> RepositoryLedger:
    return RepositoryLedger(log, "github:sample/web")


@pytest.fixture
def other(log: Ledger) -> RepositoryLedger:
    return RepositoryLedger(log, "github:sample/web2")


def test_each_entry_says_whose_it_is(log: Ledger, own: RepositoryLedger) -> None:
    (receipt,) = own.record([NOTE])
    (content,) = log.entries()
    assert read_entry(content) == {**read_entry(NOTE), "repository": "github:sample/web"}
    assert is_in(log, content, receipt.text())
    assert own.stamped(content) == content


def test_an_entry_of_another_one_is_refused(own: RepositoryLedger, other: RepositoryLedger) -> None:
    with pytest.raises(InputError, match="is not one of github:sample/web2"):
        other.record([own.stamped(NOTE)])
    with pytest.raises(InputError, match="is no key"):
        RepositoryLedger(own, "git:a\tb")


def test_entries_of_others_are_not_told(log: Ledger, own: RepositoryLedger, other: RepositoryLedger) -> None:
    quoting = entry(
        "note", 1_800_000_000, text='"repository":"github:sample/web"', also={"repository": "github:sample/web"}
    )
    log.record([NOTE])
    other.record([quoting, NOTE])
    own.record([NOTE])
    assert list(own.entries()) == [b"", b"", b"", own.stamped(NOTE)]
    assert list(own.entries(2)) == [b"", own.stamped(NOTE)]
    assert own.head() == other.head() == log.head()


def every_row(account: str) -> list[Row]:
    kept = statement("a")._replace(tree="6" * 40)
    back = statement("b", head="")._replace(kind="withdrawal", diff="", takes_back="a")
    moved = Movement(MAIN, A, B, "landed", account, 0)
    introduced, attributed = Introduced(A, account), Attributed(A, account, 0, 7)
    return [Row(kept, 0), Row(back, 0), Row(moved, 0), Row(introduced, 0), Row(attributed, 0)]


def seen(ledger: Ledger) -> list[object]:
    def ids(found: list[KeptStatement]) -> list[str]:
        return [each.id for each in found]

    return [
        ids(ledger.statements()), ids(ledger.statements(target=MAIN)), ids(ledger.statements(head=A)),
        ids(ledger.statements(ids=["a"])), ids(ledger.statements_about([MAIN], diffs=["d" * 64])),
        ids(ledger.statements_about([MAIN], heads=[A])), ids(ledger.statements_about([MAIN], trees=["6" * 40])),
        ids(ledger.statements_about([MAIN], takes_back=["a"])), ids(ledger.standing([MAIN], 0)),
        ledger.is_spoken_of([MAIN]), ledger.movement(MAIN, A, B), list(ledger.movements(MAIN)),
        ledger.movements_from(MAIN, A), ledger.last_done(MAIN), ledger.introducers([A]), ledger.attributed([A]),
    ]  # fmt: skip


def test_nothing_of_another_one_is_found(own: RepositoryLedger, other: RepositoryLedger) -> None:
    before = seen(own)
    other.record([NOTE], (), every_row("theirs"))
    assert seen(own) == before
    assert not any(before)
    assert all(seen(other))


def test_the_same_names_mean_something_else_in_each(own: RepositoryLedger, other: RepositoryLedger) -> None:
    other.record([NOTE], (), every_row("theirs"))
    own.record([NOTE], (), every_row("ours"))
    other.record([NOTE], (), [Row(Spent("a"), 0)])
    assert (own.introducers([A]), other.introducers([A])) == ({A: "ours"}, {A: "theirs"})
    assert own.attributed([A]) == {A: Attributed(A, "ours", 1, 7)}
    assert own.last_done(MAIN) == Movement(MAIN, A, B, "landed", "ours", 1)
    (mine,), (theirs,) = own.statements(ids=["a"]), other.statements(ids=["a"])
    assert (mine.spent_by, theirs.spent_by) == (None, 2)
    assert (mine.entry, mine.target, mine.head) == (1, MAIN, A)


def test_closing_a_view_leaves_the_log_open(log: Ledger, own: RepositoryLedger) -> None:
    own.close()
    assert log.record([NOTE])[0].index == 0


def test_what_is_written_by_other_means_is_the_same(log: Ledger, own: RepositoryLedger) -> None:
    log.record(*own.as_kept([NOTE], (), every_row("ours")))
    assert list(own.entries()) == [own.stamped(NOTE)]
    assert own.introducers([A]) == {A: "ours"}
