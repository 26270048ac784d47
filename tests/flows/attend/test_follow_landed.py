"""What hooks of plain git have put down is seen, and said once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from office import MAIN, Bureau, make_bureau
from paraph.core.ledger.entry import entry
from paraph.flows.attend.settle_forge import HOOK_SECONDS
from paraph.ports.ledger import Movement, Row

KEY = "git:shop"


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    with make_bureau(tmp_path, key=KEY) as made:
        made.deliver("push", ref=MAIN)
        made.run()
        yield made


def decide(bureau: Bureau, old: str, head: str, new: str) -> int:
    """What pre-receive enters."""
    tree = bureau.work.rev(f"{new}^{{tree}}")
    change = {"base": old, "head": head, "tree": tree, "diff": "d" * 64}
    content = entry("decided", bureau.now, ref=MAIN, old=old, new=new, form="merge", verdict="allow", tier="low",
                    change=change, statements=[], spends=[])  # fmt: skip
    rows = [Row(Movement(MAIN, old, new, "decided", "allow", 0), 0)]
    return bureau.ledger(KEY).record([content], rows=rows)[0].index


def land(bureau: Bureau, old: str, new: str, decided: int) -> None:
    """What reference-transaction enters."""
    content = entry("landed", bureau.now, ref=MAIN, old=old, new=new, decided=decided, spent=[])
    rows = [Row(Movement(MAIN, old, new, "landed", "allow", 0), 0)]
    bureau.ledger(KEY).record([content], rows=rows)


def look(bureau: Bureau) -> None:
    bureau.deliver("push", ref=MAIN)
    bureau.run()


def test_a_branch_that_hooks_let_in_has_landed(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"}, number="work")
    bureau.deliver(number=number)
    bureau.run()
    old, head = bureau.work.rev("main"), bureau.work.rev("work")
    new = bureau.merge(number)
    index = decide(bureau, old, head, new)
    look(bureau)
    assert bureau.row(number).state == "open"
    assert bureau.postponed != []
    land(bureau, old, new, index)
    bureau.tick(HOOK_SECONDS)
    bureau.run()
    assert (bureau.row(number).state, bureau.row(number).landed) == ("landed", new)
    assert (len(bureau.entries("decided")), len(bureau.entries("landed")), bureau.entries("alarm")) == (1, 1, [])


def test_a_hook_that_died_after_it_had_decided_is_made_good(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"}, number="work")
    bureau.deliver(number=number)
    bureau.run()
    old, head = bureau.work.rev("main"), bureau.work.rev("work")
    new = bureau.merge(number)
    decide(bureau, old, head, new)
    bureau.tick(HOOK_SECONDS)
    look(bureau)
    assert bureau.row(number).state == "landed"
    assert len(bureau.entries("landed")) == 1


def test_an_alarm_of_a_hook_is_shown_and_not_said_again(bureau: Bureau) -> None:
    old = bureau.work.rev("main")
    new = bureau.work.commit("past the hooks", {"src/c.py": "c = 1\n"})
    content = entry("alarm", bureau.now, ref=MAIN, old=old, new=new, why="it moved without a decision")
    bureau.ledger(KEY).record([content], rows=[Row(Movement(MAIN, old, new, "alarm", "", 0), 0)])
    look(bureau)
    row = bureau.row(f"push-{new[:12]}")
    assert (row.state, row.title, row.summary) == ("alarm", "past the hooks", "it moved without a decision")
    assert len(bureau.entries("alarm")) == 1
