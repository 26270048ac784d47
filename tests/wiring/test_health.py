"""Is it told what holds the server up, and is a forge's trouble no reason not to answer?"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from log_samples import ORIGIN, SIGNER
from paraph.core.errors import Problem, ReadError
from paraph.ports.board import ConnectedRepository
from paraph.ports.jobs import QueueState
from paraph.ports.ledger import Row
from paraph.testing.memory_board import MemoryBoard
from paraph.testing.memory_ledger import MemoryLedger
from paraph.wiring.health import readiness


def refuse(*_: Any) -> Any:
    raise ReadError(Problem("P0836", "the disk is gone", ""))


USUAL = QueueState(2, 1, 0, 3.0)


def server(state: Any = USUAL, trouble: str = "", head: Any = None) -> Any:
    log = MemoryLedger(ORIGIN, SIGNER.sign)
    kept = ConnectedRepository("git:shop", "git", "shop", trouble=trouble)
    log.record((), rows=[Row(kept), Row(kept._replace(key="git:old", is_on=False, trouble="gone"))])
    if head:
        log.head = head  # type: ignore[method-assign]
    office = SimpleNamespace(log=log, board=MemoryBoard(log), forges={"git": None, "github": None})
    jobs = SimpleNamespace(state=state if callable(state) else lambda: state)
    return SimpleNamespace(office=office, jobs=jobs)


def test_everything_is_well() -> None:
    found = readiness(server())
    assert found.is_ready
    assert [(part.name, part.is_good, part.said) for part in found.parts] == [
        ("database", True, "0 entries"),
        ("queue", True, "2 waiting, 1 running, 0 given up"),
        ("forge git", True, "1 repositories"),
        ("forge github", True, "0 repositories"),
    ]


@pytest.mark.parametrize(
    ("state", "trouble", "head", "is_ready", "bad"),
    [
        (QueueState(2, 0, 0, 601.0), "", None, True, "the oldest has waited 601 s"),
        (QueueState(0, 0, 0, 0.0), "not found", None, True, "git:shop: not found"),
        (QueueState(0, 0, 0, 0.0), "", refuse, False, "the disk is gone"),
        (refuse, "", None, False, "the disk is gone"),
    ],
)
def test_what_holds_it_up(state: Any, trouble: str, head: Any, is_ready: bool, bad: str) -> None:
    found = readiness(server(state, trouble, head))
    assert found.is_ready is is_ready
    assert any(bad in part.said for part in found.parts if not part.is_good)
    assert found.document()["ready"] is is_ready


def test_a_board_that_cannot_be_read_leaves_the_forges_out() -> None:
    made = server()
    made.office.board = SimpleNamespace(repositories=refuse)
    assert [part.name for part in readiness(made).parts] == ["database", "queue"]
