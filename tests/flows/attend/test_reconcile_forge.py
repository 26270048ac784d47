"""What was never delivered is found, and nothing is written where nothing has changed."""

from __future__ import annotations

from office import KEY, MAIN, Bureau
from paraph.core.errors import Problem
from paraph.ports.forge import ForgeError
from paraph.ports.ledger import Job


def reconcile(bureau: Bureau) -> None:
    bureau.log.record((), [Job("reconcile", b"{}", "reconcile")])
    bureau.run()


def test_changes_landings_and_repositories_that_nobody_told_of(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    reconcile(bureau)
    assert bureau.row(number).verdict == "wait"
    assert [each["tips"] for each in bureau.entries("genesis")] == [{MAIN: bureau.work.rev("main")}]
    bureau.forge.review(KEY, number, "github:ben", at=bureau.now)
    bureau.forge.change(KEY, number, updated_at=bureau.now + 1)
    reconcile(bureau)
    assert bureau.row(number).verdict == "allow"
    head = bureau.push(number, {"src/a.py": "a = 3\n"})
    reconcile(bureau)
    assert (bureau.row(number).verdict, bureau.row(number).head) == ("wait", head)
    bureau.merge(number)
    reconcile(bureau)
    assert bureau.row(number).state == "alarm"
    size, written = bureau.log.head().size, dict(bureau.log.kept.settings)
    calls = bureau.forge.calls.total()
    reconcile(bureau)
    assert (bureau.log.head().size, bureau.log.kept.settings) == (size, written)
    assert bureau.forge.calls.total() - calls == 1


def test_a_forge_that_is_down_is_told_and_caught_up_with(bureau: Bureau) -> None:
    number = bureau.propose("work", {"docs/a.md": "b\n"})
    reconcile(bureau)
    bureau.forge.down(60)
    bureau.deliver(number=number)
    bureau.run()
    row = bureau.row(number)
    assert (row.verdict, "does not answer" in row.summary) == ("cannot_tell", True)
    reconcile(bureau)
    assert "does not answer" in (bureau.board.repository(KEY) or bureau.repository).trouble
    assert {due - bureau.now for due, _ in bureau.postponed} == {60}
    assert bureau.forge.shown[-1][2].verdict != "allow"
    bureau.forge.up()
    bureau.tick(60)
    bureau.run()
    assert bureau.row(number).verdict == "wait"
    assert (bureau.board.repository(KEY) or bureau.repository).trouble == ""
    assert len(bureau.entries("judged")) == 1


def test_a_change_that_is_gone_is_closed(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    reconcile(bureau)
    del bureau.forge.proposals[KEY, number]
    reconcile(bureau)
    assert bureau.row(number).state == "closed"


def test_a_forge_that_lists_nothing_lets_nothing_go(bureau: Bureau) -> None:
    reconcile(bureau)
    bureau.forge.trouble = ForgeError(Problem("P1260", "no", "wait"))
    bureau.tick(4_000)
    reconcile(bureau)
    assert (bureau.board.repository(KEY) or bureau.repository).is_on
    bureau.forge.up()
    bureau.forge.connected.clear()
    bureau.tick(4_000)
    bureau.run()
    found = bureau.board.repository(KEY)
    assert found is not None
    assert (found.is_on, [each["on"] for each in bureau.entries("connected")][-1]) == (False, False)
